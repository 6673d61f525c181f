"""What records hold: how many of each kind, in which languages, and how many of them somebody could verify."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.transfer.exporting.order import language_order
from app.transfer.reading import Records

#: Kinds of rows that are none of documents.
NOT_DOCUMENTS = ("agency", "term", "plan")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: ``languages`` holds (language, verified, unverified), where a translation counts as its document does."""

    kind: str
    verified: int
    unverified: int
    languages: tuple[tuple[str, int, int], ...] = ()


def report(records: Records) -> Sequence[Row]:
    """A row for each kind of document, then one for agencies, one for terms and one for plans.

    Topics are names of ours, in which there is nothing to verify.
    """
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
    agencies = [(one.record.verified, [name.language for name in one.record.names]) for one in records.agencies]
    terms = [(one.record.verified, sorted({form.language for form in one.record.forms})) for one in records.terms]
    plans = [
        (one.record.verified, sorted({one.record.language, *(title.language for title in one.record.titles)}))
        for one in records.plans
    ]
    return [*rows, _row("agency", agencies), _row("term", terms), *([_row("plan", plans)] if plans else [])]


def _row(kind: str, named: Sequence[tuple[bool, Sequence[str]]]) -> Row:
    """A row of things of which is told whether they are verified, and in which languages they have names."""
    verified = Counter(one for one, _ in named)
    names = Counter((tag, one) for one, tags in named for tag in tags)
    tags = sorted({tag for tag, _ in names}, key=language_order)
    return Row(kind, verified[True], verified[False], tuple((tag, names[tag, True], names[tag, False]) for tag in tags))
