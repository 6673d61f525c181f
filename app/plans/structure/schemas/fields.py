"""Fields of what plans print: kept as printed, odd spaces and misprints too."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from app.web.fields import LanguageTag, line, prose

Part = Literal[
    "section",
    "legal_basis",
    "preamble",
    "viewpoint",
    "objective",
    "solution",
    "task_group",
    "milestone",
    "funding",
    "responsibility",
    "closing",
    "recipient",
]
Kind = Literal["section", "heading", "item", "paragraph"]
Role = Literal["lead", "coordinating"]
TimeframeKind = Literal["year", "span", "yearly", "continuous"]
Stated = Literal["under_way", "done", "dropped"]


def _as_printed(text: str) -> str:
    """NFC, and no control characters; everything else stays, no-break spaces and blanks at the ends too."""
    kept = "".join(one for one in text if one in "\n\t" or unicodedata.category(one) != "Cc")
    return unicodedata.normalize("NFC", kept)


Printed = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"\S"), AfterValidator(_as_printed)]
"""A printed text in which something can be seen."""

PrintedCell = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_as_printed)]
"""A printed cell, which may hold nothing that can be seen."""

Marker = Annotated[str, StringConstraints(max_length=20), AfterValidator(_as_printed)]
Eid = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_.-]+$")]
Year = Annotated[int, Field(ge=1900, le=2200)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*$")]
"""A task's number or a group's mark as printed: "1.4", "I"."""


class Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewNote(Incoming):
    """An editor's remark, in one language."""

    language: LanguageTag
    text: Annotated[str, prose(4000, min_length=1)]


class NewTitle(Incoming):
    """A title in another language than the printed one; ``official`` is false for a translation of our own."""

    language: LanguageTag
    title: Annotated[str, line(2000)]
    official: StrictBool = False


class NewText(Incoming):
    """A passage in another language than the printed one; ``official`` is false for a translation of our own."""

    language: LanguageTag
    text: Annotated[str, prose(8000, min_length=1)]
    official: StrictBool = False


Notes = Annotated[list[NewNote], Field(max_length=20)]
Titles = Annotated[list[NewTitle], Field(max_length=20)]
Texts = Annotated[list[NewText], Field(max_length=20)]
Source = Annotated[str, line(1000)]
Reason = Annotated[str, prose(2000, min_length=1)]
