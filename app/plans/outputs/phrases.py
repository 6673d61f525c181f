"""The words of workbook and calendar for what the rules compute, in the reader's language."""

import re

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs.texts import line
from app.plans.rules import status, tasks
from app.plans.rules.indicators import Direction, Verdict
from app.plans.rules.periods import Source
from app.plans.rules.timeframes import Kind

OBLIGATION: dict[status.State, str] = {
    "accepted": N_("Report accepted"),
    "submitted": N_("Report submitted"),
    "returned": N_("Report returned"),
    "draft": N_("Draft only"),
    "late": N_("Late by the record"),
    "due": N_("Due: the period is over"),
    "not_due": N_("Not due: the period is not over"),
    "no_information": N_("No information"),
    "membership_unknown": N_("Members of the class unknown"),
}

#: Of what is hidden from a reader.
NOTHING_ACCEPTED = N_("No accepted report published")
NOTHING_PUBLISHED = N_("Nothing published")

LATE: dict[status.Reason, str] = {
    "submitted_late": N_("Submitted after the due day"),
    "not_resubmitted": N_("Returned and not submitted again"),
    "still_draft": N_("Still a draft"),
}

TASK: dict[tasks.State, str] = {
    "planned": N_("Its time has not come"),
    "under_way": N_("Under way"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
    "overdue_as_recorded": N_("Beyond its time, by the record"),
    "ended_unknown": N_("Its time is over, outcome unknown"),
    "no_information": OBLIGATION["no_information"],
}

VERDICT: dict[Verdict, str] = {"met": N_("Met"), "not_met": N_("Not met"), "unknown": OBLIGATION["no_information"]}

DIRECTION: dict[Direction, str] = {"increase": N_("At least"), "decrease": N_("At most"), "maintain": N_("Keep at")}

SOURCE: dict[Source, str] = {"plan": N_("The plan"), "administrator": N_("An administrator")}

KIND: dict[Kind, str] = {
    "year": N_("One year"),
    "span": N_("Several years"),
    "yearly": N_("Every year"),
    "continuous": N_("Continuous"),
}

YEAR = N_("the year {year}")
SPAN = N_("the years {first}–{last}")
HALF = {"1": N_("the first half of {year}"), "2": N_("the second half of {year}")}
QUARTER = N_("quarter {quarter} of {year}")
OTHER_PERIOD = N_("the period {code}")

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<last>[0-9]{4})|-H(?P<half>[12])|-Q(?P<quarter>[1-4]))?")


def period(code: str, locale: str) -> str:
    """A period by its code: "2019", "2018-2020", "2019-H1", "2019-Q3"; of any other the code itself is shown."""
    found = _PERIOD.fullmatch(code)
    if found is None:
        return translate(OTHER_PERIOD, locale, {"code": line(code)})
    if found["last"]:
        return translate(SPAN, locale, {"first": found["year"], "last": found["last"]})
    if found["half"]:
        return translate(HALF[found["half"]], locale, {"year": found["year"]})
    if found["quarter"]:
        return translate(QUARTER, locale, {"quarter": found["quarter"], "year": found["year"]})
    return translate(YEAR, locale, {"year": found["year"]})
