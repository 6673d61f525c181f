"""Obligations as they go out."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.plans.calendar.schemas.rules import RuleSource
from app.plans.structure.schemas.outgoing import AgencyLabel, Outgoing, Text, Word
from app.web.fields import LARGEST
from app.web.paging import Page

By = Literal["lead", "member", "successor"]
Standing = Literal["membership_unknown", "accepted", "submitted", "returned", "draft", "late", "not_due", "due", "no_information"]
LateReason = Literal["submitted_late", "not_resubmitted", "still_draft"]
Year = Annotated[int, Field(ge=0, le=9999)]


class NoticeView(Outgoing):
    """Something to know with the answer, in the reader's language; ``code`` is stable."""

    code: Word
    text: Text


class OwedPeriod(Outgoing):
    """A period with its days, both included."""

    code: Word
    first: date
    last: date


class SuccessionStep(Outgoing):
    """``successor`` took over from ``agency``; ``on`` is null when the day is not known."""

    agency: AgencyLabel
    successor: AgencyLabel
    on: date | None
    manner: Word


class CalendarOwner(Outgoing):
    """Who answers on the day asked about. ``agency`` is null where the members of the class ``group`` are not known.

    ``chain`` leads from the body that the duty fell on to this one. ``certain`` is false when the day of a step is not known.
    """

    agency: AgencyLabel | None
    by: By
    printed: AgencyLabel
    group: AgencyLabel | None
    chain: list[SuccessionStep] = Field(max_length=100)
    certain: bool


class ExtensionMark(Outgoing):
    """The extension that counts, for who is told how the obligation stands; ``reason`` is for staff and the agencies concerned."""

    new_due: date
    reason: Text | None
    recorded_at: datetime


class CalendarStanding(Outgoing):
    """How an obligation stands. No information recorded is not late."""

    state: Standing
    late: bool
    reason: LateReason | None
    days_late: Annotated[int, Field(ge=0, le=LARGEST)]
    since: date | None
    submitted_on: date | None
    reporter: AgencyLabel | None
    revision: Annotated[int, Field(ge=1, le=LARGEST)] | None


class CalendarObligation(Outgoing):
    """A report that is owed, by which rule and until when. ``standing`` is null for who is not told how a named agency stands."""

    task: Word
    group: Word
    period: OwedPeriod
    owed_as: AgencyLabel = Field(description="The body on whom the duty fell, or the class whose members are not known")
    membership: Literal["known", "unknown"]
    owners: list[CalendarOwner] = Field(max_length=1000)
    due: date
    regular_due: date = Field(description="The rule's own day, before any extension")
    missing_years: list[Year] = Field(max_length=100, description="Years whose holidays are not loaded: the day may be wrong")
    rule: Word
    source: RuleSource
    extension: ExtensionMark | None
    after_period: bool = Field(description="The plan's years are over, and a rule goes on asking")
    standing: CalendarStanding | None


class ObligationPage(Page[CalendarObligation]):
    """A page of obligations in the order of their due days."""

    as_of: date
    known_at: datetime
    missing_years: list[Year] = Field(max_length=400)
    notices: list[NoticeView] = Field(max_length=20)
