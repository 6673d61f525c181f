"""Plans with everything that was recorded of them, as records and as files: the inverse of replaying it."""

from app.transfer.exporting.history.files import ExportedHistories, export_histories
from app.transfer.exporting.history.history import history
from app.transfer.exporting.history.holidays import holidays

__all__ = ["ExportedHistories", "export_histories", "history", "holidays"]
