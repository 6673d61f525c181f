"""Where an obligation stands: the table of states, the two dates, and who may have met it."""

from datetime import date, datetime

import pytest

from app.plans.rules.facts import Extension, Facts, Key, ReportFact, ReportState
from app.plans.rules.status import ObligationState, state_of
from tests.plans.rules.facts import EVER, SO_NGANH, SO_TTTT, a_report, at, task, the_obligations

BEFORE, DUE, AFTER = date(2020, 1, 10), date(2020, 1, 15), date(2020, 3, 1)


def of_1_4(*reports: ReportFact, as_of: date, known_at: datetime = EVER, extension: date | None = None) -> ObligationState:
    """The state of the report on task 1.4 for 2019, due on 15 January 2020."""
    given = [Extension(Key("1.4", "2019", SO_TTTT), extension, "bão lũ", at(2020))] if extension else []
    (one,) = the_obligations([task("1.4")], extensions=given, as_of=as_of, known_at=known_at)
    return state_of(one, Facts(reports), as_of, known_at)


def report(*steps: tuple[ReportState, date], agency: str = SO_TTTT, revision: int = 1) -> ReportFact:
    return a_report("1.4", "2019", agency, *steps, revision=revision)


@pytest.mark.parametrize(
    ("steps", "as_of", "state", "reason"),
    [
        ([], date(2019, 12, 31), "not_due", None),
        ([], DUE, "due", None),
        ([], AFTER, "no_information", None),
        ([("draft", BEFORE)], DUE, "draft", None),
        ([("draft", BEFORE)], AFTER, "late", "still_draft"),
        ([("submitted", DUE)], DUE, "submitted", None),
        ([("submitted", DUE)], AFTER, "submitted", None),
        ([("submitted", date(2020, 1, 16))], AFTER, "late", "submitted_late"),
        ([("submitted", BEFORE), ("returned", date(2020, 1, 12))], DUE, "returned", None),
        ([("submitted", BEFORE), ("returned", date(2020, 1, 12))], AFTER, "late", "not_resubmitted"),
        ([("submitted", BEFORE), ("returned", BEFORE), ("submitted", DUE)], AFTER, "submitted", None),
        ([("submitted", BEFORE), ("returned", BEFORE), ("submitted", AFTER)], AFTER, "late", "submitted_late"),
        ([("submitted", BEFORE), ("accepted", AFTER)], AFTER, "accepted", None),
        ([("accepted", AFTER)], AFTER, "accepted", None),
    ],
)
def test_the_table_of_states(steps: list[tuple[ReportState, date]], as_of: date, state: str, reason: str | None) -> None:
    found = of_1_4(*([report(*steps)] if steps else []), as_of=as_of)
    assert (found.state, found.reason) == (state, reason)


def test_an_accepted_report_keeps_that_it_was_submitted_late() -> None:
    found = of_1_4(report(("submitted", date(2020, 1, 20)), ("accepted", date(2020, 2, 1))), as_of=AFTER)
    assert (found.state, found.late, found.days_late, found.submitted_on) == ("accepted", True, 5, date(2020, 1, 20))


def test_a_correction_after_acceptance_changes_the_revision_and_never_lateness() -> None:
    first = report(("submitted", BEFORE), ("accepted", DUE))
    begun = report(("draft", date(2020, 2, 1)), revision=2)
    done = report(("submitted", date(2020, 2, 1)), ("accepted", date(2020, 2, 2)), revision=2)
    assert (of_1_4(first, begun, as_of=AFTER).state, of_1_4(first, begun, as_of=AFTER).revision) == ("accepted", 1)
    found = of_1_4(first, done, as_of=AFTER)
    assert (found.state, found.revision, found.late) == ("accepted", 2, False)


def test_a_submission_stands_beside_a_newer_draft() -> None:
    found = of_1_4(report(("submitted", BEFORE)), report(("draft", AFTER), revision=2), as_of=AFTER)
    assert (found.state, found.revision) == ("submitted", 1)


def test_an_extension_gives_time() -> None:
    late = report(("submitted", date(2020, 2, 10)))
    assert of_1_4(late, as_of=AFTER).state == "late"
    assert of_1_4(late, as_of=AFTER, extension=date(2020, 2, 14)).state == "submitted"
    assert of_1_4(as_of=date(2020, 2, 1), extension=date(2020, 2, 14)).state == "due"


def test_a_paper_report_that_is_entered_years_later_was_in_time_and_not_known() -> None:
    entered = a_report("1.4", "2019", SO_TTTT, ("submitted", BEFORE), ("accepted", DUE), recorded=at(2026, 5, 1))
    assert of_1_4(entered, as_of=AFTER, known_at=at(2020, 3, 1)).state == "no_information"
    found = of_1_4(entered, as_of=AFTER, known_at=at(2026, 5, 1))
    assert (found.state, found.late) == ("accepted", False)
    assert of_1_4(entered, as_of=BEFORE, known_at=at(2026, 5, 1)).state == "submitted"


def test_a_report_counts_from_the_printed_department_and_from_its_successor() -> None:
    before = report(("submitted", BEFORE))
    after = report(("submitted", date(2025, 4, 1)), agency="so-khoa-hoc-va-cong-nghe-cao-bang")
    assert of_1_4(before, as_of=date(2025, 6, 1)).reporter == SO_TTTT
    found = of_1_4(after, as_of=date(2025, 6, 1))
    assert (found.state, found.reporter) == ("late", "so-khoa-hoc-va-cong-nghe-cao-bang")
    assert of_1_4(report(("submitted", BEFORE), agency="so-ngoai-vu-cao-bang"), as_of=AFTER).state == "no_information"


def test_reports_from_a_class_that_nobody_lists_are_told_and_never_complete() -> None:
    facts = Facts(
        (
            a_report("3.2", "2019", "so-y-te", ("submitted", BEFORE)),
            a_report("3.2", "2019", "so-xay-dung", ("draft", BEFORE)),
            a_report("3.2", "2019", "ubnd-huyen-ha-lang", ("submitted", BEFORE)),
        )
    )
    found = {
        one.obliged.name: state_of(one, facts, AFTER, EVER) for one in the_obligations([task("3.2")]) if one.period.code == "2019"
    }
    assert (found[SO_NGANH].state, found[SO_NGANH].reporters) == ("membership_unknown", ("so-y-te",))
    assert found["ubnd-huyen-ha-lang"].state == "submitted"
    assert found["ubnd-huyen-bao-lac"].state == "no_information"
