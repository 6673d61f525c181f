"""Acts of agencies and plan managers through the API, and who they are."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy.orm import Session

from app import identity
from app.core.actor import SYSTEM, Role
from app.identity import service as keys
from tests.callers import Caller
from tests.plans.building import BASE, LEAD

REPORTS = f"{BASE}/reports"


def a_reporter(app: FastAPI, session: Session, agency: str = LEAD, **options: Any) -> Caller:
    """A client with a key that reports for ``agency``."""
    key = keys.create(session, SYSTEM, Role.reporter, f"Người báo cáo {agency}", agency=agency)
    session.flush()
    actor = identity.authenticate(session, key.secret)
    assert actor is not None
    return Caller(app, key=key.secret, actor=actor, **options)


def match(report: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{report["revision"]}"'}


def draft(who: Caller, period: str = "2019", task: str = "1.4", **more: Any) -> dict[str, Any]:
    """A new draft, which must be taken."""
    body = {"task": task, "period": period, "language": "vi", "narrative": "Đã xây dựng cơ sở dữ liệu.", **more}
    answer = who.post(REPORTS, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def act(who: Caller, report: dict[str, Any], way: str, **body: Any) -> dict[str, Any]:
    """An act on a report, which must succeed: submit, accept, return, correct."""
    answer = who.post(f"{REPORTS}/{report['id']}/{way}", json=body, headers=match(report))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def change(who: Caller, report: dict[str, Any], **body: Any) -> dict[str, Any]:
    """A change, which must succeed."""
    answer = who.patch(f"{REPORTS}/{report['id']}", json=body, headers=match(report))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refused(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]
