"""Reading a folder of JSON Lines into records. Every line is looked at before anything is said about one of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.transfer.errors import Fault, FaultyFiles, Place, TransferError
from app.transfer.records import DOCUMENT, AgencyRecord, DocumentRecord, PlanRecord, TermRecord, TopicRecord

AGENCIES = "agencies.jsonl"
TOPICS = "topics.jsonl"
TERMS = "glossary.jsonl"
DOCUMENTS = "documents"
PLANS = "plans"

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Read(Generic[Kept]):
    """A record and where it was read."""

    place: Place
    record: Kept


@dataclass(frozen=True, slots=True)
class Records:
    """What a folder holds, in the order of its files and lines."""

    agencies: list[Read[AgencyRecord]] = field(default_factory=list)
    topics: list[Read[TopicRecord]] = field(default_factory=list)
    documents: list[Read[DocumentRecord]] = field(default_factory=list)
    terms: list[Read[TermRecord]] = field(default_factory=list)
    plans: list[Read[PlanRecord]] = field(default_factory=list)


def read(folder: Path) -> Records:
    """The records of ``folder``. FaultyFiles names every line that is no record; a file that is not there holds none."""
    if not folder.is_dir():
        raise TransferError(f"{folder} is not a folder.")
    faults: list[Fault] = []
    agencies = TypeAdapter(AgencyRecord)
    topics = TypeAdapter(TopicRecord)
    terms = TypeAdapter(TermRecord)
    found = Records(
        list(read_file(folder, AGENCIES, agencies, faults)),
        list(read_file(folder, TOPICS, topics, faults)),
        list(read_all(folder, DOCUMENTS, DOCUMENT, faults)),
        list(read_file(folder, TERMS, terms, faults)),
        list(read_all(folder, PLANS, TypeAdapter(PlanRecord), faults)),
    )
    if faults:
        raise FaultyFiles(faults)
    if not (found.agencies or found.topics or found.documents or found.terms or found.plans):
        there = f"{AGENCIES}, nor {TOPICS}, nor {TERMS}, nor {DOCUMENTS}/*.jsonl, nor {PLANS}/*.jsonl"
        raise TransferError(f"{folder} holds no records: there is neither {there}.")
    return found


def read_all(folder: Path, under: str, adapter: TypeAdapter[Kept], faults: list[Fault]) -> Iterator[Read[Kept]]:
    """The records of every file under a folder, in the order of their names; what is wrong is added to ``faults``."""
    for path in sorted((folder / under).glob("*.jsonl")):
        yield from read_file(folder, f"{under}/{path.name}", adapter, faults)


def read_file(folder: Path, name: str, adapter: TypeAdapter[Kept], faults: list[Fault]) -> Iterator[Read[Kept]]:
    """The records of one file; what is wrong with its lines is added to ``faults``."""
    path = folder / name
    if not path.exists():
        return
    # Split at line feeds alone: JSON may hold other line ends of Unicode inside its texts.
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        place = Place(name, number)
        if not line.strip():
            continue
        try:
            json.loads(line, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
            if wrong := _converted(adapter, line):
                faults += [Fault(place, _path(one["loc"]), one["msg"]) for one in wrong]
            else:
                yield Read(place, adapter.validate_json(line))
        except ValidationError as error:
            faults += [Fault(place, _path(one["loc"]), one["msg"]) for one in error.errors(include_url=False)]
        except UnicodeDecodeError:
            faults.append(Fault(place, "", "This is not UTF-8."))
        except RecursionError:
            faults.append(Fault(place, "", "This is nested too deeply."))
        except ValueError as error:
            faults.append(Fault(place, "", f"This is not one JSON object: {error}"))


def _converted(adapter: TypeAdapter[Any], line: bytes) -> list[ErrorDetails]:
    """What is wrong with a line when nothing is converted: ``"2018"`` is no number, and ``1`` is not true.

    A field's own check of how a day is written hides from strict mode that it came as JSON. Strict mode then wants a date, which
    JSON does not have; that complaint is passed over.
    """
    try:
        adapter.validate_json(line, strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [one for one in found if one["type"] != "date_type" or not isinstance(one["input"], str)]
    return []


def _path(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name “{twice}” occurs twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")
