"""Content as files and back: JSON Lines in the format of seed/README.md, read strictly and written the same way."""

from app.transfer.errors import FaultyFiles, TransferError
from app.transfer.exporting import Exported, export
from app.transfer.loading import IMPORT, SEED, Loaded, Outcome, load
from app.transfer.reading import Records, read
from app.transfer.report import NOT_DOCUMENTS, Row, report

__all__ = [
    "IMPORT",
    "NOT_DOCUMENTS",
    "SEED",
    "Exported",
    "FaultyFiles",
    "Loaded",
    "Outcome",
    "Records",
    "Row",
    "TransferError",
    "export",
    "load",
    "read",
    "report",
]
