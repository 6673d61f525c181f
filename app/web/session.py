"""The session of a request, and who asks. The commit happens before the answer leaves (``scope="function"``)."""

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from app.core.actor import ANYONE, Actor, Role
from app.core.db import unit_of_work
from app.core.errors import Forbidden, Unauthenticated

Authenticate = Callable[[Session, str], Actor | None]

bearer = HTTPBearer(auto_error=False, scheme_name="ApiKey", description="An API key made by `nhanquyen keys create`.")


def session(request: Request) -> Iterator[Session]:
    """A unit of work: committed when the endpoint returns, before the answer is sent; rolled back when it raises."""
    with unit_of_work(request.app.state.engine) as work:
        yield work


DbSession = Annotated[Session, Depends(session, scope="function")]


def actor(
    request: Request, work: DbSession, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]
) -> Actor:
    """Who asks: the actor of the API key, or anyone. A key that is unknown, expired or revoked is refused, never ignored."""
    if credentials is None:
        if "authorization" in request.headers:
            raise Unauthenticated
        return ANYONE
    authenticate: Authenticate = request.app.state.authenticate
    found = authenticate(work, credentials.credentials)
    if found is None:
        raise Unauthenticated
    return found


CurrentActor = Annotated[Actor, Depends(actor)]


def someone(*roles: Role) -> Callable[[Actor], Actor]:
    """A dependency that lets only ``roles`` (and admins) pass: 401 to the public, 403 to other roles."""

    def check(who: CurrentActor) -> Actor:
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
