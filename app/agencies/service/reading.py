"""Reading: the list, one agency, and the names that other rooms show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.agencies import queries
from app.agencies.errors import AgencyNotFound
from app.agencies.models import Agency, AgencyName
from app.agencies.queries import Filters, View
from app.agencies.schemas import (
    AgencyNameView,
    AgencyNoteView,
    AgencySummary,
    AgencyView,
    MembershipView,
    MembersView,
    SuccessionView,
)
from app.core.errors import N_
from app.i18n import format_date, translate
from app.web.locale import served

LISTED = N_("Members on {on}, as far as they are recorded.")
NOT_LISTED = N_("Membership unknown: who belongs to this class cannot be listed.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of agencies, the sort values to continue from (None on the last page), and how many there are, when counted."""

    items: list[AgencySummary]
    next: list[str] | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Label:
    """An agency as other rooms show it; ``language`` is the one that was found."""

    code: str
    name: str
    short_name: str | None
    language: str


def browse(session: Session, view: View, filters: Filters, *, after: Sequence[str] | None, limit: int, counted: bool) -> Listed:
    """A page of agencies, in the Vietnamese order of the names that this reader sees."""
    rows = session.execute(queries.listed(view.order, filters, after, limit)).mappings().all()
    items = [AgencySummary.model_validate({**row, "language": served(view.order, row["language"])}) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    total = session.scalar(queries.count(filters)) if counted else None
    return Listed(items, None if last is None else [last["sort_key"], last["code"]], total)


def labels(session: Session, order: Sequence[str], ids: Iterable[UUID]) -> dict[UUID, Label]:
    """The names of many agencies in the first language of ``order`` that each has. One statement."""
    rows = session.execute(queries.labels(order).where(Agency.id.in_(set(ids))))
    return {row.id: Label(row.code, row.name, row.short_name, row.language) for row in rows}


def show(session: Session, view: View, code: str) -> AgencyView:
    """One agency; members and classes are those of the day ``view.on``."""
    agency = session.scalar(
        select(Agency).where(Agency.code == code).options(selectinload(Agency.names)).execution_options(populate_existing=True)
    )
    if agency is None:
        raise AgencyNotFound(code=code[:80])
    name = _chosen(agency.names, view.order)
    taken_over = session.execute(queries.successions(view.order, agency.id)).mappings().all()
    belonging = session.execute(queries.memberships(view.order, agency.id, view.on)).mappings().all()
    columns = ("code", "type", "revision", "valid_from", "valid_to", "verified", "aliases", "enumerable", "source")
    return AgencyView(
        **{column: getattr(agency, column) for column in columns},
        name=name.name,
        short_name=name.short_name,
        language=served(view.order, name.language),
        names=[AgencyNameView(language=one.language, name=one.name, short_name=one.short_name) for one in agency.names],
        predecessors=[SuccessionView.model_validate(row) for row in taken_over if row["before"]],
        successors=[SuccessionView.model_validate(row) for row in taken_over if not row["before"]],
        members=_members(agency, view, [MembershipView.model_validate(row) for row in belonging if row["inside"]]),
        classes=[MembershipView.model_validate(row) for row in belonging if not row["inside"]],
        note=_note(agency.note, view.order),
    )


def _chosen(names: Sequence[AgencyName], order: Sequence[str]) -> AgencyName:
    by_language = {name.language: name for name in names}
    return next((by_language[language] for language in order if language in by_language), names[0])


def _note(notes: dict[str, str], order: Sequence[str]) -> AgencyNoteView | None:
    language = next((language for language in (*order, *sorted(notes)) if language in notes), None)
    return None if language is None else AgencyNoteView(language=language, text=notes[language])


def _members(agency: Agency, view: View, items: list[MembershipView]) -> MembersView | None:
    if agency.type != "class":
        return None
    known = bool(agency.enumerable)
    statement = translate(LISTED if known else NOT_LISTED, view.interface, {"on": format_date(view.on, view.interface)})
    return MembersView(known=known, on=view.on, statement=statement, items=items)
