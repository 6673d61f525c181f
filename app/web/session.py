"""The session of a request, and who asks. The commit happens before the answer leaves (``scope="function"``)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Annotated, Any

from anyio import CancelScope, CapacityLimiter, to_thread
from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core.actor import ANYONE, Actor, Role
from app.core.db import unit_of_work
from app.core.errors import Forbidden, Unauthenticated

Authenticate = Callable[[Session, str], Actor | None]

bearer = HTTPBearer(auto_error=False, scheme_name="ApiKey", description="An API key made by `nhanquyen keys create`.")


async def session(request: Request) -> AsyncIterator[Session]:
    """A unit of work: committed when the endpoint returns, before the answer is sent; rolled back when it raises."""
    async with ended_in_a_thread(unit_of_work(request.app.state.engine)) as work:
        yield work


@asynccontextmanager
async def ended_in_a_thread(unit: AbstractContextManager[Session]) -> AsyncIterator[Session]:
    """``unit``, whose end waits for the database in a thread, unless nothing was begun. To begin one costs nothing."""
    work = unit.__enter__()

    async def end(*error: Any) -> None:
        if not work.in_transaction() or autocommits(work):
            unit.__exit__(*error)
            return
        # Also for who has gone away, and with a place of its own: all threads may be waiting for the connection that this gives back.
        with CancelScope(shield=True):
            await to_thread.run_sync(unit.__exit__, *error, limiter=CapacityLimiter(1))

    try:
        yield work
    except BaseException as error:
        await end(type(error), error, error.__traceback__)
        raise
    await end(None, None, None)


def autocommits(work: Session) -> bool:
    """Whether each statement of a session stands by itself, so that nothing is begun before it or committed after it."""
    return isinstance(work.bind, Engine) and work.bind.get_execution_options().get("isolation_level") == "AUTOCOMMIT"


DbSession = Annotated[Session, Depends(session, scope="function")]


async def reading(request: Request, work: DbSession) -> Session:
    """The session of a request that reads; without a key, each of its statements stands by itself, which saves two exchanges."""
    if "authorization" not in request.headers and work.bind is request.app.state.engine:
        work.bind = request.app.state.reading_engine
    return work


ReadSession = Annotated[Session, Depends(reading)]
"""For what reads alone. Whatever sets something for its transaction, or writes, takes DbSession."""


async def actor(
    request: Request, work: DbSession, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]
) -> Actor:
    """Who asks: the actor of the API key, or anyone. A key that is unknown, expired or revoked is refused, never ignored."""
    if credentials is None:
        if "authorization" in request.headers:
            raise Unauthenticated
        return ANYONE
    authenticate: Authenticate = request.app.state.authenticate
    found = await to_thread.run_sync(authenticate, work, credentials.credentials)
    if found is None:
        raise Unauthenticated
    return found


CurrentActor = Annotated[Actor, Depends(actor)]


def someone(*roles: Role) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency that lets only ``roles`` (and admins) pass: 401 to the public, 403 to other roles."""

    async def check(who: CurrentActor) -> Actor:
        if who.role is None:
            raise Unauthenticated
        if not who.has(*roles):
            raise Forbidden
        return who

    check.__dict__["roles"] = roles
    return check


AnyKey = Annotated[Actor, Depends(someone(*Role))]
Staff = Annotated[Actor, Depends(someone(Role.reader, Role.editor, Role.publisher, Role.plan_manager))]
Editor = Annotated[Actor, Depends(someone(Role.editor, Role.publisher))]
Publisher = Annotated[Actor, Depends(someone(Role.publisher))]
Admin = Annotated[Actor, Depends(someone())]
