"""What can be done with reports: one module a noun, one function an act."""

from app.plans.reports.queries import ReportFilters
from app.plans.reports.service.accepted import browse_accepted, show_accepted
from app.plans.reports.service.deciding import accept, send_back
from app.plans.reports.service.reading import Listed, browse, show, show_revision
from app.plans.reports.service.translating import translate
from app.plans.reports.service.writing import change, correct, create, discard, submit

__all__ = [
    "Listed",
    "ReportFilters",
    "accept",
    "browse",
    "browse_accepted",
    "change",
    "correct",
    "create",
    "discard",
    "send_back",
    "show",
    "show_accepted",
    "show_revision",
    "submit",
    "translate",
]
