"""What can be done with the calendar: one module a noun, one function an act."""

from app.plans.calendar.service.extensions import browse_extensions, extend
from app.plans.calendar.service.holiday_files import read_holidays
from app.plans.calendar.service.holidays import LoadedHolidays, holiday_table, holiday_year, load_holidays
from app.plans.calendar.service.obligations import Asked, Due, Listed, browse, due_between
from app.plans.calendar.service.periods import close_period, list_periods, reopen_period
from app.plans.calendar.service.rules import add_rule, change_rule, correct_rule, list_rules, show_rule

__all__ = [
    "Asked",
    "Due",
    "Listed",
    "LoadedHolidays",
    "add_rule",
    "browse",
    "browse_extensions",
    "change_rule",
    "close_period",
    "correct_rule",
    "due_between",
    "extend",
    "holiday_table",
    "holiday_year",
    "list_periods",
    "list_rules",
    "load_holidays",
    "read_holidays",
    "reopen_period",
    "show_rule",
]
