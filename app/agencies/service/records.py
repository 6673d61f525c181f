"""What every act on an agency begins and ends with."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.agencies.errors import AgencyNotFound, UnknownAgency, ValidityReversed
from app.agencies.models import Agency
from app.core.actor import Actor
from app.web.etag import check_revision

TOPIC = "agency"


def to_change(session: Session, code: str, expected: int | None) -> Agency:
    """The agency, locked until the end of the transaction so that changes to it stand one after another.

    The lock leaves its key alone, so that another change may refer to this agency meanwhile.
    """
    agency = session.scalar(
        select(Agency)
        .where(Agency.code == code)
        .options(selectinload(Agency.names), selectinload(Agency.predecessors), selectinload(Agency.members))
        .execution_options(populate_existing=True)
        .with_for_update(of=Agency, key_share=True)
    )
    if agency is None:
        raise AgencyNotFound(code=code[:80])
    if expected is not None:
        check_revision(expected, agency.revision)
    return agency


def done(session: Session, actor: Actor, agency: Agency, action: str, **detail: object) -> None:
    """Record what was done, and announce that the agency changed."""
    audit.record(session, actor, action, agency.code, revision=agency.revision, **detail)
    outbox.announce(session, TOPIC, agency.code)


def in_order(first: date | None, last: date | None, pointer: str) -> None:
    """ValidityReversed when the last day is before the first; None is open or unknown."""
    if first is not None and last is not None and first > last:
        raise ValidityReversed(pointer=pointer)


def id_of(session: Session, code: str, pointer: str) -> UUID:
    """The id behind a code in a request; UnknownAgency tells where in the body it stands."""
    found = session.scalar(select(Agency.id).where(Agency.code == code))
    if found is None:
        raise UnknownAgency(agency=code, pointer=pointer)
    return found
