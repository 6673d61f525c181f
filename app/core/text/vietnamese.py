"""Vietnamese spelling: marks taken off, marks brought into one form, marks written as digits.

Two kinds of function live here. ``fold`` and ``strip_marks`` change only marks and case. ``marked``, ``unmarked`` and
``digits`` make *search keys*, in which spellings that differ for a writer and not for a reader fall together: hoà and
hòa, kỹ and kĩ. Keys are compared, never shown.
"""

import re
import unicodedata
from functools import lru_cache

from app.core.text import syllables
from app.core.text.collation import sort_key
from app.core.text.syllables import is_syllable
from app.core.text.unicode import INVISIBLE, JOINERS

__all__ = ["MARKS", "digits", "fold", "is_syllable", "marked", "normalise_tone", "sort_key", "strip_marks", "unmarked"]

#: The inside of a character class: marks that are written on a letter and may be left off.
MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_MARKS = re.compile(f"[{MARKS}]+")
_UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}\ufe00-\ufe0f]+")
_WORD = re.compile(rf"[^\W\d_][^\W_]*(?:[{MARKS}]+[^\W_]*)*")
_PLAIN = dict.fromkeys("đðɖ", "d") | dict.fromkeys("ĐÐƉ", "D")
_PLAIN |= {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i"}
_PLAIN |= {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ẞ": "SS", "ß": "ss", "þ": "th", "Þ": "Th"}
_LETTERS = str.maketrans(_PLAIN)
_EVEN = str.maketrans({"ð": "đ", "ɖ": "đ"})
_TONE_DIGITS = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_DIGITS = _TONE_DIGITS | {"\u0302": "6", "\u031b": "7", "\u0306": "8", "đ": "d9"}
# Where a lone y and a lone i are the same sound, both are written in earnest: kỹ thuật and kĩ thuật, quý and quí.
# Marks that are not ours stay on it (sÿ), so that it has the same key when they are left off.
_Y_FOR_I = re.compile(rf"(?:(?<=^[hklmst])|(?<=^qu))y(?=[{MARKS}]*$)")
# The longest syllables have seven letters (nghiêng); longer words are left alone, and out of the caches.
_LONGEST = 8
_LAME_HORN = re.compile(r"ưo|uơ(?=c$|i$|m$|n$|ng$|p$|t$|u$)")


def strip_marks(text: str) -> str:
    """The text without marks, đ made d, case kept; compatibility forms (ﬁ, full-width letters) made plain."""
    if text.isascii():
        return text
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def fold(text: str) -> str:
    """The text without marks and in lower case: "Quyền được SỐNG" gives "quyen duoc song". Idempotent, NFC and NFD alike."""
    if text.isascii():
        return text.lower()
    return strip_marks(strip_marks(strip_marks(text).casefold()).casefold())


def normalise_tone(text: str) -> str:
    """Tone marks moved to where the newer spelling has them: hoà → hòa, thuỷ → thủy, hòan → hoàn; quý stays.

    Only words that can be Vietnamese syllables are touched, case is kept. The result is NFC.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    return _WORD.sub(lambda word: _with_case(word[0]) if len(word[0]) <= _LONGEST else word[0], text)


def marked(text: str) -> str:
    """The search key that keeps marks: lower case, one placement of tones, i for a lone y, ươ made whole (ngừoi → người)."""
    text = _compatible(text)
    if text.isascii() and "y" not in text:
        return text
    return _WORD.sub(lambda word: _mark_word(word[0]) if len(word[0]) <= _LONGEST else word[0], text)


def unmarked(text: str) -> str:
    """The search key without marks: the fold of ``marked``. Typed with marks or without, a word has the same one."""
    return fold(marked(text))


def digits(text: str) -> str:
    """The marked key in ASCII, each mark a digit behind its letter: quyền → quye62n, được → d9u7o75c.

    The digits are those of VNI typing in the order of NFD, so the start of a word is the start of its key. Letters that
    have no Vietnamese marks stay as they are.
    """
    return "".join(_DIGITS.get(letter, letter) for letter in unicodedata.normalize("NFD", marked(text)))


def _compatible(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    return unicodedata.normalize("NFKC", text).translate(_EVEN)


def _with_case(original: str) -> str:
    word = _tone_placed(original.lower())
    if word == original.lower() or len(word) != len(original):
        return original
    return "".join(new.upper() if old.isupper() else new for old, new in zip(original, word, strict=True))


@lru_cache(maxsize=16_384)
def _tone_placed(word: str) -> str:
    toneless, tones = syllables.split_tone(word)
    parts = syllables.parse(toneless) if len(tones) == 1 else None
    return syllables.place_tone(*parts, tones) if parts else word


@lru_cache(maxsize=16_384)
def _mark_word(word: str) -> str:
    toneless, tones = syllables.split_tone(word)
    if len(tones) > 1:
        return word
    whole = _LAME_HORN.sub("ươ", toneless)
    if not whole.startswith("qu"):
        toneless = whole
    # A lone y decides by its consonant alone, so that the key of "ky" typed without marks is that of "kỹ".
    toneless = unicodedata.normalize("NFC", _Y_FOR_I.sub("i", unicodedata.normalize("NFD", toneless)))
    if not tones:
        return toneless
    parts = syllables.parse(toneless)
    return syllables.place_tone(*parts, tones) if parts else word
