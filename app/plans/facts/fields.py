"""Days and instants that plans can speak of, as they come in."""

from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticKnownError

from app.web.fields import Day

PlanDay = Annotated[Day, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
"""A day that plans can speak of."""


def _written_out(value: Any) -> Any:
    if isinstance(value, str) and not value.replace(".", "").isdigit():
        return value
    raise PydanticKnownError("datetime_type")


Instant = Annotated[AwareDatetime, BeforeValidator(_written_out)]
"""An instant with its offset, ``2026-11-24T09:00:00Z``; pydantic by itself would take numbers for seconds since 1970."""
