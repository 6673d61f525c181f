"""Who asks: clients of the application, each with the key of a role, or with none."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app import identity
from app.core.actor import ANYONE, SYSTEM, Actor, Role
from app.identity import service as keys
from tests.builders import an_agency

REPORTING = "reporting-agency"


class Caller(TestClient):
    """A client that sends one API key with every request, or none. ``actor`` is whom the key stands for, ``key`` its secret."""

    def __init__(
        self,
        app: FastAPI,
        *,
        key: str | None = None,
        actor: Actor = ANYONE,
        **options: Any,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else None
        super().__init__(app, headers=headers, **options)
        self.key = key
        self.actor = actor


def a_caller(app: FastAPI, session: Session, role: Role, **options: Any) -> Caller:
    """A client with a new key of ``role``; a reporter's agency is made with it when it is not there."""
    agency = None
    if role is Role.reporter:
        agency = an_agency(session, REPORTING, if_missing=True).code
    key = keys.create(session, SYSTEM, role, f"{role} of the tests", agency=agency)
    session.flush()
    actor = identity.authenticate(session, key.secret)
    assert actor is not None
    return Caller(app, key=key.secret, actor=actor, **options)
