"""Content as files and back: JSON Lines in the format of seed/README.md, read strictly and written the same way."""

from app.transfer.errors import FaultyFiles, TransferError
from app.transfer.exporting import Exported, export
from app.transfer.exporting.history import ExportedHistories, export_histories
from app.transfer.loading import IMPORT, SEED, Loaded, Outcome, load
from app.transfer.loading.history import load_histories
from app.transfer.reading import Records, read
from app.transfer.reading_history import Histories, read_histories
from app.transfer.report import NOT_DOCUMENTS, Row, report

__all__ = [
    "IMPORT",
    "NOT_DOCUMENTS",
    "SEED",
    "Exported",
    "ExportedHistories",
    "FaultyFiles",
    "Histories",
    "Loaded",
    "Outcome",
    "Records",
    "Row",
    "TransferError",
    "export",
    "export_histories",
    "load",
    "load_histories",
    "read",
    "read_histories",
    "report",
]
