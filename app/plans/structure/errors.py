"""What this room refuses, by name. Agencies that are not there are refused as the room of agencies does."""

from app.agencies.errors import LanguageTwice, UnknownAgency
from app.core.errors import Conflict, Invalid, N_, NotFound

__all__ = [
    "AssignmentTwice",
    "GroupKeyTaken",
    "GroupNotFound",
    "LanguageTwice",
    "PassageTwice",
    "PlanCodeTaken",
    "PlanCycle",
    "PlanNotFound",
    "PlanYearsFixed",
    "PlanYearsReversed",
    "StatementInFuture",
    "TaskCycle",
    "TaskNotFound",
    "TaskNumberTaken",
    "TaskWithdrawn",
    "TaskWithoutLead",
    "TimeframeReversed",
    "TimeframeUnreadable",
    "UnknownAgency",
    "UnknownDocument",
    "UnknownGroup",
    "UnknownPassage",
    "UnknownPlan",
    "UnknownTask",
]


class PlanNotFound(NotFound):
    code = "plan-not-found"
    title = N_("There is no plan {code}.")


class GroupNotFound(NotFound):
    code = "group-not-found"
    title = N_("The plan has no group of tasks {key}.")


class TaskNotFound(NotFound):
    code = "task-not-found"
    title = N_("The plan has no task {number}.")


class PlanCodeTaken(Conflict):
    code = "plan-code-taken"
    title = N_("There is a plan {code} already.")


class GroupKeyTaken(Conflict):
    code = "group-key-taken"
    title = N_("The plan has a group of tasks {key} already.")


class TaskNumberTaken(Conflict):
    code = "task-number-taken"
    title = N_("The plan has a task {number} already.")


class PlanYearsFixed(Conflict):
    code = "plan-years-fixed"
    title = N_("The years of a plan that has tasks stay as they are. Another period is another plan.")


class TaskWithdrawn(Conflict):
    code = "task-withdrawn"
    title = N_("The task {number} was taken out of the plan.")


class PlanYearsReversed(Invalid):
    code = "plan-years-reversed"
    title = N_("The plan ends before it starts.")


class PlanCycle(Invalid):
    code = "plan-cycle"
    title = N_("The plan {plan} cannot continue {predecessor}: directly or through others, {predecessor} continues it.")


class TaskCycle(Invalid):
    code = "task-cycle"
    title = N_("The task {task} cannot succeed {predecessor}: directly or through others, {predecessor} succeeds it.")


class TaskWithoutLead(Invalid):
    code = "task-without-lead"
    title = N_("A task needs at least one agency, or class of agencies, that leads it.")


class AssignmentTwice(Invalid):
    code = "assignment-twice"
    title = N_("The agency {agency} has the same role twice.")


class TimeframeUnreadable(Invalid):
    code = "timeframe-unreadable"
    title = N_("The timeframe cannot be read: write a year, a span of years, “Hằng năm” or “Thường xuyên”.")


class TimeframeReversed(Invalid):
    code = "timeframe-reversed"
    title = N_("The timeframe ends before it starts.")


class PassageTwice(Invalid):
    code = "passage-twice"
    title = N_("The passage {eid} occurs twice.")


class UnknownPassage(Invalid):
    code = "unknown-passage"
    title = N_("There is no passage {eid} before this one.")


class UnknownPlan(Invalid):
    code = "unknown-plan"
    title = N_("There is no plan {plan}.")


class UnknownGroup(Invalid):
    code = "unknown-group"
    title = N_("The plan has no group of tasks {group}.")


class UnknownTask(Invalid):
    code = "unknown-task"
    title = N_("The plan {plan} has no task {task}.")


class UnknownDocument(Invalid):
    code = "unknown-document"
    title = N_("There is no document {document}.")


class StatementInFuture(Invalid):
    code = "statement-in-future"
    title = N_("What is stated cannot be true only from a day that is still to come.")


class ConditionMeasured(Conflict):
    code = "condition-measured"
    title = N_(
        "The condition {condition} was measured: its unit and the way it is combined stay. Ask for something else under another code."
    )
