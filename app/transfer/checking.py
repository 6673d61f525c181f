"""What records say about each other: every reference leads somewhere, nothing is there twice, nothing goes in a circle."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.transfer.errors import Fault, FaultyFiles
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
    documents = {one.record.key for one in records.documents}.union(known.documents)
    faults = [
        *_twice(records.agencies, lambda agency: agency.code, "agency"),
        *_twice(records.topics, lambda topic: topic.code, "topic"),
        *_twice(records.documents, lambda document: document.key, "document"),
        *_twice(records.plans, lambda plan: plan.code, "plan"),
        *_identifiers(records.documents),
        *_agencies(records, agencies),
        *_topics(records, topics),
    ]
    for one in records.documents:
        faults += [Fault(one.place, field, message) for field, message in _document(one.record, agencies, topics, documents)]
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


def _identifiers(read: Iterable[Read[DocumentRecord]]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], object] = {}
    for one in read:
        for identifier in one.record.external_ids:
            pair = (identifier.scheme, identifier.value)
            if pair in seen:
                yield Fault(
                    one.place,
                    "external_ids",
                    f"{pair[0]} {pair[1]} stands at {seen[pair]} already.",
                )
            seen.setdefault(pair, one.place)


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


def _document(
    record: DocumentRecord,
    agencies: Collection[str],
    topics: Collection[str],
    documents: Collection[str],
) -> Iterator[tuple[str, str]]:
    for place, code in enumerate(record.topics):
        if code not in topics:
            yield f"topics.{place}", f"There is no topic {code}."
    for place, reference in enumerate(record.agencies):
        if reference.code not in agencies:
            yield f"agencies.{place}.code", f"There is no agency {reference.code}."
    for place, relation in enumerate(record.relations):
        if relation.target not in documents:
            yield (
                f"relations.{place}.target",
                f"There is no document {relation.target}.",
            )
        if relation.type in DATED and relation.on is None:
            yield (
                f"relations.{place}.on",
                f"What {relation.type} another text does so from a day.",
            )


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
    told = f"is not among the languages of this service (NQ_LANGUAGES): {', '.join(offered)}."
    for agency in records.agencies:
        for place, name in enumerate(agency.record.names):
            if name.language not in offered:
                yield Fault(agency.place, f"names.{place}.language", f"“{name.language}” {told}")
    for topic in records.topics:
        for place, named in enumerate(topic.record.names):
            if named.language not in offered:
                yield Fault(topic.place, f"names.{place}.language", f"“{named.language}” {told}")
    for document in records.documents:
        for place, translation in enumerate(document.record.translations):
            if translation.language not in offered:
                yield Fault(
                    document.place,
                    f"translations.{place}.language",
                    f"“{translation.language}” {told}",
                )
