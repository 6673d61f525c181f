"""Markdown: safe HTML, honest plain text, bounded effort."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.markdown import MarkdownTooHeavy, render


@pytest.mark.parametrize(
    "source",
    [
        *[
            "<script>alert(1)</script>",
            "<b onclick=x>a</b>",
            "<style>p{}</style>",
            "<img src=x onerror=alert(1)>",
            "<iframe src=//x>",
        ],
        *[
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html,x)",
            "[a](vbscript:x)",
            "![a](javascript:x)",
        ],
        *["[a](&#106;avascript:alert(1))", "<javascript:alert(1)>", '[a](/x "onmouseover=alert(1)")', "[a]: javascript:x\n\n[a]"],
    ],
)
def test_nothing_that_runs_comes_out(source: str) -> None:
    tags = re.findall(r"<[^>]*>", render(source).html)
    for tag in tags:
        assert re.match(r"</?(?:p|a|img|br|em|strong|code)\b", tag)
        assert not re.search(r"(?:href|src)=\"(?!/|https?:|x)", tag)
        assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', "", tag))


def test_headings_leave_the_first_level_to_the_page() -> None:
    html = render("# một\n\nhai\n===\n\n## ba\n\n###### sáu").html
    assert re.findall(r"<(h\d)>", html) == ["h2", "h2", "h3", "h6"]


def test_links_elsewhere_give_nothing_away_and_links_here_are_plain() -> None:
    html = render(
        "[a](https://un.org) [b](/api) [c](https://PORTAL.vn/x) [d](//evil.org) <http://e.org>", own_hosts=["portal.vn"]
    ).html
    assert re.findall(r'href="([^"]*)"( rel="noopener nofollow")?', html) == [
        ("https://un.org", ' rel="noopener nofollow"'),
        ("/api", ""),
        ("https://PORTAL.vn/x", ""),
        ("//evil.org", ' rel="noopener nofollow"'),
        ("http://e.org", ' rel="noopener nofollow"'),
    ]


def test_the_text_is_what_a_reader_of_the_html_sees() -> None:
    source = """# Quyền *con* người

Mọi người
đều [có](https://x.vn) `quyền` &amp; ~~nợ~~.

3. ba
4. bốn
   - lá

| A | B |
|---|---|
| 1 | 2 |

> trích

    mã  số
"""
    assert render(source).text.split("\n\n") == [
        "Quyền con người",
        "Mọi người đều có quyền & nợ.",
        "3. ba",
        "4. bốn",
        "- lá",
        "A | B",
        "1 | 2",
        "trích",
        "mã  số",
    ]


def test_cells_keep_their_alignment_without_a_style() -> None:
    html = render("|a|b|\n|:-:|-:|\n|1|2|").html
    assert '<td align="center">1</td>' in html
    assert "style" not in html


def test_html_in_the_source_is_shown_and_found_as_text() -> None:
    assert render("a <i>b</i>").text == "a <i>b</i>"
    assert "<i>" not in render("a <i>b</i>").html


def test_a_line_break_inside_chinese_text_is_no_space() -> None:
    assert render("人人生而\n自由").text == "人人生而自由"


def test_what_comes_out_is_composed_and_without_unseen_characters() -> None:
    rendered = render(unicodedata.normalize("NFD", "quy\u200bền\u00a0con &nbsp; e&#769;"))
    assert rendered.text == "quyền con é"
    assert "quyền con" in rendered.html


@given(st.text(st.sampled_from("#*_[]()!<>`~|-\\&; \n\tab1./:\"'ế人"), max_size=120))
def test_any_source_gives_well_formed_html_of_known_tags(source: str) -> None:
    rendered = render(source)
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", rendered.html):
        if closing:
            assert open_tags.pop() == tag
        elif tag not in ("br", "hr", "img"):
            open_tags.append(tag)
    assert open_tags == []
    assert "<h1" not in rendered.html
    assert unicodedata.is_normalized("NFC", rendered.text)


def test_a_source_beyond_the_limit_is_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(MarkdownTooHeavy):
        render("[" * 10_000_000)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "source",
    [
        *[
            "[" * 10_000,
            "![" * 10_000,
            "[a](" * 10_000,
            ">" * 100_000,
            "> " * 50_000,
            "- " * 50_000,
            "*a **b " * 15_000,
            "_a __b " * 15_000,
        ],
        *["<" * 100_000, "&#x" * 30_000, "]" * 100_000, "~~a" * 30_000, "*_" * 30_000, "<!--" * 25_000, "|" * 100_000 + "\n|-"],
        *["".join("`" * length + " " for length in range(440)), "".join(" " * depth + "- a\n" for depth in range(440))],
        *["[a](b" * 10_000, "[[a](b)" * 5_000, '[a](b "' * 10_000],
    ],
    ids=lambda source: source[:12],
)
@pytest.mark.timeout(30)
def test_deep_nesting_takes_bounded_time(source: str) -> None:
    began = time.process_time()
    render(source)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "source",
    [
        "[a]: " + "b" * 40_000 + "\n\n" + "[a]" * 9_000,
        ("|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|b\n" * 100) * 10,
        "[" * 10_001,
    ],
    ids=["one address used everywhere", "cells filled up", "brackets"],
)
def test_sources_made_to_grow_are_refused(source: str) -> None:
    began = time.process_time()
    with pytest.raises(MarkdownTooHeavy):
        render(source)
    assert time.process_time() - began < 10
