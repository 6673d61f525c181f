"""The tables of plan tracking, one file a noun: what a plan prints, its tasks, who reports on them, indicators, the calendar.

Two sorts of tables stand here. What a plan prints, and its titles in other languages, can be corrected, and the audit record keeps
who did. Whatever an answer for (``as_of``, ``known_at``) is computed from is **append-only**, refused by the database itself to be
altered (``APPEND_ONLY``): it is followed by a newer row, with the instant ``recorded_at`` at which the system learned of it.

``number`` counts the versions of one thing from 1; of those recorded by ``known_at``, the one with the greatest number counts.
"""

from app.plans.models.calendar import (
    Extension,
    Holiday,
    HolidayYear,
    PeriodClosing,
    ReportingRule,
    ReportingRuleLabel,
    ReportingRuleTask,
)
from app.plans.models.indicators import (
    Condition,
    ConditionLabel,
    ExpectedAgency,
    Indicator,
    IndicatorTitle,
    IndicatorVersion,
    Measurement,
)
from app.plans.models.passages import Passage, PassageAgency, PassageTask, PassageText
from app.plans.models.plan import Plan, PlanTitle
from app.plans.models.reports import Evidence, Figure, Report, ReportRevision, ReportStanding, ReportStep, ReportText
from app.plans.models.tasks import Assignment, Group, GroupTitle, Task, TaskStatement, TaskTitle, TaskVersion

APPEND_ONLY = (
    TaskVersion,
    Assignment,
    TaskStatement,
    ReportRevision,
    ReportText,
    Figure,
    Evidence,
    ReportStep,
    IndicatorVersion,
    ExpectedAgency,
    Condition,
    ConditionLabel,
    Measurement,
    ReportingRule,
    ReportingRuleLabel,
    ReportingRuleTask,
    HolidayYear,
    Holiday,
    Extension,
    PeriodClosing,
)

__all__ = [
    "APPEND_ONLY",
    "Assignment",
    "Condition",
    "ConditionLabel",
    "Evidence",
    "ExpectedAgency",
    "Extension",
    "Figure",
    "Group",
    "GroupTitle",
    "Holiday",
    "HolidayYear",
    "Indicator",
    "IndicatorTitle",
    "IndicatorVersion",
    "Measurement",
    "Passage",
    "PassageAgency",
    "PassageTask",
    "PassageText",
    "PeriodClosing",
    "Plan",
    "PlanTitle",
    "Report",
    "ReportRevision",
    "ReportStanding",
    "ReportStep",
    "ReportText",
    "ReportingRule",
    "ReportingRuleLabel",
    "ReportingRuleTask",
    "Task",
    "TaskStatement",
    "TaskTitle",
    "TaskVersion",
]
