"""Who belongs to a class, and when."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.agencies import policy
from app.agencies.errors import MembershipOverlaps, MembersNotListed, UnknownAgency
from app.agencies.models import Agency, Membership
from app.agencies.schemas import NewMembership
from app.agencies.service.records import done, id_of, in_order, to_change
from app.core.actor import Actor


def enrol(session: Session, actor: Actor, group: str, member: NewMembership) -> Membership:
    """Record that ``member.code`` belongs to the class ``group`` for a time."""
    policy.check_write(actor)
    agency = to_change(session, group, None)
    membership = _memberships(session, agency, [member], beside=agency.members)[0]
    agency.members.append(membership)
    agency.revision += 1
    session.flush()
    done(session, actor, agency, "agency.enrol", member=member.code)
    return membership


def _memberships(
    session: Session, group: Agency, given: Sequence[NewMembership], beside: Sequence[Membership] = ()
) -> list[Membership]:
    if given and not group.enumerable:
        raise MembersNotListed(pointer="/members")
    found: list[Membership] = []
    for place, one in enumerate(given):
        pointer = f"/members/{place}"
        in_order(one.since, one.until, f"{pointer}/until")
        member = id_of(session, one.code, f"{pointer}/code")
        if member == group.id:
            raise UnknownAgency(agency=one.code, pointer=f"{pointer}/code")
        if any(other.member_id == member and _overlap(other, one) for other in (*beside, *found)):
            raise MembershipOverlaps(member=one.code, pointer=pointer)
        found.append(Membership(member_id=member, since=one.since, until=one.until))
    return found


def _overlap(one: Membership, other: NewMembership) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def set_members(session: Session, agency: Agency, given: Sequence[NewMembership]) -> None:
    """Have the class consist of exactly these."""
    agency.members = []
    session.flush()
    agency.members = _memberships(session, agency, given)
    session.flush()
