"""Plain text of a corpus as the service keeps texts: Markdown that reads as the text did, and a title for what has none."""

import re
from itertools import islice

from app.core.text.tokens import tokenize
from benchmarks.corpus import Passage

#: Characters of the longest title, as the API takes it.
LONGEST_TITLE = 1_000
_TITLE_WORDS = 10
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~&=$^:@()\"'])")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def as_markdown(text: str) -> str:
    """Markdown whose plain text is ``text``: punctuation escaped, lines kept, paragraphs parted by an empty line."""
    paragraphs = (paragraph.strip() for paragraph in _PARAGRAPH.split(text))
    return "\n\n".join("\\\n".join(_escaped(paragraph)) for paragraph in paragraphs if paragraph)


def titled(passage: Passage) -> str:
    """The passage's title; where it has none, the first words of its text."""
    return (passage.title or _beginning(passage.text))[:LONGEST_TITLE].strip()


def _escaped(paragraph: str) -> list[str]:
    return [_MARKUP.sub(r"\\\1", line.strip()) for line in paragraph.split("\n")]


def _beginning(text: str) -> str:
    words = list(islice((token for token in tokenize(text[:400]) if token.script != "official"), _TITLE_WORDS))
    if not words:
        return text[:80].split("\n")[0]
    return " ".join(text[words[0].start : words[-1].end].split())
