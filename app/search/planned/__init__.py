"""Tasks of plans and accepted reports, as entries beside those of documents."""

from app.search.planned.concerning import concerned
from app.search.planned.reports import reports
from app.search.planned.statements import all_reports, all_tasks
from app.search.planned.tasks import tasks

__all__ = ["all_reports", "all_tasks", "concerned", "reports", "tasks"]
