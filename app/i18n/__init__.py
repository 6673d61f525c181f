"""The words of the interface in Vietnamese, English and Chinese: Babel catalogues, and dates and numbers as each language writes them."""

from app.i18n.catalogue import LOCALES, MissingTranslation, translate
from app.i18n.formats import format_date, format_number

__all__ = ["LOCALES", "MissingTranslation", "format_date", "format_number", "translate"]
