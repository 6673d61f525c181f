"""Who owes: classes expand as of the day, successors take over visibly, and unknown members are not guessed."""

from datetime import date

import pytest

from app.plans.rules.owners import Owner, who_owes
from app.plans.rules.registry import AgencyFact, Membership, Registry, Step, Succession
from tests.plans.rules.facts import HUYEN, SO_TTTT, task, the_registry

SO_KHCN, SO_VHTTDL = "so-khoa-hoc-va-cong-nghe-cao-bang", "so-van-hoa-the-thao-va-du-lich-cao-bang"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return the_registry()


def test_a_printed_body_owes_itself_while_it_exists(registry: Registry) -> None:
    assert who_owes(task("1.4").leads, registry, date(2025, 2, 28)) == (Owner(SO_TTTT, "lead", SO_TTTT),)


def test_a_merged_department_passes_on_to_those_who_took_its_tasks_over(registry: Registry) -> None:
    owners = who_owes(task("1.4").leads, registry, date(2025, 3, 1))
    assert [(one.agency, one.by, one.printed, one.certain) for one in owners] == [
        (SO_KHCN, "successor", SO_TTTT, True),
        (SO_VHTTDL, "successor", SO_TTTT, True),
    ]
    assert owners[0].chain == (Step(SO_TTTT, SO_KHCN, date(2025, 3, 1), "merger"),)
    assert owners[1].chain == (Step(SO_TTTT, SO_VHTTDL, date(2025, 3, 1), "transfer"),)


@pytest.mark.parametrize(("on", "count"), [(date(2019, 12, 31), 13), (date(2020, 12, 31), 10), (date(2025, 6, 30), 10)])
def test_the_class_of_districts_expands_to_those_of_the_day(registry: Registry, on: date, count: int) -> None:
    owners = [one for one in who_owes(task("3.2").leads, registry, on) if one.printed == HUYEN]
    assert len(owners) == count
    assert {one.by for one in owners} == {"member"}
    assert ("ubnd-huyen-quang-hoa" in {one.agency for one in owners}) == (on.year >= 2020)


def test_a_class_that_cannot_be_listed_stays_membership_unknown(registry: Registry) -> None:
    unknown = [one for one in who_owes(task("3.2").leads, registry, date(2019, 12, 31)) if one.agency is None]
    assert unknown == [Owner(None, "lead", "cac-so-nganh-cao-bang", "cac-so-nganh-cao-bang")]


def test_after_the_districts_their_class_passes_to_communes_that_nobody_lists(registry: Registry) -> None:
    owners = who_owes((HUYEN,), registry, date(2025, 7, 1))
    assert [(one.agency, one.group, one.printed) for one in owners] == [(None, "ubnd-cac-xa-phuong-cao-bang", HUYEN)]
    assert owners[0].chain[0].manner == "abolition"


def test_a_takeover_without_a_day_leaves_both_uncertain(registry: Registry) -> None:
    owners = who_owes(("bao-cao-bang",), registry, date(2026, 1, 1))
    assert [(one.agency, one.certain) for one in owners] == [
        ("bao-cao-bang", False),
        ("bao-va-phat-thanh-truyen-hinh-cao-bang", False),
    ]


def test_a_transfer_leaves_the_predecessor_its_duties_while_it_exists() -> None:
    registry = Registry((), (), (Succession("a", ("b",), date(2020, 1, 1), "transfer"),))
    assert [one.agency for one in who_owes(("a",), registry, date(2021, 1, 1))] == ["a"]


def test_who_ended_without_a_known_successor_leaves_nobody() -> None:
    registry = Registry((AgencyFact("a", None, date(2020, 1, 1)),))
    assert who_owes(("a",), registry, date(2020, 1, 1)) == (Owner("a", "lead", "a"),)
    assert who_owes(("a",), registry, date(2020, 1, 2)) == ()


def test_a_circle_of_successions_comes_to_an_end() -> None:
    registry = Registry(
        (), (), (Succession("a", ("b",), date(2020, 1, 1), "merger"), Succession("b", ("a",), date(2020, 1, 1), "merger"))
    )
    assert who_owes(("a",), registry, date(2021, 1, 1)) == ()


def test_many_roads_to_one_heir_are_walked_once() -> None:
    on = date(2020, 1, 1)
    registry = Registry(
        (),
        (),
        tuple(Succession(f"{n}", (f"{n}l", f"{n}r"), on, "merger") for n in range(60))
        + tuple(Succession(f"{n}{side}", (f"{n + 1}",), on, "merger") for n in range(60) for side in "lr"),
    )
    assert [(one.agency, len(one.chain)) for one in who_owes(("0",), registry, on)] == [("60", 120)]


def test_a_member_that_also_leads_by_itself_owes_once() -> None:
    registry = Registry((AgencyFact("class", True), AgencyFact("a")), (Membership("class", "a"), Membership("class", "b")))
    assert [(one.agency, one.by) for one in who_owes(("class", "a"), registry, date(2020, 1, 1))] == [
        ("a", "lead"),
        ("b", "member"),
    ]
    assert [one.agency for one in who_owes(("class", "z"), registry, date(2020, 1, 1))] == ["a", "b", "z"]


@pytest.mark.parametrize(("dated", "undated"), [("b", "c"), ("c", "b")])
def test_an_heir_that_is_certain_by_one_road_is_certain(dated: str, undated: str) -> None:
    on = date(2020, 1, 1)
    registry = Registry(
        (),
        (),
        (
            Succession("a", ("b", "c"), on, "merger"),
            Succession(dated, ("d",), on, "merger"),
            Succession(undated, ("d",), None, "merger"),
        ),
    )
    assert [(one.agency, one.certain) for one in who_owes(("a",), registry, on)] == [(undated, False), ("d", True)]
