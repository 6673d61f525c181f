"""Searches that found nothing."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.search.schemas.answers import Searched, Short
from app.web.fields import Count


class Miss(Searched):
    """``days``: on how many of the last 30 days it was searched for; who did, and how often a day, is not kept."""

    text: Short
    days: Annotated[int, Field(ge=1, le=31)]
    last_on: date


class MissList(Searched):
    """The most frequent first. ``waiting`` more are not told yet: they were searched for on fewer than five days."""

    misses: list[Miss] = Field(max_length=500)
    waiting: Count
