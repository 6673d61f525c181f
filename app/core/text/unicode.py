"""Clean Unicode: what may be stored and shown, and how to find one's way back to the text as it came.

Text pasted from Word, PDF and web pages is full of characters that look like a space or a hyphen and are not, and of
characters that cannot be seen at all. A reader does not notice them, a search engine does: with a no-break space inside,
"Nghị định số" is one word.
"""

import re
import unicodedata
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2029"
_HYPHENS = "\u2010\u2011\u2012\ufe63\uff0d"
# Icelandic eth and African d look exactly like the Vietnamese letter and stand for it in converted documents.
_CROSSED_D = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}


def _characters(inside: str) -> str:
    """The characters that the inside of a character class stands for."""
    found = re.findall("(.)(?:-(.))?", inside, re.DOTALL)
    return "".join(chr(code) for first, last in found for code in range(ord(first), ord(last or first) + 1))


#: The inside of a character class: characters that nobody sees. Soft hyphen, zero-width spaces, direction marks, tags.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
)
#: Joiners mean something in Arabic and Indic scripts and between emoji, and nothing elsewhere.
JOINERS = "\u200c\u200d"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"

_TABLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _characters(INVISIBLE + _CONTROLS))),
    **dict.fromkeys(map(ord, _characters(_SPACES)), " "),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **{ord(odd): plain for odd, plain in _CROSSED_D.items()},
    **dict.fromkeys(map(ord, _characters(_SURROGATES)), "\ufffd"),
}
_ODD = re.compile(f"[{INVISIBLE}{JOINERS}{_CONTROLS}{_SPACES}{_LINE_ENDS}{_HYPHENS}{''.join(_CROSSED_D)}{_SURROGATES}]")
_KEEPS_JOINERS = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ufe0f\u20e3\u2600-\u27bf\U0001f000-\U0001faff"
_IDLE_JOINER = re.compile(f"(?<![{_KEEPS_JOINERS}])[{JOINERS}]")
_JOINABLE = re.compile(f"[{_KEEPS_JOINERS}]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")


def _marks() -> str:
    spans: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code))[0] == "M" or 0x1160 <= code <= 0x11FF:
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans) + "\U000e0100-\U000e01ef"


#: The inside of a character class: whatever is written on, or composed with, the letter before it.
MARKS = _marks()
_COMPOSES = re.compile(f"[{MARKS}]")
_TOUCHED = re.compile(f".?[{MARKS}{_ODD.pattern[1:-1]}]+", re.DOTALL)


def has_lone_surrogates(text: str) -> bool:
    """Whether the text holds half of a surrogate pair, which JSON can carry and UTF-8 cannot."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def has_nul(text: str) -> bool:
    """Whether the text holds U+0000, which PostgreSQL cannot store."""
    return "\x00" in text


def clean(text: str) -> str:
    """The text as it is stored and shown.

    NFC; odd spaces, hyphens and line ends made plain; invisible and control characters out (``\\n`` and ``\\t`` stay);
    eth written for đ mended; a lone surrogate becomes U+FFFD. Words, marks and spelling are untouched. Idempotent.
    """
    if _ODD.search(text):
        text = text.replace("\r\n", "\n").translate(_TABLE)
        text = _IDLE_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Traced:
    """A cleaned text that remembers where each of its characters came from."""

    text: str
    #: First index and end index in the original of each character; None when nothing was changed.
    origins: tuple[list[int], list[int]] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original that became ``text[start:end]``, which must not be empty."""
        if self.origins is None:
            return start, end
        starts, ends = self.origins
        return starts[start], ends[end - 1]


def trace(text: str) -> Traced:
    """``clean(text)``, with the way back to the original."""
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return Traced(text, None)
    one_for_one = text.translate(_TABLE)
    if len(one_for_one) == len(text) and clean(text) == one_for_one:
        return Traced(one_for_one, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def copy(start: int, end: int) -> None:
        if unicodedata.is_normalized("NFC", text[start:end]):
            pieces.append(text[start:end])
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            rewrite(start, end)

    def rewrite(start: int, end: int) -> None:
        for cluster, origins in _clusters(text, start, end):
            composed = unicodedata.normalize("NFC", cluster)
            pieces.append(composed)
            if composed == cluster:
                starts.extend(origins)
                ends.extend(origin + 1 for origin in origins)
            else:
                starts.extend([origins[0]] * len(composed))
                ends.extend([origins[-1] + 1] * len(composed))

    done = 0
    for touched in _TOUCHED.finditer(text):
        copy(done, touched.start())
        rewrite(touched.start(), touched.end())
        done = touched.end()
    copy(done, len(text))
    return Traced("".join(pieces), (starts, ends))


def _clusters(text: str, start: int, end: int) -> list[tuple[str, list[int]]]:
    """Runs of characters that normalisation may compose with each other, each with the indices it came from."""
    clusters: list[tuple[str, list[int]]] = []
    previous = ""
    for index in range(start, end):
        original = text[index]
        if original == "\r" and text[index + 1 : index + 2] == "\n":
            continue
        character = original.translate(_TABLE)
        if not character or (character in JOINERS and not _JOINABLE.match(previous)):
            continue
        if previous and _COMPOSES.match(character):
            cluster, origins = clusters[-1]
            clusters[-1] = (cluster + character, [*origins, index])
        else:
            clusters.append((character, [index]))
        previous = character
    return clusters
