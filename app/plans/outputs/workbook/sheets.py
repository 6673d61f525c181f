"""Sheets of a workbook: a heading that stays in view, filters, and cells that are text, numbers or days and never a formula."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs.texts import cut, lines

Value = str | int | Decimal | date | None
Row = TypeVar("Row")

YES, NO = N_("yes"), N_("no")

#: What a cell and the name of a sheet may hold, in UTF-16 units.
CELL, NAME = 32_767, 31
#: Digits that a spreadsheet keeps of a number.
_DIGITS = 15
#: Days before it are no days to a spreadsheet.
_FIRST_DAY = date(1900, 3, 1)
_DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd", "zh": "yyyy-mm-dd"}
#: The height of a line, and of the highest row, in points.
_LINE, _HIGHEST = 15, 409
#: From here on letters are as wide as two.
_IDEOGRAPHS = "\u2e80"
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its heading (a message), its width in characters, and what stands in it; ``wraps`` for long texts."""

    head: str
    width: int
    value: Callable[[Row], Value]
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook's cells."""

    head: Format
    text: Format
    wrapped: Format
    value: Format
    day: Format

    @classmethod
    def of(cls, book: Workbook, locale: str) -> "Styles":
        top = {"valign": "top"}
        return cls(
            book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E7E6E6"}),
            book.add_format(top),
            book.add_format({**top, "text_wrap": True}),
            book.add_format({**top, "text_wrap": True, "align": "left"}),
            book.add_format({**top, "num_format": _DAYS.get(locale, _DAYS["en"]), "align": "left"}),
        )


def sheet(
    book: Workbook, styles: Styles, locale: str, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> Worksheet:
    """A sheet with one row for each of ``rows``, which are read once and written in order."""
    made = book.add_worksheet(sheet_name(translate(name, locale)))
    high(made, 0, ((translate(column.head, locale), column.width) for column in columns))
    for place, column in enumerate(columns):
        made.set_column(place, place, column.width)
        put(made, 0, place, translate(column.head, locale), styles.head, styles)
    last = 0
    for last, row in enumerate(rows, 1):
        values = [column.value(row) for column in columns]
        high(made, last, ((value, column.width) for value, column in zip(values, columns, strict=True) if column.wraps))
        for place, (value, column) in enumerate(zip(values, columns, strict=True)):
            put(made, last, place, value, styles.wrapped if column.wraps else styles.text, styles)
    made.freeze_panes(1, 0)
    made.autofilter(0, 0, last, len(columns) - 1)
    page(made)
    made.repeat_rows(0)
    made.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    return made


def high(made: Worksheet, row: int, cells: Iterable[tuple[Value, int]]) -> None:
    """Make room in a row for texts that wrap, each in a column of a width. To be said before the row is written."""
    count = max((_lines_in(str(value), width) for value, width in cells if value is not None), default=1)
    if count > 1:
        made.set_row(row, min(count * _LINE + 3, _HIGHEST))


def _lines_in(shown: str, width: int) -> int:
    wide = sum(1 + (letter >= _IDEOGRAPHS) for letter in shown[: _HIGHEST * width])
    return 1 + wide // max(1, width - 2) + shown.count("\n")


def page(made: Worksheet) -> None:
    """How the sheet is printed: on broad A4, as wide as the page."""
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)


def sheet_name(text: str) -> str:
    """A name that every spreadsheet program takes."""
    return cut(" ".join(text.translate(_FORBIDDEN).split()).strip("'"), NAME) or "-"


def put(made: Worksheet, row: int, column: int, value: Value, style: Format, styles: Styles) -> None:
    """One cell. Numbers that would lose digits and days that would not be days are written as text.

    Raises OverflowError beyond the last row that a sheet can have.
    """
    if value is None:
        return
    if isinstance(value, date) and value >= _FIRST_DAY:
        done = made.write_datetime(row, column, value, styles.day)
    elif isinstance(value, Decimal | int) and _exact(Decimal(value)):
        done = made.write_number(row, column, float(value), style)
    elif shown := text(str(value)):
        done = made.write_string(row, column, shown, style)
    else:
        return
    if done == -1:
        raise OverflowError(f"a sheet has no row {row + 1}")


def text(raw: str) -> str:
    """The text as a cell may hold it."""
    shown = cut("\n".join(lines(raw)), CELL - 1)
    # The library takes such a text for formatted text, and would write it as it is into the file.
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown


def _exact(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    return value.adjusted() < _DIGITS and len(value.normalize().as_tuple().digits) <= _DIGITS and value.adjusted() > -_DIGITS
