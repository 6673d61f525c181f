"""Who took over from whom, and who holds an agency's obligations on a day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.agencies import service
from app.agencies.errors import AgencyNotFound, MembersNotListed, PredecessorTwice, SuccessionCycle, UnknownAgency
from app.agencies.schemas import NewMembership, NewSuccession
from app.core.actor import SYSTEM, Actor, Role
from app.core.errors import Forbidden
from tests.builders import a_member, a_succession, an_agency

DAY = date(2025, 3, 1)


def heirs(session: Session, code: str, on: date) -> list[tuple[str, bool]]:
    return [(heir.code, heir.certain) for heir in service.resolve(session, code, on)]


def test_a_circle_is_refused(session: Session) -> None:
    one, two, three = (an_agency(session, code) for code in ("one", "two", "three"))
    a_succession(session, one, two, DAY)
    a_succession(session, two, three, DAY)
    with pytest.raises(SuccessionCycle) as refusal:
        service.succeed(session, SYSTEM, "one", NewSuccession(code="three", manner="merger"))
    assert refusal.value.facts["predecessor"] == "three"


def test_a_succession_is_recorded_once(session: Session) -> None:
    an_agency(session, "one")
    two = an_agency(session, "two")
    service.succeed(session, SYSTEM, "two", NewSuccession(code="one", manner="merger", on=DAY))
    session.refresh(two)
    assert two.revision == 2
    with pytest.raises(PredecessorTwice):
        service.succeed(session, SYSTEM, "two", NewSuccession(code="one", manner="renaming"))


def test_a_succession_needs_both_agencies(session: Session) -> None:
    an_agency(session, "one")
    with pytest.raises(AgencyNotFound):
        service.succeed(session, SYSTEM, "nowhere", NewSuccession(code="one", manner="merger"))
    with pytest.raises(UnknownAgency):
        service.succeed(session, SYSTEM, "one", NewSuccession(code="nowhere", manner="merger"))


def test_members_are_enrolled_in_classes_that_can_list_them(session: Session) -> None:
    an_agency(session, "one")
    an_agency(session, "group", type="class")
    an_agency(session, "vague", type="class", enumerable=False)
    membership = service.enrol(session, SYSTEM, "group", NewMembership(code="one", since=DAY))
    assert membership.since == DAY
    with pytest.raises(MembersNotListed):
        service.enrol(session, SYSTEM, "vague", NewMembership(code="one"))


def test_services_ask_the_policy_themselves(session: Session) -> None:
    editor = Actor(name="editor", role=Role.editor)
    with pytest.raises(Forbidden):
        service.succeed(session, editor, "one", NewSuccession(code="two", manner="merger"))
    with pytest.raises(Forbidden):
        service.enrol(session, editor, "one", NewMembership(code="two"))


def test_an_agency_holds_its_own_obligations_while_it_exists(session: Session) -> None:
    one = an_agency(session, "one", valid_to=date(2025, 2, 28))
    a_succession(session, one, an_agency(session, "two"), DAY)
    assert heirs(session, "one", date(2025, 2, 28)) == [("one", True)]


def test_obligations_pass_to_everyone_who_took_over(session: Session) -> None:
    one = an_agency(session, "one", valid_to=date(2025, 2, 28))
    a_succession(session, one, an_agency(session, "two"), DAY)
    a_succession(session, one, an_agency(session, "three"), DAY, "transfer")
    assert sorted(heirs(session, "one", DAY)) == [("three", True), ("two", True)]


def test_obligations_pass_on_again(session: Session) -> None:
    one = an_agency(session, "one", valid_to=date(2020, 2, 29))
    two = an_agency(session, "two", valid_to=date(2025, 6, 30))
    a_succession(session, one, two, date(2020, 3, 1))
    a_succession(session, two, an_agency(session, "three"), date(2025, 7, 1), "abolition")
    assert heirs(session, "one", date(2024, 1, 1)) == [("two", True)]
    (heir,) = service.resolve(session, "one", date(2025, 7, 1))
    assert heir.code == "three"
    assert [(step.predecessor, step.successor, step.manner) for step in heir.steps] == [
        ("one", "two", "merger"),
        ("two", "three", "abolition"),
    ]


def test_a_merger_ends_an_agency_although_its_last_day_is_not_recorded(session: Session) -> None:
    a_succession(session, an_agency(session, "one"), an_agency(session, "two"), DAY)
    assert heirs(session, "one", date(2025, 2, 28)) == [("one", True)]
    assert heirs(session, "one", DAY) == [("two", True)]


def test_a_transfer_leaves_an_agency_in_being(session: Session) -> None:
    a_succession(session, an_agency(session, "one"), an_agency(session, "two"), DAY, "transfer")
    assert heirs(session, "one", DAY) == [("one", True)]


def test_when_the_day_is_not_known_both_may_hold_them(session: Session) -> None:
    a_succession(session, an_agency(session, "one"), an_agency(session, "two"), None)
    assert heirs(session, "one", DAY) == [("one", False), ("two", False)]


def test_an_agency_that_ended_without_heirs_has_none(session: Session) -> None:
    an_agency(session, "one", valid_to=date(2025, 2, 28))
    assert heirs(session, "one", DAY) == []
    with pytest.raises(AgencyNotFound):
        service.resolve(session, "nowhere", DAY)


def test_a_circle_in_the_data_does_not_hang(session: Session) -> None:
    one, two = an_agency(session, "one", valid_to=DAY), an_agency(session, "two", valid_to=DAY)
    a_succession(session, one, two, DAY)
    a_succession(session, two, one, DAY)
    assert heirs(session, "one", date(2026, 1, 1)) == []


def test_an_agency_in_two_classes_is_told_of_both(session: Session) -> None:
    one = an_agency(session, "one")
    for code in ("group-a", "group-b"):
        a_member(session, an_agency(session, code, type="class"), one)
    view = service.View(order=("vi",), interface="vi", on=DAY)
    assert [group.code for group in service.show(session, view, "one").classes] == ["group-a", "group-b"]
