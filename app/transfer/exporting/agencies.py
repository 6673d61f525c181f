from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.agencies.models import Agency, Succession
from app.agencies.schemas import NewAgencyName, NewSuccession
from app.transfer.exporting.order import language_order
from app.transfer.records import AgencyRecord, MemberRecord


def agencies(session: Session) -> dict[str, AgencyRecord]:
    """Every agency by its code, in the order in which they were made."""
    codes = {id: code for id, code in session.execute(select(Agency.id, Agency.code))}
    statement = (
        select(Agency)
        .order_by(Agency.id)
        .options(selectinload(Agency.names), selectinload(Agency.predecessors), selectinload(Agency.members))
        .execution_options(populate_existing=True)
    )
    return {one.code: _record(one, codes) for one in session.scalars(statement)}


def _record(agency: Agency, codes: Mapping[UUID, str]) -> AgencyRecord:
    names = sorted(agency.names, key=lambda name: language_order(name.language))
    predecessors = sorted(agency.predecessors, key=lambda one: (str(one.on), codes[one.predecessor_id]))
    members = sorted(agency.members, key=lambda one: (codes[one.member_id], str(one.since)))
    told: dict[str, Any] = {
        "code": agency.code,
        "type": agency.type,
        "names": [NewAgencyName.model_construct(language=n.language, name=n.name, short_name=n.short_name) for n in names],
        "aliases": list(agency.aliases),
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "enumerable": agency.enumerable,
        "predecessors": [_succession(codes[one.predecessor_id], one) for one in predecessors],
        "members": [MemberRecord.model_construct(code=codes[one.member_id], since=one.since, until=one.until) for one in members],
        "source": agency.source,
        "verified": agency.verified,
        "note": dict(sorted(agency.note.items(), key=lambda pair: language_order(pair[0]))) or None,
    }
    return AgencyRecord.model_construct(**told)


def _succession(code: str, one: Succession) -> NewSuccession:
    told: dict[str, Any] = {"code": code, "manner": one.manner, "on": one.on, "note": one.note}
    return NewSuccession.model_construct(**told)
