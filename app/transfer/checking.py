"""What records say about each other: every reference leads somewhere, nothing is there twice, nothing goes in a circle."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.transfer.errors import Fault, FaultyFiles, Place
from app.transfer.reading import Read, Records
from app.transfer.records import DocumentRecord, PlanRecord

Kept = TypeVar("Kept")
DATED = ("amends", "repeals", "replaces")


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already, beside the records: codes of agencies, topics and plans, keys of documents."""

    agencies: Collection[str] = ()
    topics: Collection[str] = ()
    documents: Collection[str] = ()
    plans: Collection[str] = ()


def check(records: Records, offered: Collection[str], known: Known = Known()) -> None:
    """FaultyFiles unless the records fit each other and what is ``known``. ``offered`` are the service's languages."""
    agencies = {one.record.code for one in records.agencies}.union(known.agencies)
    topics = {one.record.code for one in records.topics}.union(known.topics)
    looked_at = _Documents(agencies, topics, offered)
    for one in records.documents:
        looked_at.look(one)
    documents = looked_at.places.keys() | set(known.documents)
    faults = [
        *_twice(records.agencies, lambda agency: agency.code, "agency"),
        *_twice(records.topics, lambda topic: topic.code, "topic"),
        *_twice(records.terms, lambda term: term.code, "term"),
        *_twice(records.plans, lambda plan: plan.code, "plan"),
        *_agencies(records, agencies),
        *_topics(records, topics),
        *looked_at.found(documents),
    ]
    plans = {one.record.code for one in records.plans}.union(known.plans)
    faults += _plans(records, agencies, documents, plans)
    faults += _languages(records, offered)
    if faults:
        raise FaultyFiles(sorted(faults, key=lambda fault: (fault.place.file, fault.place.line)))


def _twice(read: Iterable[Read[Kept]], key: Callable[[Kept], str], what: str) -> Iterator[Fault]:
    seen: dict[str, object] = {}
    for one in read:
        name = key(one.record)
        if name in seen:
            yield Fault(one.place, "", f"The {what} {name} stands at {seen[name]} already.")
        else:
            seen[name] = one.place


def _agencies(records: Records, there: Collection[str]) -> Iterator[Fault]:
    for one in records.agencies:
        for field, codes in (
            ("predecessors", [other.code for other in one.record.predecessors]),
            ("members", [other.code for other in one.record.members]),
        ):
            for place, code in enumerate(codes):
                if code not in there:
                    yield Fault(
                        one.place,
                        f"{field}.{place}.code",
                        f"There is no agency {code}.",
                    )
                if code == one.record.code:
                    yield Fault(one.place, f"{field}.{place}.code", "This is the agency itself.")


def _topics(records: Records, there: Collection[str]) -> Iterator[Fault]:
    parents = {one.record.code: one.record.parent for one in records.topics}
    for one in records.topics:
        parent = one.record.parent
        if parent is None:
            continue
        if parent not in there:
            yield Fault(one.place, "parent", f"There is no topic {parent}.")
        elif parents.get(parent) is not None:
            yield Fault(
                one.place,
                "parent",
                f"The topic {parent} has a parent itself, and there are two levels.",
            )


class _Documents:
    """What is found in going through the documents once. They may be many: of each its key and identifiers are remembered."""

    def __init__(self, agencies: Collection[str], topics: Collection[str], offered: Collection[str]) -> None:
        self.agencies, self.topics, self.offered = agencies, topics, offered
        self.places: dict[str, Place] = {}
        self.identifiers: dict[tuple[str, str], Place] = {}
        #: Faults, and what are faults unless there is a document with the key beside them.
        self.faults: list[tuple[Fault, str | None]] = []

    def look(self, one: Read[DocumentRecord]) -> None:
        key = one.record.key
        if key in self.places:
            self._fault(one, "", f"The document {key} stands at {self.places[key]} already.")
        self.places.setdefault(key, one.place)
        for identifier in one.record.external_ids:
            pair = (identifier.scheme, identifier.value)
            if pair in self.identifiers:
                self._fault(one, "external_ids", f"{pair[0]} {pair[1]} stands at {self.identifiers[pair]} already.")
            self.identifiers.setdefault(pair, one.place)
        self._references(one)
        for place, translation in enumerate(one.record.translations):
            if translation.language not in self.offered:
                self._fault(one, f"translations.{place}.language", _not_offered(translation.language, self.offered))

    def found(self, documents: Collection[str]) -> list[Fault]:
        """The faults, where there are these ``documents``."""
        return [fault for fault, unless in self.faults if unless not in documents]

    def _references(self, one: Read[DocumentRecord]) -> None:
        for place, code in enumerate(one.record.topics):
            if code not in self.topics:
                self._fault(one, f"topics.{place}", f"There is no topic {code}.")
        for place, reference in enumerate(one.record.agencies):
            if reference.code not in self.agencies:
                self._fault(one, f"agencies.{place}.code", f"There is no agency {reference.code}.")
        for place, relation in enumerate(one.record.relations):
            field = f"relations.{place}"
            if relation.target not in self.places:
                self._fault(one, f"{field}.target", f"There is no document {relation.target}.", unless=relation.target)
            if relation.type in DATED and relation.on is None:
                self._fault(one, f"{field}.on", f"What {relation.type} another text does so from a day.")

    def _fault(self, one: Read[DocumentRecord], field: str, message: str, unless: str | None = None) -> None:
        self.faults.append((Fault(one.place, field, message), unless))


def _plans(records: Records, agencies: Collection[str], documents: Collection[str], plans: Collection[str]) -> Iterator[Fault]:
    for one in records.plans:
        for field, code in one.record.names_agencies():
            if code not in agencies:
                yield Fault(one.place, field, f"There is no agency {code}.")
        for field, key in one.record.names_documents():
            if key not in documents:
                yield Fault(one.place, field, f"There is no document {key}.")
        for code in sorted(one.record.names_plans() - set(plans)):
            yield Fault(one.place, "", f"There is no plan {code}.")
        yield from _task_twice(one)


def _task_twice(one: Read[PlanRecord]) -> Iterator[Fault]:
    numbers = [task.number for task in one.record.tasks]
    for place, number in enumerate(numbers):
        if number in numbers[:place]:
            yield Fault(one.place, f"tasks.{place}.number", f"The task {number} occurs twice.")


def _languages(records: Records, offered: Collection[str]) -> Iterator[Fault]:
    named: list[tuple[Place, str, str]] = []
    for agency in records.agencies:
        named += [(agency.place, f"names.{place}.language", name.language) for place, name in enumerate(agency.record.names)]
    for topic in records.topics:
        named += [(topic.place, f"names.{place}.language", name.language) for place, name in enumerate(topic.record.names)]
    for term in records.terms:
        named += [(term.place, f"forms.{place}.language", form.language) for place, form in enumerate(term.record.forms)]
        named += [
            (term.place, f"definitions.{place}.language", one.language) for place, one in enumerate(term.record.definitions)
        ]
    for where, field, tag in named:
        if tag not in offered:
            yield Fault(where, field, _not_offered(tag, offered))


def _not_offered(tag: str, offered: Collection[str]) -> str:
    return f"“{tag}” is not among the languages of this service (NQ_LANGUAGES): {', '.join(offered)}."
