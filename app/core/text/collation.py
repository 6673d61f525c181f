"""Vietnamese order as a string, for a database that compares bytes.

The alphabet is a ă â b c d đ e ê … o ô ơ … u ư …; tones decide only between words whose letters are the same, in
the order ngang, huyền, hỏi, ngã, sắc, nặng. Numbers go by their value ("Điều 2" before "Điều 10"), other scripts after
Latin by code point.
"""

import re
import unicodedata

# '{' and '|' sort behind 'z' and before every letter of another script, so "ă" stands behind all of "a…".
_OWN_LETTERS = {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô", ("o", "\u031b"): "ơ"}
_SHAPES[("u", "\u031b")] = "ư"
_LIKE = str.maketrans({"ð": "đ", "ɖ": "đ", "ø": "o\u0338", "ł": "l\u0338", "æ": "ae", "œ": "oe", "ı": "i"})
_ELEMENT = re.compile(r"\d+|[^\W\d_]|[^\w]|_")
_LETTERS_LIMIT = 400
_TONES_LIMIT = 200


def sort_key(text: str) -> str:
    """A key whose code-point order (PostgreSQL's ``COLLATE "C"``) is the Vietnamese order of the texts.

    Case, punctuation and the placement of tone marks do not count. At most 601 characters; printable, without NUL.
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().translate(_LIKE))
    letters: list[str] = []
    tones: list[str] = []
    tone = ""
    gap = False
    last = ""
    for element in _ELEMENT.findall(decomposed):
        if unicodedata.combining(element[0]):
            shaped = _SHAPES.get((last, element))
            if shaped and letters:
                letters[-1] = _OWN_LETTERS[shaped]
                last = ""
            elif letters and not gap:
                tone += _TONES.get(element, "6")
            continue
        if not element[0].isalnum():
            gap = True
            last = ""
            continue
        if gap and letters:
            letters.append("!")
            tones.append(tone or "0")
            tone = ""
        gap = False
        last = element
        letters.append(_number(element) if element[0].isdecimal() else _OWN_LETTERS.get(element, element))
    tones.append(tone or "0")
    first = "".join(letters)[:_LETTERS_LIMIT]
    second = ".".join(tones).rstrip(".0")[:_TONES_LIMIT]
    return f"{first} {second}" if second else first


def _number(figures: str) -> str:
    """A run of figures so that longer numbers come behind shorter ones, and all of them before letters."""
    value = "".join(str(unicodedata.digit(figure)) for figure in figures).lstrip("0")
    return "0" + chr(ord("0") + min(len(value), 9)) + value
