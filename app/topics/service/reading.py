"""Reading: the tree, one topic, and the names that other rooms show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from app.topics import queries
from app.topics.errors import TopicNotFound
from app.topics.models import Topic, TopicName
from app.topics.schemas import Instrument, TopicBranch, TopicNameView, TopicSummary, TopicTree, TopicView
from app.web.locale import served

INSTRUMENTS: tuple[str, ...] = get_args(Instrument)


@dataclass(frozen=True, slots=True)
class Label:
    """A topic as other rooms show it; ``language`` is the one that was found."""

    code: str
    name: str
    language: str


def tree(session: Session, order: tuple[str, ...]) -> TopicTree:
    """All topics in two levels. One statement."""
    rows = session.execute(queries.topics(order)).mappings().all()
    under: dict[str | None, list[RowMapping]] = {}
    for row in rows:
        under.setdefault(row["parent"], []).append(row)
    return TopicTree(
        items=[
            TopicBranch(
                **_face(row, order), children=[TopicSummary(**_face(child, order)) for child in under.get(row["code"], [])]
            )
            for row in under.get(None, [])
        ]
    )


def labels(session: Session, order: Sequence[str], ids: Iterable[UUID]) -> dict[UUID, Label]:
    """The names of many topics in the first language of ``order`` that each has. One statement."""
    rows = session.execute(queries.labels(order).where(Topic.id.in_(set(ids))))
    return {row.id: Label(row.code, row.name, row.language) for row in rows}


def show(session: Session, order: tuple[str, ...], code: str) -> TopicView:
    """One topic, with the one it stands under and those under it."""
    rows = {row["code"]: row for row in session.execute(queries.around(order, code)).mappings()}
    if code not in rows:
        raise TopicNotFound(code=code[:80])
    topic = rows[code]
    names = select(TopicName.language, TopicName.name, TopicName.description).join(Topic).where(Topic.code == code)
    return TopicView(
        **_face(topic, order),
        names=[TopicNameView.model_validate(dict(row)) for row in session.execute(names.order_by(TopicName.language)).mappings()],
        parent=TopicSummary(**_face(rows[topic["parent"]], order)) if topic["parent"] else None,
        children=[TopicSummary(**_face(row, order)) for row in rows.values() if row["parent"] == code],
    )


def _face(row: RowMapping, order: tuple[str, ...]) -> dict[str, Any]:
    """The fields of TopicSummary."""
    mappings = [{"instrument": pair[0], "reference": pair[1]} for pair in sorted(row["mappings"] or (), key=_by_article)]
    kept = {name: row[name] for name in ("code", "revision", "position", "name", "description")}
    return {**kept, "language": served(order, row["language"]), "mappings": mappings}


def _by_article(pair: tuple[str, str]) -> tuple[int, list[tuple[int, str]]]:
    """Instruments in their order, articles by number: article 9 before article 10, target 16.9 before 16.10."""
    return INSTRUMENTS.index(pair[0]), [(int(part) if part.isdigit() else 10_000, part) for part in pair[1].split(".")]
