"""Reading a folder of JSON Lines into records. Every line is looked at before anything is said about one of them.

Documents may be more than memory holds: they are read again from their files each time that somebody goes through them.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
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
    documents: Collection[Read[DocumentRecord]] = field(default_factory=list)
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
        Documents(folder, faults),
        list(read_file(folder, TERMS, terms, faults)),
        list(read_all(folder, PLANS, TypeAdapter(PlanRecord), faults)),
    )
    if faults:
        raise FaultyFiles(faults)
    if not (found.agencies or found.topics or found.documents or found.terms or found.plans):
        there = f"{AGENCIES}, nor {TOPICS}, nor {TERMS}, nor {DOCUMENTS}/*.jsonl, nor {PLANS}/*.jsonl"
        raise TransferError(f"{folder} holds no records: there is neither {there}.")
    return found


class Documents(Collection[Read[DocumentRecord]]):
    """The documents of a folder, each looked at once and none kept. Going through them tells TransferError when a file has changed."""

    def __init__(self, folder: Path, faults: list[Fault]) -> None:
        self._folder = folder
        self._digests: dict[str, bytes] = {}
        self._count = 0
        for path in sorted((folder / DOCUMENTS).glob("*.jsonl")):
            name = f"{DOCUMENTS}/{path.name}"
            digest = hashlib.sha256()
            self._count += sum(1 for _ in _parsed(_lines(folder, name, digest), DOCUMENT, faults))
            self._digests[name] = digest.digest()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Read[DocumentRecord]]:
        for name, known in self._digests.items():
            digest = hashlib.sha256()
            try:
                for place, line in _lines(self._folder, name, digest):
                    yield Read(place, DOCUMENT.validate_json(line))
            except (OSError, ValueError):
                raise TransferError(_CHANGED.format(file=name)) from None
            if digest.digest() != known:
                raise TransferError(_CHANGED.format(file=name))

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)


_CHANGED = "{file} was changed while it was being loaded. Nothing of it was kept; load it again."


def read_all(folder: Path, under: str, adapter: TypeAdapter[Kept], faults: list[Fault]) -> Iterator[Read[Kept]]:
    """The records of every file under a folder, in the order of their names; what is wrong is added to ``faults``."""
    for path in sorted((folder / under).glob("*.jsonl")):
        yield from read_file(folder, f"{under}/{path.name}", adapter, faults)


def read_file(folder: Path, name: str, adapter: TypeAdapter[Kept], faults: list[Fault]) -> Iterator[Read[Kept]]:
    """The records of one file; what is wrong with its lines is added to ``faults``."""
    if (folder / name).exists():
        yield from _parsed(_lines(folder, name), adapter, faults)


def _lines(folder: Path, name: str, digest: "hashlib._Hash | None" = None) -> Iterator[tuple[Place, bytes]]:
    """The lines of a file that are not empty. ``digest`` sees all of them."""
    with (folder / name).open("rb") as file:
        # Bytes are split at line feeds alone: JSON may hold other line ends of Unicode inside its texts.
        for number, line in enumerate(file, start=1):
            if digest is not None:
                digest.update(line)
            if line.strip():
                yield Place(name, number), line.removesuffix(b"\n")


def _parsed(lines: Iterator[tuple[Place, bytes]], adapter: TypeAdapter[Kept], faults: list[Fault]) -> Iterator[Read[Kept]]:
    for place, line in lines:
        try:
            json.loads(line, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
            yield Read(place, _strictly(adapter, line))
        except _Converted as wrong:
            faults += [Fault(place, _path(one["loc"]), one["msg"]) for one in wrong.errors]
        except ValidationError as error:
            faults += [Fault(place, _path(one["loc"]), one["msg"]) for one in error.errors(include_url=False)]
        except UnicodeDecodeError:
            faults.append(Fault(place, "", "This is not UTF-8."))
        except RecursionError:
            faults.append(Fault(place, "", "This is nested too deeply."))
        except ValueError as error:
            faults.append(Fault(place, "", f"This is not one JSON object: {error}"))


class _Converted(Exception):
    """A line that is a record only when something in it is converted."""

    def __init__(self, errors: list[ErrorDetails]) -> None:
        super().__init__()
        self.errors = errors


def _strictly(adapter: TypeAdapter[Kept], line: bytes) -> Kept:
    """The record of a line when nothing is converted: ``"2018"`` is no number, and ``1`` is not true.

    A field's own check of how a day is written hides from strict mode that it came as JSON. Strict mode then wants a date, which
    JSON does not have; that complaint is passed over.
    """
    try:
        return adapter.validate_json(line, strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False)
        if wrong := [one for one in found if one["type"] != "date_type" or not isinstance(one["input"], str)]:
            raise _Converted(wrong) from None
    return adapter.validate_json(line)


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
