"""The text of sanitised HTML, as a reader sees it."""

import re
from html.parser import HTMLParser

from app.core.text.unicode import clean

_BLOCKS = frozenset(("blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"))
_SPACE = re.compile(r"\s+")
_TRAILING = re.compile(r"[^\S\n]+\n")


def plain_text(html: str) -> str:
    """The text of well-formed HTML: blocks parted by an empty line, list items with their marker, cells by " | "."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Reads the text off HTML that is known to be well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._lists: list[int | None] = []
        self._at_start = True
        self._behind_marker = False
        self._first_cell = True
        self._between_cells = False
        self._verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._start_block()
        if tag in ("ul", "ol"):
            self._lists.append(None if tag == "ul" else _first_number(attrs))
        elif tag == "li":
            self._write_marker()
        elif tag == "tr":
            self._first_cell = True
        elif tag in ("td", "th"):
            self._start_cell()
        elif tag == "br":
            self._write("\n")
        elif tag == "img":
            self._write(dict(attrs).get("alt") or "")
        elif tag == "pre":
            self._verbatim = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._behind_marker = False
            self._start_block()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th"):
            self._between_cells = True
        elif tag == "pre":
            self._verbatim = False

    def handle_data(self, data: str) -> None:
        if not self._verbatim:
            data = _SPACE.sub(" ", data)
            if self._at_start or self._behind_marker or self._between_cells:
                data = data.lstrip()
        if data:
            self._write(data)

    def text(self) -> str:
        return _TRAILING.sub("\n", clean("".join(self._written))).strip()

    def _start_cell(self) -> None:
        self._between_cells = False
        if not self._first_cell:
            self._write(" | ")
        self._first_cell = False

    def _write(self, text: str) -> None:
        if self._at_start and self._written:
            self._written.append("\n" if self._written[-1].endswith("\n") else "\n\n")
        self._written.append(text)
        self._at_start = self._behind_marker = False

    def _write_marker(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._write("- " if number is None else f"{number}. ")
        if number is not None:
            self._lists[-1] = number + 1
        self._behind_marker = True

    def _start_block(self) -> None:
        # The paragraph inside a list item goes on behind the item's marker.
        self._at_start = self._at_start or not self._behind_marker
        self._between_cells = False


def _first_number(attributes: list[tuple[str, str | None]]) -> int:
    start = dict(attributes).get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 10 else 1
