"""Provisions in a query, in the ways that lawyers write them, as the eId that opens them: "khoản 2 Điều 14" is ``art_14__para_2``.

"Điều 25", "art. 19", "Article 19(2)", "điểm a khoản 2 Điều 14", 第十九条第二款. A number with a dot ("Điều 19.3" of a trade
agreement) names a chapter with its article, and is no eId here: its words are looked for.
"""

import re
from dataclasses import dataclass

from app.core.text.unicode import trace
from app.core.text.vietnamese import fold

_NUMBER = r"(?P<article>\d{1,4}[a-z]?)(?![\w.]*\d)"
_PARAGRAPH = r"(?:khoan|paragraphe|paragraph|para\.?|alinea)\s*(?P<para>\d{1,3})"
_POINT = r"(?:diem|point|subparagraph|item)\s*(?P<point>[a-z])\b"
_ARTICLE = r"\b(?:dieu|articles?|art\.?)\s*"
# Groups that end in an underscore are the same as those without it; a pattern may have each name once.
_IN_BRACKETS = r"(?:\s*\(\s*(?P<para_>\d{1,3})\s*\))?(?:\s*\(\s*(?P<point_>[a-z])\s*\))?"
_OF = r"(?:\s*,)?\s*(?:of\s+|cua\s+|thuoc\s+|de\s+l['’]|de\s+)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\b{_POINT}{_OF})?\b{_PARAGRAPH}{_OF}{_ARTICLE}{_NUMBER}",
        rf"{_ARTICLE}{_NUMBER}{_IN_BRACKETS}(?:{_OF}{_PARAGRAPH}(?:{_OF}{_POINT})?)?",
        r"\b(?:chuong|chapter|chapitre)\s+(?P<chapter>[ivxlc]{1,7}|\d{1,3})\b(?!\.\d)",
        r"第\s?(?P<article>\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s?[条條](?:\s?第\s?(?P<para>\d{1,3}|[一二三四五六七八九十]{1,3})\s?款)?",
    )
)
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision named at ``text[start:end]``."""

    start: int
    end: int
    eid: str


def find_all(text: str) -> list[Reference]:
    """The references in a query, in order and without overlaps, with their ranges in the text as given."""
    traced = trace(text)
    folded = "".join(map(_fold_letter, traced.text))
    found: list[Reference] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Reference(match.start(), match.end(), _eid(match, traced.text)))
    found.sort(key=lambda one: one.start)
    return [Reference(*traced.span(one.start, one.end), one.eid) for one in found]


def _eid(match: re.Match[str], typed: str) -> str:
    groups = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
    # eIds are ASCII, and "điểm đ" stands beside "điểm d".
    if any(typed[match.start(name)] in "đĐ" for name in ("point", "point_") if match.groupdict().get(name)):
        groups["point"] = "dd"
    if "chapter" in groups:
        return f"chp_{groups['chapter'].upper()}"
    eid = f"art_{_value(groups['article'])}"
    if "para" in groups:
        eid += f"__para_{_value(groups['para'])}"
        if "point" in groups:
            eid += f"__point_{groups['point']}"
    return eid


def _value(written: str) -> str:
    """Figures without leading noughts; Chinese numerals as figures."""
    if written[0] not in _FIGURES and written[0] not in "十百":
        return written.lstrip("0") or "0"
    hundreds, _, rest = written.partition("百") if "百" in written else ("", "", written)
    tens, ten, units = rest.partition("十") if "十" in rest else ("", "", rest)
    value = 100 * (_FIGURES.get(hundreds, 1) if "百" in written else 0)
    value += 10 * _FIGURES.get(tens, 1) if ten else 0
    value += _FIGURES.get(units.lstrip("零〇"), 0) if units else 0
    return str(value)


def _fold_letter(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
