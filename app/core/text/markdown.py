"""Markdown to safe HTML and to plain text.

What comes out may be put into a page as it is: raw HTML in the source is shown as text, links lead to http, https, mailto
and places of the same site, and no heading competes with the page's own. The plain text is read off the finished HTML,
so that search finds what readers see and nothing else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token

from app.core.text.han import has_han
from app.core.text.plaintext import plain_text
from app.core.text.unicode import clean

_TAGS = {
    *("a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s"),
    *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title", "rel"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_MOST_BRACKETS = 10_000
_MOST_TOKENS = 300_000


class MarkdownTooHeavy(ValueError):
    """The source is too long, or would grow beyond measure when rendered."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One source in its two forms."""

    #: Sanitised HTML, without h1.
    html: str
    #: What a reader of the HTML sees, NFC; blocks are parted by an empty line, cells by " | ".
    text: str


def render(markdown: str, *, limit: int = 500_000, own_hosts: Collection[str] = ()) -> Rendered:
    """Render CommonMark with tables and strikethrough.

    ``limit`` is the longest source accepted, in characters. Raises MarkdownTooHeavy beyond it, and for sources made to
    grow (a hundred thousand table cells, one long address used everywhere); the worst that remains takes seconds.
    Links to hosts other than ``own_hosts`` get ``rel="noopener nofollow"``.
    """
    if len(markdown) > limit:
        raise MarkdownTooHeavy(f"{len(markdown)} characters of Markdown, at most {limit} are accepted")
    if markdown.count("[") > _MOST_BRACKETS:
        raise MarkdownTooHeavy(f"More than {_MOST_BRACKETS} opening brackets in Markdown")
    parser = _parser()
    environment: dict[str, object] = {}
    tokens = parser.parse(clean(markdown), environment)
    if _weight_of_links(tokens) > max(len(markdown), 100_000):
        raise MarkdownTooHeavy("The links of this Markdown are far longer than its text")
    _shift_headings(tokens)
    _close_han_lines(tokens)
    _align_cells(tokens)
    _mark_foreign_links(tokens, frozenset(host.lower() for host in own_hosts))
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, environment),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return Rendered(html, plain_text(html))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    parser.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    return parser


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # A short row is filled up to the width of its head, so a few characters can make thousands of cells.
    found = table(state, start, end, silent)
    if found and len(state.tokens) > _MOST_TOKENS:
        raise MarkdownTooHeavy(f"The tables of this Markdown have more than {_MOST_TOKENS // 3} cells")
    return found


def _shift_headings(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _align_cells(tokens: list[Token]) -> None:
    # The parser aligns cells by a style, and no style comes through.
    for token in tokens:
        style = token.attrs.pop("style", None) if token.type in ("th_open", "td_open") else None
        if style:
            token.attrSet("align", str(style).removeprefix("text-align:"))


def _weight_of_links(tokens: list[Token]) -> int:
    """Characters that the addresses will have when written out: one definition may be used a thousand times."""
    children = (child for token in tokens for child in token.children or ())
    return sum(len(str(value)) for child in children for value in child.attrs.values())


def _mark_foreign_links(tokens: list[Token], own_hosts: frozenset[str]) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and _is_foreign(str(child.attrGet("href") or ""), own_hosts):
                child.attrSet("rel", "noopener nofollow")


def _is_foreign(href: str, own_hosts: frozenset[str]) -> bool:
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").lower()
    except ValueError:
        return True
    return (bool(parts.scheme or parts.netloc) and host not in own_hosts) or href.startswith(("\\", "/\\"))


def _close_han_lines(tokens: list[Token]) -> None:
    """A line break inside Chinese text is no space: browsers and tokenizers would make it one."""
    for token in tokens:
        children = token.children or []
        for before, child, after in zip(children, children[1:], children[2:], strict=False):
            if child.type == "softbreak" and has_han(before.content[-1:]) and has_han(after.content[:1]):
                child.type = "text"
