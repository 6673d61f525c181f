"""Holidays as files: JSON Lines, one year a line, or CSV, one day a line.

JSON Lines: ``{"year": 2026, "source": "…", "off": [{"day": "2026-01-01", "name": "…"}], "worked": []}``.
CSV, with this head: ``year,day,kind,name,source``; ``kind`` is ``off`` or ``worked``, ``source`` is the same in all lines of a year.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.plans.calendar.errors import HolidayFileUnreadable
from app.plans.calendar.schemas.days import NewHolidayYear

HEAD = ["year", "day", "kind", "name", "source"]


def read_holidays(path: Path) -> list[NewHolidayYear]:
    """The years in a file, by its ending (.csv, else JSON Lines). HolidayFileUnreadable names the first line that is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise HolidayFileUnreadable(line=1, file=path.name, problem="it is not UTF-8") from None
    except OSError as error:
        raise HolidayFileUnreadable(line=1, file=path.name, problem=error.strerror or "it cannot be opened") from None
    lines = _by_day(text, path.name) if path.suffix.lower() == ".csv" else _by_year(text, path.name)
    found = []
    for number, year in lines:
        try:
            found.append(NewHolidayYear.model_validate(year))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise HolidayFileUnreadable(line=number, file=path.name, problem=f"{place}: {first['msg']}") from None
    if not found:
        raise HolidayFileUnreadable(line=1, file=path.name, problem="there is no year in it")
    return found


def _by_year(text: str, file: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except ValueError:
            raise HolidayFileUnreadable(line=number, file=file, problem="it is not JSON") from None


def _by_day(text: str, file: str) -> Iterator[tuple[int, Any]]:
    rows = csv.reader(text.splitlines(), strict=True)
    years: dict[str, tuple[int, dict[str, Any]]] = {}
    try:
        if next(rows, None) != HEAD:
            raise HolidayFileUnreadable(line=1, file=file, problem=f"the head must be {','.join(HEAD)}")
        for row in rows:
            if not row:
                continue
            if len(row) != len(HEAD) or row[2] not in ("off", "worked") or not row[0].isascii() or not row[0].isdigit():
                raise HolidayFileUnreadable(line=rows.line_num, file=file, problem="it must be a year, a day, off or worked, …")
            year, day, kind, name, source = row
            first, made = years.setdefault(
                year, (rows.line_num, {"year": int(year[:9]), "source": source, "off": [], "worked": []})
            )
            if made["source"] != source:
                problem = f"the source is not that of line {first}"
                raise HolidayFileUnreadable(line=rows.line_num, file=file, problem=problem)
            made[kind].append({"day": day, "name": name or None})
    except csv.Error as error:
        raise HolidayFileUnreadable(line=rows.line_num, file=file, problem=str(error)) from None
    yield from years.values()
