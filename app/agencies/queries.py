"""Statements on agencies. Names come in the first language of an order that exists, so that nobody is without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, Subquery, Text, and_, case, cast, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.orm import aliased

from app.agencies.models import Agency, AgencyName, Membership, Succession
from app.core.text.vietnamese import fold

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """How agencies are looked at: languages in order of preference, the interface's language, and the day asked about."""

    order: tuple[str, ...]
    interface: str
    on: date


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; everything given must hold. ``q`` are words of any of its names, aliases or its code."""

    type: str | None = None
    on: date | None = None
    q: str | None = None


def names_in(order: Sequence[str]) -> Subquery:
    """One name of every agency: that in the first language of ``order`` it has, else any."""
    place = func.array_position(cast(list(order), ARRAY(Text)), AgencyName.language)
    return (
        select(AgencyName)
        .ext(distinct_on(AgencyName.agency_id))
        .order_by(AgencyName.agency_id, place.asc().nulls_last(), AgencyName.language)
        .subquery("name")
    )


def labels(order: Sequence[str]) -> Rows:
    """(id, code, name, short_name, language) of every agency, to be narrowed: ``labels(order).where(Agency.id.in_(ids))``."""
    name = names_in(order)
    columns: Rows = select(Agency.id, Agency.code, name.c.name, name.c.short_name, name.c.language)
    return columns.join(name, name.c.agency_id == Agency.id)


def _folded(text: ColumnElement[Any]) -> ColumnElement[str]:
    """``text`` in lower case and without marks, as ``fold`` makes it of Latin letters."""
    bare = func.regexp_replace(func.pg_catalog.normalize(text, "NFKD"), r"[\u0300-\u036f]+", "", "g")
    return func.lower(func.translate(bare, "đĐ", "dD"))


def _named(q: str) -> ColumnElement[bool]:
    """Whether every word of ``q`` stands somewhere in the code, a name, a short name or an alias, marks left aside."""
    names = (
        select(func.string_agg(func.concat_ws(" ", AgencyName.name, AgencyName.short_name), " "))
        .where(AgencyName.agency_id == Agency.id)
        .correlate(Agency)
        .scalar_subquery()
    )
    known_as = _folded(func.concat_ws(" ", Agency.code, func.array_to_string(Agency.aliases, " "), names))
    return and_(true(), *(known_as.contains(word, autoescape=True) for word in fold(q).split()))


def valid_on(day: date) -> ColumnElement[bool]:
    """Whether an agency exists on a day; an open or unknown end excludes nothing."""
    return and_(
        or_(Agency.valid_from.is_(None), Agency.valid_from <= day),
        or_(Agency.valid_to.is_(None), Agency.valid_to >= day),
    )


def _holding(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.type is not None:
        conditions.append(Agency.type == filters.type)
    if filters.on is not None:
        conditions.append(valid_on(filters.on))
    if filters.q is not None:
        conditions.append(_named(filters.q))
    return conditions


def listed(order: Sequence[str], filters: Filters, after: Sequence[str] | None, limit: int) -> Rows:
    """A page in the Vietnamese order of names, and one row more when there is a next page. ``after`` is (sort key, code)."""
    name = names_in(order)
    columns = (Agency.code, Agency.type, Agency.revision, Agency.valid_from, Agency.valid_to, Agency.verified)
    statement: Rows = select(*columns, name.c.name, name.c.short_name, name.c.language, name.c.sort_key)
    statement = statement.join(name, name.c.agency_id == Agency.id).where(*_holding(filters))
    place = tuple_(name.c.sort_key, Agency.code)
    if after is not None:
        statement = statement.where(place > tuple_(*after))
    return statement.order_by(name.c.sort_key, Agency.code).limit(limit + 1)


def count(filters: Filters) -> Select[int]:
    """How many agencies there are that pass ``filters``."""
    return select(func.count()).select_from(Agency).where(*_holding(filters))


def successions(order: Sequence[str], agency_id: UUID) -> Rows:
    """Rows of SuccessionView, with ``before`` true where the other agency is the predecessor; by day, unknown days last."""
    name = names_in(order)
    before = Succession.successor_id == agency_id
    other = aliased(Agency)
    columns = (other.code, name.c.name.label("label"), name.c.language, Succession.manner, Succession.on, Succession.note)
    statement: Rows = select(before.label("before"), *columns)
    return (
        statement.join(other, other.id == case((before, Succession.predecessor_id), else_=Succession.successor_id))
        .join(name, name.c.agency_id == other.id)
        .where(or_(before, Succession.predecessor_id == agency_id))
        .order_by(Succession.on, name.c.sort_key, other.code)
    )


def memberships(order: Sequence[str], agency_id: UUID, on: date) -> Rows:
    """Rows of MembershipView on a day, with ``inside`` true where the other agency is a member of this one; by name."""
    name = names_in(order)
    inside = Membership.class_id == agency_id
    other = aliased(Agency)
    columns = (other.code, name.c.name.label("label"), name.c.language, Membership.since, Membership.until)
    statement: Rows = select(inside.label("inside"), *columns)
    return (
        statement.join(other, other.id == case((inside, Membership.member_id), else_=Membership.class_id))
        .join(name, name.c.agency_id == other.id)
        .where(or_(inside, Membership.member_id == agency_id))
        .where(or_(Membership.since.is_(None), Membership.since <= on), or_(Membership.until.is_(None), Membership.until >= on))
        .order_by(name.c.sort_key, other.code)
    )


def heirs_of(agency_id: UUID) -> CTE:
    """Ids of the agency and of all that took over from it, directly or through others; a circle in the data ends it."""
    reached = select(Agency.id).where(Agency.id == agency_id).cte("reached", recursive=True)
    return reached.union(select(Succession.successor_id).join(reached, Succession.predecessor_id == reached.c.id))


def descent(agency_id: UUID) -> Rows:
    """The successions among the agency and its heirs: (predecessor, successor, successor_end, manner, on)."""
    reached = heirs_of(agency_id)
    before, after = aliased(Agency), aliased(Agency)
    ends = (before.code.label("predecessor"), after.code.label("successor"), after.valid_to.label("successor_end"))
    statement: Rows = select(*ends, Succession.manner, Succession.on)
    return (
        statement.join(before, before.id == Succession.predecessor_id)
        .join(after, after.id == Succession.successor_id)
        .where(Succession.predecessor_id.in_(select(reached.c.id)))
        .order_by(Succession.on, after.code)
    )
