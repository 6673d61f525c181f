"""Keyset pages: a cursor holds the sort values of the last row shown, signed together with the query that it continues."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from app.core.errors import Invalid, N_
from app.web.fields import Count

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
Item = TypeVar("Item")


class InvalidCursor(Invalid):
    status = 400
    code = "invalid-cursor"
    title = N_("This cursor does not belong to this query. Begin again without a cursor.")


class Page(BaseModel, Generic[Item]):
    """A page of a list. ``total`` is null unless ``count=true`` asked for it; ``next`` is null on the last page."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    items: list[Item] = Field(max_length=LARGEST_SIZE)
    next: str | None = Field(default=None, max_length=2000, description="Cursor of the next page")
    total: Count | None = Field(default=None, description="How many there are in all, when asked for")


def _signature(secret: str, query: str, payload: bytes) -> bytes:
    return hmac.new(secret.encode(), query.encode() + b"\x00" + payload, hashlib.sha256).digest()[:12]


def query_of(request: Request) -> str:
    """What a cursor belongs to: the path and every parameter but the cursor, the page's size and the count."""
    pairs = sorted((k, v) for k, v in request.query_params.multi_items() if k not in ("cursor", "limit", "count"))
    return request.url.path + "?" + json.dumps(pairs)


def seal(request: Request, values: list[Any]) -> str:
    """A cursor after the row with these sort values (JSON values)."""
    payload = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    signed = _signature(request.app.state.cursor_secret, query_of(request), payload) + payload
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def unseal(request: Request, cursor: str | None) -> list[Any] | None:
    """The sort values in a cursor; InvalidCursor when it was altered or belongs to another query."""
    if cursor is None:
        return None
    try:
        signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        payload = signed[12:]
        if not hmac.compare_digest(signed[:12], _signature(request.app.state.cursor_secret, query_of(request), payload)):
            raise InvalidCursor
        values = json.loads(payload)
    except ValueError:
        raise InvalidCursor from None
    if not isinstance(values, list):
        raise InvalidCursor
    return values


def link_next(request: Request, response: Response, cursor: str | None) -> None:
    """The Link header (RFC 8288) to the next page, when there is one."""
    if cursor:
        response.headers["Link"] = f'<{request.url.include_query_params(cursor=cursor)}>; rel="next"'


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list is asked for: what follows the row with the sort values ``after``, and whether all shall be counted."""

    after: list[Any] | None
    limit: int
    counted: bool


async def page_request(
    request: Request,
    cursor: Annotated[
        str | SkipJsonSchema[None], Query(max_length=2000, description="`next` of the page before; nothing for the first page")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_SIZE, description="How many items a page has at most")] = DEFAULT_SIZE,
    count: Annotated[bool, Query(description="Whether to tell how many there are in all")] = False,
) -> PageRequest:
    """Dependency: the page that this request asks for; InvalidCursor when the cursor is not ours."""
    return PageRequest(unseal(request, cursor or None), limit, count)


Paging = Annotated[PageRequest, Depends(page_request)]


def turn(request: Request, response: Response, values: list[Any] | None) -> str | None:
    """The cursor after the row with these sort values, also told in the Link header; None when that was the last page."""
    cursor = None if values is None else seal(request, values)
    link_next(request, response, cursor)
    return cursor
