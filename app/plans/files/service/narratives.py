"""What was accepted, told report by report with its evidence."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.plans.files import queries
from app.plans.files.service.asking import Wanted, ends_in
from app.plans.models import Plan
from app.plans.outputs.contents import Evidence, Narrative
from app.plans.progress import queries as progress
from app.plans.rules.periods import Period, period_named
from app.plans.rules.structure import number_key


def narratives(session: Session, plan: Plan, wanted: Wanted, period: Period | None, *, strictly: bool) -> tuple[Narrative, ...]:
    """Accepted reports on periods that end within ``period``, by task, period and agency. Four statements.

    The text is in the reader's language, or in the nearest that there is unless ``strictly``.
    """
    asked = wanted.asked
    accepted = queries.accepted(plan, asked.as_of, asked.known_at)
    rows = [row for row in session.execute(accepted.select()) if _within(row, period)]
    texts: dict[UUID, dict[str, str]] = {}
    for report, language, narrative in session.execute(queries.texts(accepted, asked.known_at)):
        texts.setdefault(report, {})[language] = narrative
    shows = _evidence(session, wanted, session.execute(queries.evidence(accepted)).all())
    languages = asked.view.order[:1] if strictly else (*asked.view.order, *TABLE)
    rows.sort(key=lambda row: (row.position, number_key(row.task), row.period_last, row.period, row.agency))
    return tuple(
        _told(row, texts.get(row.report_id, {}), shows.get(row.report_id, ()), languages, asked.interface) for row in rows
    )


def _within(row: Any, period: Period | None) -> bool:
    own = period_named(row.period)
    return own is not None and ends_in(period, own)


def _told(row: Any, texts: Mapping[str, str], shows: Sequence[Evidence], languages: Sequence[str], interface: str) -> Narrative:
    tag = next((one for one in languages if texts.get(one)), None)
    foreign = tag is not None and tag != row.language and row.language in TABLE
    name = TABLE[row.language].names.get(interface) if foreign else None
    return Narrative(
        row.task,
        row.period,
        row.agency,
        None if tag is None else texts[tag],
        row.on,
        row.edition,
        None if name is None else name[:1].lower() + name[1:],
        tuple(shows),
    )


def _evidence(session: Session, wanted: Wanted, rows: Sequence[Any]) -> dict[UUID, list[Evidence]]:
    """Documents that readers can open: one that is not published could not be read by whoever holds the file."""
    titles = {
        row.document_id: row.title
        for row in session.execute(progress.titles_of(wanted.asked.view.order, {one for _, one in rows}))
    }
    found: dict[UUID, list[Evidence]] = {}
    for report, document in rows:
        if document in titles:
            found.setdefault(report, []).append(Evidence(titles[document], wanted.address(document)))
    return found
