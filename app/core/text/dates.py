"""Dates in prose: Vietnamese, English, Chinese and ISO, found, and written in every form that people search for."""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from app.core.text.unicode import trace
from app.core.text.vietnamese import fold

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = {name: number for number, name in enumerate(_MONTHS, 1)}
_NAMES |= {name[:3]: number for name, number in _NAMES.items()} | {"sept": 9}
_SPELT = {"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_SPELT |= {"muoi mot": 11, "muoi hai": 12, "chap": 12}
_FOUR_FIGURES = re.compile(r"\d{4}")
# Small and circled figures are plain ones when they are folded.
_YEAR = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⓪]{4}(?!\d)(?<!\d{5})")
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"零": 0}

_MONTH_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_SPELT_MONTH = "|".join(sorted(_SPELT, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th)?"
# What a text must hold for a pattern to be tried: most texts name a year and no date.
_THANG = re.compile("thang")
_APART = re.compile(r"\d\s?[/.-]\s?\d")
_NAMED = re.compile(rf"(?:{_MONTH_NAME})\.?,?\s+\d")
_NIAN = re.compile("年")
# Read on folded text, so that "ngày", "NGÀY" and "ngay" are one; the folding used keeps every index.
_PATTERNS = tuple(
    (needed, re.compile(pattern))
    for needed, pattern in (
        (
            _THANG,
            rf"\b(?:(?:ngay|mong|mung)\s+)*(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}}|{_SPELT_MONTH})(?:\s*,)?\s+(?:nam\s+)?(?P<y>\d{{4}})\b",
        ),
        (_THANG, rf"\bthang\s+(?P<m>\d{{1,2}}|{_SPELT_MONTH})(?:\s*,)?\s+(?:nam\s+)(?P<y>\d{{4}})\b"),
        (_THANG, r"\bthang\s+(?P<m>\d{1,2})\s?[/-]\s?(?P<y>\d{4})\b(?!\s?[/-])"),
        (_APART, r"(?<![\w/.,-])(?:ngay\s+)?(?P<d>\d{1,2})(?P<s>\s?[/.-]\s?)(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\w/-])(?!\.\d)"),
        (_APART, r"(?<![\w/.,-])(?P<y>\d{4})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\w/-]|\.\d)(?!(?<=\w)t\d)"),
        (_APART, r"(?<![\w/.,-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?=t\d\d:)"),
        (_NAMED, rf"\b(?P<d>\d{{1,2}}){_ORDINAL}(?:\s+of)?\s+(?P<m>{_MONTH_NAME})\.?,?\s+(?P<y>\d{{4}})\b"),
        (_NAMED, rf"\b(?P<m>{_MONTH_NAME})\.?\s+(?P<d>\d{{1,2}}){_ORDINAL},?\s+(?P<y>\d{{4}})\b"),
        (_NAMED, rf"\b(?P<m>{_MONTH_NAME})\.?,?\s+(?P<y>\d{{4}})\b"),
        (
            _NIAN,
            r"(?P<y>\d{4}|[〇零一二三四五六七八九]{4})\s?年\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號])?",
        ),
    )
)
# One of these stands before the year of every date that says it last. No date is longer than the stretch looked at, but by its
# blanks; where there are many of them it is not known.
_LOOKED_AT = 64
_AFTER = frozenset("/.-")
_BEFORE = re.compile(rf"thang|\d\s?[/.-]\s?$|\b(?:{_MONTH_NAME})\b|\s{{8}}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date found at ``text[start:end]``; ``day`` is None where only month and year are named."""

    start: int
    end: int
    year: int
    month: int
    day: int | None

    @property
    def iso(self) -> str:
        """ "2018-10-25", or "2018-10" without a day."""
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


def find_all(text: str) -> list[Mention]:
    """The dates in a text, in order and without overlaps, with their ranges in the text as given.

    Figures are read day first, as in Viet Nam; month first only where nothing else is possible (10/25/2018). Days that
    the calendar does not have are not found.
    """
    if not _FOUR_FIGURES.search(text) and "年" not in text:
        return []
    traced = trace(text)
    if not _may_have_any(traced.text):
        return []
    folded = _fold_in_place(traced.text)
    found: list[Mention] = []
    needed = {one for one in (_THANG, _APART, _NAMED, _NIAN) if one.search(folded)}
    for need, pattern in _PATTERNS:
        for match in pattern.finditer(folded) if need in needed else ():
            values = _values(match)
            if values is not None and all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Mention(match.start(), match.end(), *values))
    found.sort(key=lambda mention: mention.start)
    return [Mention(*traced.span(date.start, date.end), date.year, date.month, date.day) for date in found]


def forms(year: int, month: int, day: int | None = None) -> tuple[str, ...]:
    """Every written form of a date, for the index: Vietnamese with and without noughts, ISO, English, Chinese."""
    name = _MONTHS[month - 1].capitalize()
    if day is None:
        numerals = (f"{month:02}", f"{month}")
        spelt = [f"tháng {figure} năm {year}" for figure in numerals]
        slashed = [f"{figure}/{year}" for figure in numerals]
        return tuple(dict.fromkeys([*spelt, *slashed, f"{year:04}-{month:02}", f"{name} {year}", f"{year}年{month}月"]))
    written = [
        *(f"ngày {d} tháng {m} năm {year}" for d, m in ((day, month), (f"{day:02}", month), (f"{day:02}", f"{month:02}"))),
        *(f"{d}/{m}/{year}" for d, m in ((day, month), (f"{day:02}", month), (f"{day:02}", f"{month:02}"))),
        *(f"{day:02}{mark}{month:02}{mark}{year}" for mark in "-."),
        f"{year:04}-{month:02}-{day:02}",
        f"{day} {name} {year}",
        f"{name} {day}, {year}",
        f"{year}年{month}月{day}日",
    ]
    return tuple(dict.fromkeys(written))


def _may_have_any(text: str) -> bool:
    """Whether something that a date has stands beside a year: years alone are frequent, and all patterns take ten times as long."""
    if "年" in text:
        return True
    for year in _YEAR.finditer(text):
        start, end = year.span()
        after, before = text[end : end + 1], text[max(0, start - _LOOKED_AT) : start]
        if _fold_in_place(after) in _AFTER or _BEFORE.search(_fold_in_place(before)):
            return True
    return False


def _values(match: re.Match[str]) -> tuple[int, int, int | None] | None:
    groups = match.groupdict()
    year, month = _value(groups["y"]), _value(groups["m"])
    day = _value(groups["d"]) if groups.get("d") else None
    if day is not None and month > 12 >= day and groups.get("s"):
        day, month = month, day
    if not 1000 <= year <= 2999 or not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return year, month, day


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _NAMES:
        return _NAMES[written]
    if written[0] not in _FIGURES and written[0] != "十":
        return _SPELT[" ".join(written.split())]
    if "十" in written:
        tens, _, units = written.partition("十")
        return 10 * (_FIGURES.get(tens, 0) if tens else 1) + _FIGURES.get(units, 0)
    return int("".join(str(_FIGURES[figure]) for figure in written))


def _fold_in_place(text: str) -> str:
    """The text folded one character for one; a character that folds to more, or to none, stays as it is."""
    return text.lower() if text.isascii() else "".join(map(_fold_letter, text))


@lru_cache(maxsize=4_096)
def _fold_letter(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
