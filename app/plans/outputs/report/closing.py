"""The end of the report: who signs, and who receives it."""

from docx.document import Document as Sheet
from docx.shared import Pt
from docx.table import _Cell

from app.plans.outputs.contents import Signer, YearlyReport
from app.plans.outputs.report import form
from app.plans.outputs.report.tables import columns
from app.plans.outputs.report.writing import written
from app.plans.outputs.texts import line

_LEFT, _RIGHT = Pt(222), Pt(245.5)
_DOTS = "…" * 12
#: Room for a signature and a seal.
_SIGNATURE = Pt(72)


def closing(document: Sheet, report: YearlyReport) -> None:
    """Nơi nhận at the left, the signature at the right, on one page."""
    recipients, signature = columns(document, 1, (_LEFT, _RIGHT)).rows[0].cells
    _recipients(recipients, report)
    _signature(signature, report.signer)


def _recipients(cell: _Cell, report: YearlyReport) -> None:
    written(cell, "Nơi nhận:", form.TO_SIZE, "left", bold=True, italic=True, before=Pt(12))
    for one in report.recipients or (_DOTS,):
        bare = line(one).lstrip("- ").rstrip(" ;.,")
        written(cell, f"- {bare};", form.RECIPIENT_SIZE, "left")
    written(cell, f"- Lưu: {line(report.kept).rstrip(' ;.,') or _DOTS}.", form.RECIPIENT_SIZE, "left")


def _signature(cell: _Cell, signer: Signer) -> None:
    size = form.SIGNATURE_SIZE
    if signer.authority:
        written(cell, line(signer.authority).upper(), size, bold=True, before=Pt(12))
    post = line(signer.post or "").upper() or _DOTS
    written(cell, post, size, bold=True, before=None if signer.authority else Pt(12))
    written(cell, line(signer.name or "") or _DOTS, size, bold=True, before=_SIGNATURE)
