"""Accepted reports as entries, in each language in which their account can be read. Nothing else of a report is ever indexed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.language import interface
from app.i18n import translate
from app.plans.reports.service.deciding import SOURCE
from app.search.entry import Entry
from app.search.kinds import REPORT
from app.search.passages import cut
from app.search.planned import statements
from app.search.planned.blank import BLANK, names, nearest


def reports(session: Session, ids: Sequence[UUID]) -> Iterator[Entry]:
    """The entries of reports in the edition that was accepted last; none for one that never was, or is no report."""
    rows = session.execute(statements.accepted(ids)).all() if ids else []
    if not rows:
        return
    texts = _texts(session, {row.id: row.number for row in rows})
    titles: dict[UUID, dict[str, str]] = {}
    for task, printed, own, language, title in session.execute(statements.titles([row.task_id for row in rows])):
        titles.setdefault(task, {})[own] = printed
        if language is not None:
            titles[task].setdefault(language, title)
    named = names(session, {row.agency_id for row in rows})
    for row in rows:
        yield from _entries(row, texts.get(row.id, {}), titles.get(row.task_id, {}), named.get(row.agency_id, {}))


def _texts(session: Session, numbers: Mapping[UUID, int]) -> dict[UUID, dict[str, str]]:
    """Of each language the newest text that was made from what was accepted, or before."""
    found: dict[UUID, dict[str, str]] = {}
    for report, number, language, narrative in session.execute(statements.narratives(list(numbers))):
        if number <= numbers[report]:
            found.setdefault(report, {}).setdefault(language, narrative)
    return found


def _entries(row: Any, texts: Mapping[str, str], titles: Mapping[str, str], named: Mapping[str, str]) -> Iterator[Entry]:
    told: dict[str, Any] = {
        **BLANK,
        "document": row.id,
        "kind": REPORT,
        "slug": f"{row.plan}/accepted-reports/{row.id}",
        "year": row.period_last.year,
        "published_at": row.at,
        "agencies": (row.agency,),
        "languages": tuple(sorted(texts)),
        "aliases": (),
    }
    for language, narrative in sorted(texts.items()):
        facts = {"agency": nearest(named, language) or row.agency, "task": row.task, "period": row.period}
        title = translate(SOURCE, interface(language), facts)
        entry = Entry(**told, language=language, title=title, text="")
        about = " ".join(nearest(titles, language).split())
        for position, piece in enumerate(cut("\n\n".join(filter(None, (narrative, about)))) or [""]):
            yield replace(entry, position=position, text=piece)
