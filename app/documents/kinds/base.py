"""What a kind of document declares: its fields, neutral or per language, which of them filter and count, its dates and its names.

Everything else (tables, routes, OpenAPI's union, import and export) is made from these declarations. Nobody writes ``if kind ==``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from app.core.text.unicode import clean

Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), AfterValidator(clean)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), AfterValidator(clean)]
Link = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s<>\"]+$")]


class Fields(BaseModel):
    """Fields that a kind declares; what is not declared is refused."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Uses:
    """How a neutral field may be used: as a filter of lists, and as a facet of search."""

    filter: bool = False
    facet: bool = False


FACET = Uses(filter=True, facet=True)
FILTER = Uses(filter=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``number``, ``dates`` and ``year`` name the neutral fields that lists sort and filter by."""

    name: str
    label: str
    model_name: str
    neutral: type[Fields]
    per_language: type[Fields]
    json_ld: str
    number: str | None = None
    issued: str | None = None
    effective: tuple[str, ...] = ()
    expires: str | None = None
    years: tuple[str, ...] = ()
    has_force: bool = False
    uses: Mapping[str, Uses] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = {self.number, self.issued, self.expires, *self.effective, *self.years, *self.uses} - {None}
        unknown = named - set(self.neutral.model_fields)
        if unknown:
            raise TypeError(f"kind {self.name} names fields that it does not declare: {unknown}")

    def filters(self) -> frozenset[str]:
        """Neutral fields that lists can be narrowed by."""
        return frozenset(name for name, uses in self.uses.items() if uses.filter)


def as_date(value: Any) -> date | None:
    """A date as a neutral field stores it (ISO 8601)."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What lists need to know of a document's neutral fields."""

    number: str | None
    year: int | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None


def extract(kind: Kind, fields: Mapping[str, Any]) -> Extracted:
    """Read number, year and dates off ``fields`` as ``kind`` declares. In force from the latest of the declared days."""
    effective = [day for name in kind.effective if (day := as_date(fields.get(name))) is not None]
    year: int | None = None
    for name in kind.years:
        value = fields.get(name)
        day = as_date(value)
        year = day.year if day else value if isinstance(value, int) else None
        if year is not None:
            break
    return Extracted(
        number=fields.get(kind.number) if kind.number else None,
        year=year,
        issued_on=as_date(fields.get(kind.issued)) if kind.issued else None,
        effective_on=max(effective) if effective else None,
        expires_on=as_date(fields.get(kind.expires)) if kind.expires else None,
    )
