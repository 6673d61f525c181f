"""Catalogues: one PO file a language under ``catalogues/``; English is the language of the message ids themselves."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = ("vi", "en", "zh")
FOLDER = Path(__file__).parent / "catalogues"


class MissingTranslation(LookupError):
    """A message that a catalogue does not have: a defect, which the tests look for."""


@cache
def messages(locale: str) -> dict[str, str]:
    """Message id → text of one catalogue, without the untranslated and the fuzzy."""
    with (FOLDER / f"{locale}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def translate(message: str, locale: str, facts: Mapping[str, object] | None = None, *, strict: bool = False) -> str:
    """``message`` in ``locale`` with its placeholders filled. Missing: the English text, or MissingTranslation when ``strict``."""
    if locale == "en":
        text = message
    else:
        found = messages(locale).get(message)
        if found is None and strict:
            raise MissingTranslation(f"{locale}: {message}")
        text = found or message
    try:
        return text.format_map(dict(facts)) if facts else text
    except (KeyError, ValueError, IndexError):
        return text
