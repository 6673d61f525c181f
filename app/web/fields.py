"""Fields of what comes in: texts that are cleaned and bounded, codes, language tags. Used as ``Annotated[str, line(200)]``.

A length is checked before cleaning and after it, because composing can make a text longer. Schemas of what goes out are bounded
by ``Field(max_length=…)`` alone: what is stored was cleaned when it came in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from annotated_types import GroupedMetadata
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticKnownError

from app.core.errors import N_
from app.core.language import canonical
from app.core.mistakes import mistake
from app.core.text.unicode import clean

UNKNOWN_LANGUAGE = mistake("unknown_language", N_("This is not a language tag that the service knows."))
GIVEN_NULL = mistake("given_null", N_("Leave this out, or give it a value."))
NOTHING_TO_CHANGE = mistake("nothing_to_change", N_("There is nothing to change in this."))

_BLANKS = re.compile(r"\s+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LINE_TAILS = re.compile(r"[^\S\n]+(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Text(GroupedMetadata):
    """A text of ``min_length`` to ``max_length`` characters after cleaning; ``lines`` says whether it may have several."""

    max_length: int
    min_length: int
    lines: bool

    def __iter__(self) -> Iterator[object]:
        # The pattern tells generated clients and testers what cleaning would refuse anyway: a text of blanks alone.
        visible = r"\S" if self.min_length else None
        yield StringConstraints(min_length=self.min_length, max_length=self.max_length, pattern=visible)
        yield AfterValidator(self.cleaned)

    def cleaned(self, text: str) -> str:
        """``text`` in NFC, without control characters, without blanks at its ends; a line has single blanks inside."""
        text = clean(text)
        text = (_LINE_TAILS.sub("", text) if self.lines else _BLANKS.sub(" ", text)).strip()
        if len(text) < self.min_length:
            raise PydanticKnownError("string_too_short", {"min_length": self.min_length})
        if len(text) > self.max_length:
            raise PydanticKnownError("string_too_long", {"max_length": self.max_length})
        return text


def line(max_length: int, *, min_length: int = 1) -> Text:
    """One line: line breaks and runs of blanks become one blank."""
    return Text(max_length, min_length, lines=False)


def prose(max_length: int, *, min_length: int = 0) -> Text:
    """Paragraphs: line breaks and indentation stay, blanks at the ends of lines go."""
    return Text(max_length, min_length, lines=True)


def _known(tag: str) -> str:
    found = canonical(tag)
    if found is None:
        raise UNKNOWN_LANGUAGE()
    return found


def _written_out(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticKnownError("date_from_datetime_parsing", {"error": "not year, month and day"})
    if not isinstance(value, (str, date)):
        raise PydanticKnownError("date_type")
    return value


def given(value: Any) -> Any:
    """Refuse an explicit null where leaving a field out has a meaning of its own."""
    if value is None:
        raise GIVEN_NULL()
    return value


Code = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
"""A slug-like code: ``so-tttt-cao-bang``."""

LanguageTag = Annotated[
    str,
    StringConstraints(min_length=2, max_length=35, pattern=r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$"),
    AfterValidator(_known),
]
"""A BCP 47 tag that this service knows, in its canonical form (``zh-CN`` becomes ``zh-Hans``)."""

Day = Annotated[date, BeforeValidator(_written_out)]
"""A date written out, ``2018-10-25``; pydantic by itself would take numbers for seconds since 1970."""

LARGEST = 2_147_483_647
RowRevision = Annotated[int, Field(ge=1, le=LARGEST, description="Row revision, for If-Match")]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
"""How many there are; bounded, as every number is, for clients that must choose a type."""
