"""Repair of Vietnamese text from the time before Unicode: TCVN3 (ABC fonts) and VNI-Windows, read as Latin-1.

To be applied before ``unicode.clean``: TCVN3 keeps ư where Unicode has the soft hyphen. Detection is conservative. A text
is touched only if its odd words are no Vietnamese as they stand and nearly all become possible syllables.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.core.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)

_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BOWLS = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs = dict(_VNI_SINGLE)
    for vowel in "aeouyôö":
        for written, tone in _VNI_TONES.items():
            pairs[vowel + written] = _VNI_SINGLE.get(vowel, vowel) + tone
    for vowel in "aeo":
        pairs |= {vowel + written: vowel + "\u0302" + tone for written, tone in _VNI_HATS.items()}
    pairs |= {"a" + written: "a\u0306" + tone for written, tone in _VNI_BOWLS.items()}
    pairs = {written: unicodedata.normalize("NFC", letter) for written, letter in pairs.items()}
    return pairs | {written.upper(): letter.upper() for written, letter in pairs.items()}


_VNI = _vni_pairs()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile("(?:[^\\W\\d_]|[\u00a1-\u00ff])+")
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")

_FEWEST_WORDS = 3
# Of a line, and of a text, in which a line of another language may stand.
_NEARLY_ALL = 0.9
_MOST = 0.75
# Some legacy words are words as they stand (TCVN3 writes một as mét), but never the most of them.
_SOME = 0.6


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in Unicode, and what it was before; None when it was left as it came."""

    text: str
    encoding: Encoding | None


def detect(text: str) -> Encoding | None:
    """The legacy encoding of a text read as Latin-1, or None: when in doubt, too."""
    if text.isascii():
        return None
    words = {word for line in text.splitlines() if not _UNICODE_ONLY.search(line) for word in _odd_words(line)}
    if len(words) < _FEWEST_WORDS or _share(words, str) > _SOME:
        return None
    best = max(_READERS, key=lambda encoding: _share(words, _READERS[encoding]))
    return best if _share(words, _READERS[best]) >= _MOST else None


def repair(text: str) -> Repaired:
    """The text in Unicode, line by line: lines that are Unicode already, or another language, stay as they are."""
    encoding = detect(text)
    if encoding is None:
        return Repaired(text, None)
    mixed = _UNICODE_ONLY.search(text) is not None
    lines = (_repair_line(line, _READERS[encoding], mixed) for line in text.splitlines(keepends=True))
    return Repaired("".join(lines), encoding)


def _repair_line(line: str, read: Callable[[str], str], mixed: bool) -> str:
    words = set(_odd_words(line))
    if not words or _UNICODE_ONLY.search(line) or _share(words, read) < _NEARLY_ALL:
        return line
    if mixed and _share(words, str) > _SOME:
        return line
    repaired = _WORD.sub(lambda word: read(word[0]), line)
    # The capitals of TCVN3 are a second font over the same codes: only the plain letters tell that a line is in capitals.
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    return repaired.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else repaired


def _odd_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _share(words: set[str], read: Callable[[str], str]) -> float:
    """How many of the words are Vietnamese syllables when read so, of one."""
    return sum(is_syllable(read(word)) for word in words) / len(words) if words else 0.0


def _read_tcvn3(word: str) -> str:
    read = word.translate(_TCVN3)
    plain = [letter for letter in word[1:] if letter.isascii()]
    return read.upper() if plain and all(letter.isupper() for letter in plain) else read


def _read_vni(word: str) -> str:
    return _VNI_LETTER.sub(lambda letter: _VNI[letter[0]], word)


_READERS: dict[Encoding, Callable[[str], str]] = {"tcvn3": _read_tcvn3, "vni": _read_vni}
