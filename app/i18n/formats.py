"""Dates and numbers as a language writes them, through Babel; languages CLDR does not know follow Vietnamese usage."""

from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as babel_date
from babel.numbers import format_decimal


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("vi")


def format_date(day: date, tag: str, style: str = "long") -> str:
    """``day`` in the language ``tag``; ``style`` is one of CLDR's short, medium, long, full."""
    return babel_date(day, format=style, locale=_locale(tag))


def format_number(value: Decimal | int | float, tag: str) -> str:
    """``value`` with the separators of the language ``tag``."""
    return format_decimal(value, locale=_locale(tag))
