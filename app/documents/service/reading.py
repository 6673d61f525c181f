"""Reading: lists, one document, and the way from a slug to a document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.documents import policy, queries
from app.documents.errors import DocumentNotFound, DocumentWithdrawn, SlugNotFound, UnknownFilter
from app.documents.kinds import KINDS
from app.documents.models import Document, Slug
from app.documents.queries import Filters, View
from app.documents.schemas.outgoing import DocumentPage, DocumentSummary, Force, ForceCause, LanguageServed
from app.documents.schemas.unions import DocumentView

WITH_FORCE = tuple(kind.name for kind in KINDS.values() if kind.has_force)
FILTERS = tuple(sorted({name for kind in KINDS.values() for name in kind.filters()}))
_view: TypeAdapter[DocumentView] = TypeAdapter(DocumentView)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of rows, and the sort values to continue from (None on the last page)."""

    items: list[DocumentSummary]
    next: list[Any] | None
    total: int | None


def permalink(document_id: UUID) -> str:
    """The address by id, which never changes."""
    return f"/api/v1/documents/{document_id}"


def language_of(view: View, row: RowMapping) -> LanguageServed:
    """Which language was asked for and which is served."""
    return LanguageServed(
        requested=view.order[0], served=row["language"], fallback=row["language"] != view.order[0], stale=row["stale"]
    )


def parse_filters(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    """``name:value`` pairs on the kinds' own fields; UnknownFilter for a field that no kind declares as a filter."""
    found = []
    for pair in pairs:
        name, _, value = pair.partition(":")
        if name not in FILTERS:
            raise UnknownFilter(name=name[:40], names=", ".join(FILTERS), pointer="field", location="query")
        found.append((name, value))
    return tuple(found)


def browse(
    session: Session, actor: Actor, view: View, filters: Filters, *, sort: str, after: list[Any] | None, limit: int, counted: bool
) -> Listed:
    """A page of documents. Narrowing by a workflow status shows working revisions, which are for staff."""
    if filters.status is not None or view.working:
        policy.check_read_drafts(actor)
        view = View(view.order, view.on, working=True)
    rows = session.execute(*queries.listed(view, filters, queries.Page(sort, after, limit), WITH_FORCE)).mappings().all()
    total = session.execute(*queries.count(view, filters, WITH_FORCE)).scalar_one() if counted else None
    items = [_summary(view, row) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Listed(items, None if last is None else [_plain(last["cursor_key"]), str(last["id"])], total)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _summary(view: View, row: RowMapping) -> DocumentSummary:
    return DocumentSummary.model_validate({**row, "permalink": permalink(row["id"]), "language": language_of(view, row)})


def page(listed: Listed, cursor: str | None) -> DocumentPage:
    """``listed`` as it goes out."""
    return DocumentPage(items=listed.items, next=cursor, total=listed.total)


def show(session: Session, actor: Actor, view: View, document_id: UUID) -> DocumentView:
    """One document, in the first language of the view that it has. A withdrawn one raises DocumentWithdrawn with the reason."""
    if view.working:
        policy.check_read_drafts(actor)
    row = session.execute(*queries.detail(view, document_id, WITH_FORCE)).mappings().one_or_none()
    if row is None or (row["withdrawn_at"] is not None and not view.working):
        raise missing(session, document_id)
    head = {
        **row,
        "permalink": permalink(row["id"]),
        "language": language_of(view, row),
        "body_markdown": row["body"] if actor.staff else None,
        "provenance": {
            "source": row["source"],
            "publisher": row["publisher"],
            "url": row["source_url"],
            "licence": row["licence"],
            "note": row["source_note"],
        },
        "verification": {
            "verified": row["verified"],
            "note": row["verification_note"],
            "by": row["verified_by"] if actor.staff else None,
            "at": row["verified_at"],
        },
    }
    if KINDS[row["kind"]].has_force:
        head["force"] = _force(view, row)
    else:
        head.pop("force")
    return _view.validate_python(head)


def working(view: View, language: str | None = None) -> View:
    """``view`` of the working revisions, with ``language`` first when it is given."""
    order = view.order if language is None else tuple(dict.fromkeys((language, *view.order)))
    return View(order, view.on, working=True)


def show_working(session: Session, actor: Actor, view: View, document_id: UUID, language: str | None = None) -> DocumentView:
    """The document as it stands after a change."""
    return show(session, actor, working(view, language), document_id)


def face(session: Session, actor: Actor, view: View, document_id: UUID) -> RowMapping:
    """The head of what stands under a document (see queries.face), if the reader sees the document."""
    if view.working:
        policy.check_read_drafts(actor)
    row = session.execute(*queries.face(view, document_id)).mappings().one_or_none()
    if row is None or (row["withdrawn_at"] is not None and not view.working):
        raise missing(session, document_id)
    return row


def _force(view: View, row: RowMapping) -> Force:
    done = [ForceCause.model_validate(one) for one in row["causes"]]
    ended = [one for one in done if one.type != "amends"]
    until = min((day for day in (row["expires_on"], *(one.on for one in ended)) if day is not None), default=None)
    return Force(
        on=view.on,
        state=row["force"],
        since=row["effective_on"],
        until=until,
        ended_by=ended,
        amended_by=[one for one in done if one.type == "amends"],
    )


def missing(session: Session, document_id: UUID) -> DocumentNotFound | DocumentWithdrawn:
    """Why a document is not shown: it was withdrawn, or the reader must not know of it."""
    document = session.get(Document, document_id)
    if document is None or document.withdrawn_at is None:
        return DocumentNotFound(id=document_id)
    return DocumentWithdrawn(id=document_id, on=document.withdrawn_at.date().isoformat(), reason=document.withdrawn_reason)


@dataclass(frozen=True, slots=True)
class Address:
    """What a slug stands for; ``moved_to`` is the present slug when this one is old."""

    document_id: UUID
    language: str
    moved_to: str | None


def find_slug(session: Session, slug: str) -> Address:
    """The document that has or had ``slug``."""
    found = session.get(Slug, slug)
    if found is None:
        raise SlugNotFound(slug=slug[:200])
    if found.current:
        return Address(found.document_id, found.language, None)
    present = session.scalar(
        select(Slug.slug).where(Slug.document_id == found.document_id, Slug.language == found.language, Slug.current)
    )
    return Address(found.document_id, found.language, present)
