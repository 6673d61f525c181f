"""The sheet of reports: one row for each obligation, with who answers, when it is due, and what was recorded."""

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs import phrases
from app.plans.outputs.contents import Accounts, PlanContents
from app.plans.outputs.workbook.sheets import NO, YES, Column
from app.plans.rules.status import ObligationState

REPORTS = N_("Reports")


def reports(contents: PlanContents, locale: str) -> list[Column[ObligationState]]:
    accounts = Accounts(contents.narratives)
    titles = {one.number: one.title for one in contents.tasks}

    def holders(one: ObligationState) -> str:
        owners = one.obligation.owners
        return "; ".join(contents.name(owner.agency or owner.group or owner.printed) for owner in owners)

    def certain(one: ObligationState) -> str:
        return translate(YES if all(owner.certain for owner in one.obligation.owners) else NO, locale)

    def state(one: ObligationState) -> str:
        silent = one.state == "no_information" and one.obligation.key in contents.hidden
        return translate(phrases.NOTHING_ACCEPTED if silent else phrases.OBLIGATION[one.state], locale)

    def told(one: ObligationState) -> str:
        found = accounts.of(one)
        return "\n".join(f"{contents.name(each.agency)}: {each.text}" for each in found if each.text)

    def evidence(one: ObligationState) -> str:
        found = accounts.of(one)
        return "\n".join(f"{piece.title} ({piece.permalink})" for each in found for piece in each.evidence)

    return [
        Column(N_("Task"), 8, lambda one: one.obligation.task),
        Column(N_("Title of the task"), 44, lambda one: titles.get(one.obligation.task)),
        Column(N_("Period"), 18, lambda one: phrases.period(one.obligation.period.code, locale)),
        Column(N_("Period from"), 12, lambda one: one.obligation.period.first),
        Column(N_("Period to"), 12, lambda one: one.obligation.period.last),
        Column(N_("The duty fell on"), 36, lambda one: contents.name(one.obligation.obliged.name)),
        Column(N_("Answers for it now"), 36, holders),
        Column(N_("Certain who answers"), 10, certain),
        Column(N_("Due on"), 12, lambda one: one.obligation.due),
        Column(N_("Due before extension"), 12, lambda one: one.obligation.regular_due),
        Column(N_("Due day set by"), 18, lambda one: translate(phrases.SOURCE[one.obligation.source], locale)),
        Column(N_("Reporting rule"), 16, lambda one: one.obligation.rule),
        Column(
            N_("Reason of the extension"), 30, lambda one: one.obligation.extension.reason if one.obligation.extension else None
        ),
        Column(N_("State of the report"), 26, state),
        Column(N_("Late"), 8, lambda one: translate(YES, locale) if one.late else None),
        Column(N_("Why late"), 26, lambda one: translate(phrases.LATE[one.reason], locale) if one.reason else None),
        Column(N_("Calendar days late"), 10, lambda one: one.days_late or None),
        Column(N_("Submitted on"), 12, lambda one: one.submitted_on),
        Column(N_("In this state since"), 12, lambda one: one.since),
        Column(N_("Filed by"), 36, lambda one: contents.name(one.reporter) if one.reporter else None),
        Column(N_("Revision"), 9, lambda one: one.revision),
        Column(N_("Years without loaded holidays"), 14, lambda one: ", ".join(map(str, one.obligation.missing_years))),
        Column(N_("Accepted account"), 60, told),
        Column(N_("Evidence"), 50, evidence),
    ]
