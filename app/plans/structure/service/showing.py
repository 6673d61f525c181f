"""Texts in the reader's language, and agencies by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.agencies import service as agencies
from app.plans.models import TaskVersion
from app.plans.structure import queries
from app.plans.structure.schemas.outgoing import (
    AgencyLabel,
    AssignmentView,
    NoteView,
    SpokenView,
    TimeframeView,
    TitleView,
)
from app.web.locale import served


class Titled(Protocol):
    language: str
    title: str
    official: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Names of agencies for one reader. ``enumerable`` tells of classes whether they can be listed; bodies are not in it."""

    labels: Mapping[UUID, agencies.Label]
    enumerable: Mapping[UUID, bool] = field(default_factory=dict)

    def of(self, id: UUID) -> AgencyLabel:
        label = self.labels[id]
        return AgencyLabel(code=label.code, label=label.name, language=label.language)


def names(session: Session, order: Sequence[str], ids: Iterable[UUID], *, classes: bool = False) -> Names:
    """Names of many agencies: one statement, or two when it is asked which are classes."""
    wanted = set(ids)
    labels = agencies.labels(session, order, wanted)
    if not classes:
        return Names(labels)
    rows = session.execute(queries.agencies_of(wanted))
    return Names(labels, {id: bool(enumerable) for id, type, enumerable in rows if type == "class"})


def spoken(order: tuple[str, ...], language: str, printed: str, others: Mapping[str, tuple[str, bool]]) -> SpokenView:
    """The printed text, or its translation when the reader prefers a language in which there is one."""
    texts = {**others, language: (printed, True)}
    tag = next((one for one in order if one in texts), language)
    text, official = texts[tag]
    return SpokenView(text=text, language=served(order, tag), official=official)


def titled(order: tuple[str, ...], language: str, printed: str, titles: Iterable[Titled]) -> SpokenView:
    """A printed title, or the one in the reader's language."""
    return spoken(order, language, printed, {one.language: (one.title, one.official) for one in titles})


def title_views(titles: Iterable[Titled]) -> list[TitleView]:
    return [TitleView(language=one.language, title=one.title, official=one.official) for one in titles]


def note(notes: Mapping[str, str], order: Sequence[str]) -> NoteView | None:
    """The remark in the language nearest to the reader's."""
    tag = next((one for one in (*order, *sorted(notes)) if one in notes), None)
    return None if tag is None else NoteView(language=tag, text=notes[tag])


def timeframe(version: TaskVersion) -> TimeframeView:
    """The printed words and what they mean."""
    told: dict[str, Any] = {
        "printed": version.timeframe_printed,
        "kind": version.timeframe_kind,
        "first_year": version.first_year,
        "last_year": version.last_year,
    }
    return TimeframeView(**told)


def assignments(version: TaskVersion, role: str, known: Names) -> list[AssignmentView]:
    """Who has a role in a version, in the order of the print."""
    return [
        AssignmentView(
            **known.of(one.agency_id).model_dump(),
            role=one.role,  # type: ignore[arg-type]
            printed=one.printed,
            membership=_membership(known.enumerable.get(one.agency_id)),
        )
        for one in version.assignments
        if one.role == role
    ]


def _membership(enumerable: bool | None) -> str | None:
    if enumerable is None:
        return None
    return "listed" if enumerable else "unknown"
