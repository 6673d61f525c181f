"""What records hold: how many of each kind, in which languages, and how many of them somebody could verify."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.transfer.exporting.order import language_order
from app.transfer.reading import Records


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: ``languages`` holds (language, verified, unverified), where a translation counts as its document does."""

    kind: str
    verified: int
    unverified: int
    languages: tuple[tuple[str, int, int], ...] = ()


def report(records: Records) -> Sequence[Row]:
    """A row for each kind of document, then one for agencies and one for plans. Topics are names of ours, in which there is nothing to verify."""
    documents: Counter[tuple[str, bool]] = Counter()
    translations: Counter[tuple[str, str, bool]] = Counter()
    for one in records.documents:
        documents[one.record.kind, one.record.verified] += 1
        for translation in one.record.translations:
            translations[one.record.kind, translation.language, one.record.verified] += 1
    rows = []
    for kind in sorted({kind for kind, _ in documents}):
        languages = sorted(
            {language for of, language, _ in translations if of == kind},
            key=language_order,
        )
        rows.append(
            Row(
                kind,
                documents[kind, True],
                documents[kind, False],
                tuple((tag, translations[kind, tag, True], translations[kind, tag, False]) for tag in languages),
            )
        )
    agencies = Counter(one.record.verified for one in records.agencies)
    names = Counter((name.language, one.record.verified) for one in records.agencies for name in one.record.names)
    tags = sorted({tag for tag, _ in names}, key=language_order)
    rows.append(
        Row(
            "agency",
            agencies[True],
            agencies[False],
            tuple((tag, names[tag, True], names[tag, False]) for tag in tags),
        )
    )
    if records.plans:
        plans = Counter(one.record.verified for one in records.plans)
        printed = Counter(
            (tag, one.record.verified)
            for one in records.plans
            for tag in {one.record.language, *(title.language for title in one.record.titles)}
        )
        told = sorted({tag for tag, _ in printed}, key=language_order)
        rows.append(Row("plan", plans[True], plans[False], tuple((tag, printed[tag, True], printed[tag, False]) for tag in told)))
    return rows
