"""Entity tags: strong ones are revisions, weak ones stand for bytes."""

import pytest

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.web import etag


@pytest.mark.parametrize(
    ("header", "revision"),
    [
        ('"7"', 7),
        (' "7" ', 7),
        ('W/"7"', -1),
        ("7", -1),
        ("*", -1),
        ('"7", "8"', -1),
        ('"x"', -1),
        ('"-7"', -1),
        ('"٧"', -1),
        ('"' + "9" * 13 + '"', -1),
        ("", -1),
    ],
)
def test_only_a_strong_tag_of_a_revision_matches_one(header: str, revision: int) -> None:
    assert etag.expected_revision(header) == revision


def test_a_change_without_a_tag_is_asked_for_one() -> None:
    with pytest.raises(PreconditionRequired):
        etag.expected_revision(None)


def test_a_change_from_another_revision_is_told_the_present_one() -> None:
    etag.check_revision(3, 3)
    for expected in (2, 4, -1):
        with pytest.raises(PreconditionFailed) as refusal:
            etag.check_revision(expected, 3)
        assert refusal.value.facts == {"revision": 3}


def test_weak_tags_tell_bytes_apart() -> None:
    assert etag.weak(b"a", b"b") == etag.weak(b"a", b"b") != etag.weak(b"ab") != etag.weak(b"", b"ab")
    assert etag.weak(b"a").startswith('W/"')


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
        ('W/"aa"', False),
    ],
)
def test_comparison_for_reading_is_weak(header: str, found: bool) -> None:
    assert etag.matches(header, 'W/"a"') is found
