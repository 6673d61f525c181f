"""What can be asked about how far plans have come: one module a question."""

from app.plans.progress.service.agency import agency_page
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.changes import changes_page
from app.plans.progress.service.comparing import comparison_page
from app.plans.progress.service.dashboard import dashboard
from app.plans.progress.service.tasks import progress_page

__all__ = ["Asked", "agency_page", "changes_page", "comparison_page", "dashboard", "progress_page"]
