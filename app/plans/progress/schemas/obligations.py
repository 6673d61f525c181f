"""Obligations and how they stand, as they go out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.plans.structure.schemas.outgoing import AgencyLabel, Outgoing, Text, Word
from app.web.fields import Count

ShownState = Literal[
    "membership_unknown",
    "accepted",
    "submitted",
    "returned",
    "draft",
    "late",
    "not_due",
    "due",
    "no_information",
    "nothing_accepted",
]
Days = Annotated[int, Field(ge=0, le=1_000_000)]
Ratio = Annotated[str, Field(max_length=20, description="From 0 to 1, to four places, as a decimal number")]
Year = Annotated[int, Field(ge=0, le=9999)]
Sentence = Annotated[str, Field(max_length=1000)]


class Meaning(Outgoing):
    """What a code means, in the reader's language."""

    code: Word
    meaning: Sentence


class StepView(Outgoing):
    """``successor`` took over from ``agency``; ``on`` is null when the day is not known."""

    agency: AgencyLabel
    successor: AgencyLabel
    manner: Word
    on: date | None


class OwnerView(Outgoing):
    """Who answers. ``agency`` is null where the members of the class ``group`` are not known; ``certain`` is false when a day is not.

    ``chain`` leads from the body on whom the duty fell to this one.
    """

    agency: AgencyLabel | None
    group: AgencyLabel | None
    by: Literal["lead", "member", "successor"]
    certain: bool
    chain: list[StepView] = Field(max_length=100)


class RuleView(Outgoing):
    """The rule that asks for the report; ``source`` tells what the plan prints from what an administrator has set."""

    code: Word
    source: Literal["plan", "administrator"]
    label: Text


class ExtensionView(Outgoing):
    """More time, and why; the reason is null where this reader is not told."""

    new_due: date
    reason: Text | None


class PeriodView(Outgoing):
    """From ``first`` to ``last``, both days included."""

    code: Word
    first: date
    last: date


class ObligationView(Outgoing):
    """A report that is owed, and how it stands. ``owed_as`` is the body on whom it fell, or the class whose members are not known.

    ``printed`` is the plan's own lead through which it fell on it. ``whole`` is false where only accepted reports are shown: then the
    state tells nothing of drafts, submissions and returns, and lateness is null.
    """

    task: Word
    group: Word
    period: PeriodView
    owed_as: AgencyLabel
    printed: AgencyLabel
    owners: list[OwnerView] = Field(max_length=1000)
    due: date
    regular_due: date
    missing_holiday_years: list[Year] = Field(max_length=100)
    rule: RuleView
    extension: ExtensionView | None
    after_period: bool
    whole: bool
    state: ShownState
    since: date | None
    late: bool | None
    reason: Literal["submitted_late", "not_resubmitted", "still_draft"] | None
    days_late: Days | None
    submitted_on: date | None
    reporter: AgencyLabel | None
    edition: Annotated[int, Field(ge=1, le=1_000_000)] | None
    reporters: list[AgencyLabel] = Field(max_length=1000)


class StateCount(Outgoing):
    """How many obligations stand so."""

    state: ShownState
    count: Count


class ShareView(Outgoing):
    """``part`` of the ``whole`` that counted; of the whole nothing is known of ``missing``; ``left_out`` could not be counted.

    The truth lies between ``at_least`` and ``at_most``; both null when nothing counted.
    """

    part: Count
    whole: Count
    missing: Count
    left_out: Count
    at_least: Ratio | None
    at_most: Ratio | None


class FiguresView(Outgoing):
    """Counts of obligations. ``by_state`` adds up to ``owed``; the others overlap. Null is not shown to this reader: it is not none."""

    owed: Count
    due: Count
    due_unknown: Count
    accepted: Count
    recorded: Count | None
    late: Count | None
    returned: Count | None
    no_information: Count | None
    nothing_accepted: Count | None
    membership_unknown: Count
    by_state: list[StateCount] = Field(max_length=20)
    accepted_share: ShareView
