"""Writing plans with their history. What is written is for operators alone: drafts, reasons, and who recorded what."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans.models import Plan
from app.transfer.errors import TransferError
from app.transfer.exporting.files import check_new, write
from app.transfer.exporting.history.history import history
from app.transfer.exporting.history.holidays import holidays
from app.transfer.exporting.plans import plans
from app.transfer.reading import PLANS
from app.transfer.reading_history import FACTS, HOLIDAYS


@dataclass(frozen=True, slots=True)
class ExportedHistories:
    """How many records of history each plan has, by its code; and how many versions of years of holidays were written."""

    plans: dict[str, int]
    holidays: int


def export_histories(session: Session, folder: Path, codes: Sequence[str] = ()) -> ExportedHistories:
    """Write plans (all, when no codes are given) to ``folder``, which must be new or empty, with everything recorded of them.

    Nobody but its owner may read the folder. The session should see one moment (repeatable read).
    """
    check_new(folder)
    found = plans(session)
    for code in codes:
        if code not in found:
            raise TransferError(f"There is no plan {code}.")
    chosen = {code: record for code, record in found.items() if not codes or code in codes}
    if not chosen:
        raise TransferError("There are no plans.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    (folder / PLANS).mkdir()
    (folder / FACTS).mkdir()
    written = {}
    for code, record in chosen.items():
        plan = session.scalars(select(Plan).where(Plan.code == code)).one()
        write(folder / PLANS / f"{code}.jsonl", [record])
        written[code] = write(folder / FACTS / f"{code}.jsonl", history(session, plan))
    return ExportedHistories(written, write(folder / HOLIDAYS, holidays(session)))
