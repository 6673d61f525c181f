"""What is frozen when a report is accepted: everything that it says, with the names that things had then."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel


class FrozenTranslation(BaseModel):
    """The narrative in another language; ``revision`` is the one whose source text it was made from."""

    language: str
    narrative: str
    revision: int
    stale: bool


class FrozenFigure(BaseModel):
    """A figure with the names that its indicator and condition had, by language. Numbers are exact decimals, as text."""

    indicator: str
    printed: str | None
    titles: dict[str, str]
    condition: str
    labels: dict[str, str]
    unit: str
    value: str | None
    numerator: str | None
    denominator: str | None
    note: str | None


class FrozenEvidence(BaseModel):
    """A document with the titles that it had, by language."""

    document: UUID
    titles: dict[str, str]
    eid: str | None
    note: str | None


class Snapshot(BaseModel):
    """An accepted report. ``names`` are the agency's by language, ``printed`` is the task's title as the plan prints it."""

    task: str
    printed: str
    period: str
    period_first: date
    period_last: date
    agency: str
    names: dict[str, str]
    role: str
    edition: int
    revision: int
    language: str
    narrative: str
    translations: list[FrozenTranslation]
    figures: list[FrozenFigure]
    evidence: list[FrozenEvidence]
    submitted_on: date
    accepted_on: date
