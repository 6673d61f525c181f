"""Official document numbers, in every spelling people use: recognised, written properly, and keyed for look-up.

Vietnamese numbers are serial / year / kind-body (72/2015/NĐ-CP, 16/QĐ-TTg, 53/2005/QH11), those of the Party
serial-kind/body (48-NQ/TW); symbols of the United Nations are A/RES/217(III), CCPR/C/GC/34. Dates and fractions are
none of these.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.core.text import codes
from app.core.text.unicode import trace
from app.core.text.vietnamese import fold


@dataclass(frozen=True, slots=True)
class OfficialNumber:
    """One document's number."""

    #: As it is properly written: "16/QĐ-TTg".
    text: str
    #: What two spellings of one number have in common: "16/qd-ttg". Without marks, spaces and leading noughts.
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A number found at ``text[start:end]``."""

    start: int
    end: int
    number: OfficialNumber


_Reader = Callable[[re.Match[str]], tuple[OfficialNumber, int] | None]

_SLASH = r"\s{0,2}/\s{0,2}"
_DASH = r"\s?[-–—−]\s?"
_TIGHT_DASH = r"[-–—−]"
_SERIAL = r"(?P<serial>\d{1,6}[a-zđ]?)"
_YEAR = r"(?P<year>(?:19|20)\d\d|[5-9]\d)"
_LETTERS = r"[^\W\d_]{1,12}\d{0,2}"

_STATE = re.compile(
    rf"(?<![\w/.,\-]){_SERIAL}(?:{_SLASH}{_YEAR})?{_SLASH}(?P<first>{_LETTERS})(?![^\W_])"
    rf"(?:(?P<dash>{_DASH})(?P<second>{_LETTERS})(?![^\W_])(?P<rest>(?:{_TIGHT_DASH}{_LETTERS}(?![^\W_])){{0,3}}))?(?!/\w)",
    re.IGNORECASE,
)
_PARTY = re.compile(rf"(?<![\w/.,\-]){_SERIAL}{_DASH}(?P<first>{_LETTERS}){_SLASH}(?P<second>{_LETTERS})(?![\w/])", re.IGNORECASE)
# What a hurried reader types into a search box: the parts and nothing between them.
_LOOSE = re.compile(
    rf"(?<![\w/.,\-]){_SERIAL}(?:[\s/.\-]+{_YEAR})?[\s/.\-]*(?P<first>{_LETTERS})(?:[\s/.\-]+(?P<second>{_LETTERS}))?(?![\w/])",
    re.IGNORECASE,
)
_ORGANS = "A|S|E|T|ST|CCPR|CESCR|CAT|CEDAW|CERD|CRC|CRPD|CMW|CED|HRI|UNEP|DP"
_UNITED_NATIONS = re.compile(
    rf"(?<![\w/])(?P<organ>{_ORGANS})(?P<path>(?:\s?/\s?[A-Z0-9][A-Z0-9.\-]{{0,24}}){{1,8}})"
    r"(?P<part>\s?[A-F](?=\s?\())?(?P<session>\s?\(\s?(?:[IVXLC]+(?:-[IVXLC]+)?|(?:19|20)\d\d)\s?\))?(?![\w/])",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(r"(?<![\w/.,(])(?P<path>\d{3,4})(?P<part>\s?[A-F])?(?P<session>\s?\((?:[IVX]{1,7})\))")
_BRANCHES = re.compile(r"(?:res|hrc|conf|dec|cn|c|wg|prst|pv|inf|gen|sub|rev|special|ac|core|bur|l)\b|\d", re.IGNORECASE)
_LABEL = re.compile(r"(?:số|so|no|number|nr)\s*[.:]?\s*(?=\d)", re.IGNORECASE)


def parse(text: str) -> OfficialNumber | None:
    """The number that the whole text is, in any spelling ("3432 kh ubnd", "Số: 16 / QĐ - TTg"), or None."""
    text = trace(text).text.strip().rstrip(".,;")
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    for mention in find_all(text, loose=True):
        if mention.start == 0 and mention.end == len(text):
            return mention.number
    return None


def normalise(text: str) -> str:
    """The number properly written ("16 / qd - ttg" → "16/QĐ-TTg"), or the text, cleaned, if it is no number."""
    number = parse(text)
    return number.text if number else " ".join(trace(text).text.split())


def find_all(text: str, *, loose: bool = False) -> list[Mention]:
    """The numbers in a text, in order and without overlaps, with their ranges in the text as given.

    ``loose`` also takes numbers without slashes ("3432 KH UBND", known abbreviations only): for queries, not for prose.
    """
    if not loose and "/" not in text and "(" not in text:
        return []
    traced = trace(text)
    found: list[tuple[int, int, OfficialNumber]] = []
    readers: list[tuple[re.Pattern[str], _Reader]] = []
    if "/" in traced.text:
        readers += [(_UNITED_NATIONS, _united_nations), (_STATE, _state), (_PARTY, _party)]
    if "(" in traced.text:
        readers.append((_RESOLUTION, _united_nations))
    if loose:
        readers.append((_LOOSE, _loose))
    for pattern, read in readers:
        for match in pattern.finditer(traced.text):
            result = read(match)
            if result is None:
                continue
            number, end = result
            if all(match.start() >= taken_end or end <= taken_start for taken_start, taken_end, _ in found):
                found.append((match.start(), end, number))
    found.sort(key=lambda item: item[0])
    return [Mention(*traced.span(start, end), number) for start, end, number in found]


def _state(match: re.Match[str]) -> tuple[OfficialNumber, int] | None:
    first, second = match["first"], match["second"]
    if second and _is_symbol(first, second) and (len(match["dash"]) == 1 or _is_sure(second)):
        rest = re.findall(_LETTERS, match["rest"])
        tail = [part for part in rest if codes.is_written_as_code(part) or codes.is_body(part)]
        tail = tail if tail == rest else []
        end = match.end() if tail == rest else match.end("second")
        return _number(match["serial"], match["year"], [first, second, *tail]), end
    if codes.is_assembly(first) or (codes.is_kind(first) and first == first.upper() and len(first) > 1):
        return _number(match["serial"], match["year"], [first]), match.end("first")
    return None


def _party(match: re.Match[str]) -> tuple[OfficialNumber, int] | None:
    first, second = match["first"], match["second"]
    if not codes.is_kind(first) or not (codes.is_body(second) or codes.is_written_as_code(second)):
        return None
    plain = _number(match["serial"], None, [first, second])
    return OfficialNumber(f"{match['serial']}-{codes.proper(first)}/{codes.proper(second)}", plain.key), match.end()


def _loose(match: re.Match[str]) -> tuple[OfficialNumber, int] | None:
    first, second = match["first"], match["second"]
    if codes.is_assembly(first) and match["year"]:
        return _number(match["serial"], match["year"], [first]), match.end("first")
    if second and len(first) > 1 and codes.is_kind(first) and (codes.is_body(second) or codes.is_assembly(second)):
        return _number(match["serial"], match["year"], [first, second]), match.end()
    return None


def _is_symbol(first: str, second: str) -> bool:
    if codes.is_kind(first) or codes.is_body(first):
        return _is_sure(second) or (
            len(second) <= 6 and second.isalnum() and fold(second) == second.lower() and codes.is_body(first)
        )
    return len(first) > 1 and len(second) > 1 and codes.is_written_as_code(first) and codes.is_written_as_code(second)


def _is_sure(code: str) -> bool:
    return codes.is_body(code) or codes.is_written_as_code(code) or codes.is_assembly(code)


def _number(serial: str, year: str | None, parts: list[str]) -> OfficialNumber:
    symbol = "-".join(codes.proper(part) for part in parts)
    text = "/".join(filter(None, (serial, year, symbol)))
    return OfficialNumber(text, fold(text).lstrip("0") or fold(text))


def _united_nations(match: re.Match[str]) -> tuple[OfficialNumber, int] | None:
    session = "".join((match["session"] or "").split()).upper()
    part = (match["part"] or "").strip().upper()
    path = "".join(match["path"].split()).upper()
    end = match.end()
    if "organ" in match.groupdict():
        if not any(figure.isdigit() for figure in path) or (len(match["organ"]) == 1 and not _BRANCHES.match(path[1:])):
            return None
        if match["organ"].islower() and len(match["organ"]) == 1 and path[1:2].isdigit():
            return None
        if not session and path[-1] in ".-":
            end -= len(path) - len(path.rstrip(".-"))
            path = path.rstrip(".-")
        stem = match["organ"].upper() + path
    else:
        stem = "A/RES/" + path
    # Resolutions of the numbered sessions are cited with and without the letter of their part: 217 (III), 217 A (III).
    key = fold(stem + session)
    text = stem + (f" {part} " if part else "") + session
    return OfficialNumber(text, key), end
