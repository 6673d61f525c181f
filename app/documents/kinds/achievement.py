"""An achievement: a field, a place, years, and indicator values with unit and source, to be drawn as a chart; not adjectives."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.core.errors import N_
from app.core.mistakes import mistake
from app.documents.kinds.base import FACET, Fields, Kind, Line

YEARS_REVERSED = mistake("years_reversed", N_("The first year is after the last."))

Year = Annotated[int, Field(ge=1900, le=2200)]
IndicatorCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class IndicatorValue(Fields):
    """``value`` is an exact decimal in ``unit`` (``percent``, ``persons``, ``count``…) for ``year``, taken from ``source``."""

    code: IndicatorCode
    value: Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$", max_length=24)]
    unit: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    year: Year
    source: Line


class AchievementFields(Fields):
    """``from_year`` and ``to_year`` include both years."""

    field: Literal[
        "civil_political", "economic", "social", "cultural", "vulnerable_groups", "international_cooperation", "legal_framework"
    ]
    place: Line | None = None
    from_year: Year | None = None
    to_year: Year | None = None
    indicators: Annotated[list[IndicatorValue], Field(max_length=500)] = []

    @model_validator(mode="after")
    def _in_order(self) -> "AchievementFields":
        if self.from_year is not None and self.to_year is not None and self.from_year > self.to_year:
            raise YEARS_REVERSED()
        return self


class AchievementLanguageFields(Fields):
    """Names of the indicators in this language, by their code."""

    indicator_labels: Annotated[dict[IndicatorCode, Line], Field(max_length=100)] = {}


KIND = Kind(
    name="achievement",
    label=N_("Achievement"),
    model_name="Achievement",
    neutral=AchievementFields,
    per_language=AchievementLanguageFields,
    json_ld="Dataset",
    years=("to_year", "from_year"),
    uses={"field": FACET},
)
