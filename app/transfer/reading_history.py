"""Reading plans together with their history: plans/*.jsonl, facts/*.jsonl and holidays.jsonl."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from app.transfer.errors import Fault, FaultyFiles, Place, TransferError
from app.transfer.reading import PLANS, Read, read_all, read_file
from app.transfer.records import PlanRecord
from app.transfer.records.history import FactRecord, HolidayYearRecord, PlanMade

FACTS = "facts"
HOLIDAYS = "holidays.jsonl"


@dataclass(frozen=True, slots=True)
class Histories:
    """Plans, what was recorded of each by its code, the line that says since when it is known first; and holidays."""

    plans: list[Read[PlanRecord]] = field(default_factory=list)
    facts: dict[str, list[Read[FactRecord]]] = field(default_factory=dict)
    holidays: list[Read[HolidayYearRecord]] = field(default_factory=list)


def read_histories(folder: Path) -> Histories:
    """The plans of ``folder``, each with its history. FaultyFiles names every line that is no record."""
    if not folder.is_dir():
        raise TransferError(f"{folder} is not a folder.")
    faults: list[Fault] = []
    found = Histories(
        list(read_all(folder, PLANS, TypeAdapter(PlanRecord), faults)),
        holidays=list(read_file(folder, HOLIDAYS, TypeAdapter(HolidayYearRecord), faults)),
    )
    adapter: TypeAdapter[FactRecord] = TypeAdapter(FactRecord)
    for path in sorted((folder / FACTS).glob("*.jsonl")):
        lines = list(read_file(folder, f"{FACTS}/{path.name}", adapter, faults))
        faults += _kept(found, lines, Place(f"{FACTS}/{path.name}", 1))
    faults += _missing(found)
    if faults:
        raise FaultyFiles(faults)
    if not found.plans:
        raise TransferError(f"{folder} holds no plans: there is no {PLANS}/*.jsonl.")
    return found


def _kept(found: Histories, lines: list[Read[FactRecord]], first: Place) -> Iterator[Fault]:
    made = [one.record for one in lines if isinstance(one.record, PlanMade)]
    if len(made) != 1 or not isinstance(lines[0].record, PlanMade):
        yield Fault(first, "record", "The first line, and no other, says which plan this is (“plan”).")
    elif made[0].code in found.facts:
        yield Fault(first, "code", f"The history of the plan {made[0].code} occurs twice.")
    else:
        found.facts[made[0].code] = lines


def _missing(found: Histories) -> Iterator[Fault]:
    codes = {one.record.code for one in found.plans}
    for one in found.plans:
        if one.record.code not in found.facts:
            yield Fault(one.place, "", f"There is no history of this plan: no {FACTS}/*.jsonl names {one.record.code}.")
    for code, lines in found.facts.items():
        if code not in codes:
            yield Fault(lines[0].place, "code", f"There is no plan {code} among {PLANS}/*.jsonl.")
