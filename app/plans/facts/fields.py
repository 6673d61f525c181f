"""Days that plans can speak of, as they come in."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.web.fields import Day

PlanDay = Annotated[Day, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
"""A day that plans can speak of: due days and periods are reckoned from it."""
