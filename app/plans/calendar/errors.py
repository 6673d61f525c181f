"""What this room refuses, by name."""

from app.core.errors import Conflict, Invalid, N_, NotFound


class ReportingRuleNotFound(NotFound):
    code = "reporting-rule-not-found"
    title = N_("The plan has no reporting rule {rule}.")


class ReportingRuleTaken(Conflict):
    code = "reporting-rule-taken"
    title = N_("The plan has a reporting rule {rule} already.")


class PlanRuleStays(Conflict):
    code = "plan-rule-stays"
    title = N_("The plan itself prints the rule {rule}: it is not changed. What was typed in wrongly is corrected.")


class NotPrinted(Conflict):
    code = "rule-not-printed"
    title = N_("An administrator set the rule {rule}: change it. Only what the plan prints is corrected.")


class PrintedNeeded(Invalid):
    code = "printed-needed"
    title = N_("A rule of the plan gives the plan's words, and a rule of an administrator has none.")


class RuleWithdrawn(Conflict):
    code = "rule-withdrawn"
    title = N_("The rule {rule} was withdrawn.")


class NothingOwed(Invalid):
    code = "nothing-owed"
    title = N_("{agency} owes no report on task {task} for {period}.")


class ExtensionTooEarly(Invalid):
    code = "extension-too-early"
    title = N_("The report is due on {due}: an extension does not end before that day.")


class PeriodClosedAlready(Conflict):
    code = "period-closed-already"
    title = N_("The period {period} is closed already.")


class PeriodNotClosed(Conflict):
    code = "period-not-closed"
    title = N_("The period {period} is not closed.")


class PeriodUndecided(Conflict):
    code = "period-undecided"
    title = N_("Reports for {period} are submitted and not decided on: {count}. Accept or return them, then close the period.")


class HolidayOutsideYear(Invalid):
    code = "holiday-outside-year"
    title = N_("{day} does not lie in {year}. Each year is loaded by itself and whole.")


class HolidayTwice(Invalid):
    code = "holiday-twice"
    title = N_("{day} occurs twice.")


class WorkedOnWeekday(Invalid):
    code = "worked-on-weekday"
    title = N_("{day} is no Saturday or Sunday: only days at a weekend are worked instead.")


class HolidayYearIncomplete(Invalid):
    code = "holiday-year-incomplete"
    title = N_(
        "{year} is loaded in part: it has {count} days off, and the Labour Code gives at least {least}. Load the year whole."
    )


class HolidayYearTwice(Invalid):
    code = "holiday-year-twice"
    title = N_("The year {year} occurs twice.")


class HolidayFileUnreadable(Invalid):
    code = "holiday-file-unreadable"
    title = N_("Line {line} of {file} cannot be read: {problem}")


class RangeReversed(Invalid):
    code = "range-reversed"
    title = N_("The range ends before it begins.")


class RangeTooLong(Invalid):
    code = "range-too-long"
    title = N_("The calendar looks at most {years} years beyond the day that is asked about.")
