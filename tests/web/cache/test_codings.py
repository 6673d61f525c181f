"""Which coding a reader takes, by quality values, and what is made of headers that nobody should send."""

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.web.cache.codings import AS_IT_IS, PREFERRED, Choice, choose, compress

BODY = '{"title":"Quyền con người"}'.encode() * 200


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP ; Q=0.5", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.8, zstd;q=0.9", "gzip"),
        ("br;q=0.5, gzip;q=0.501", "gzip"),
        ("gzip;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("*", "gzip"),
        ("*;q=0", "identity"),
        ("*;q=0, br", "br"),
        ("gzip;q=0, *", "identity"),
        ("deflate, compress", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=0.1234", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=nan", "identity"),
        ("gzip;level=9", "identity"),
        ("gzip;;q=1", "identity"),
        (",,, ;q=1,gzip", "gzip"),
        ("gzip," * 1000, "identity"),
    ],
)
def test_the_coding_is_the_one_the_reader_likes_best_and_we_can_make(header: str | None, coding: str) -> None:
    assert choose(header).coding == coding


def test_a_reader_who_refuses_plain_answers_gets_small_ones_compressed_too() -> None:
    assert choose("gzip, identity;q=0") == Choice("gzip", plain=False)
    assert choose("gzip, *;q=0") == Choice("gzip", plain=False)
    assert choose("gzip") == Choice("gzip", plain=True)


@pytest.mark.parametrize("header", ["identity;q=0", "*;q=0", "identity;q=0, *;q=0", "deflate, identity;q=0"])
def test_a_reader_who_refuses_everything_is_answered_as_it_is(header: str) -> None:
    assert choose(header) == AS_IT_IS


@given(st.text(alphabet="gzipbrstd*identy;q=01., ", max_size=60))
def test_no_header_is_too_strange(header: str) -> None:
    found = choose(header)
    assert found.coding in (*PREFERRED, "identity")
    if found.coding not in ("identity", "gzip"):
        assert found.coding in header.lower()


def test_what_is_compressed_can_be_unpacked_and_is_always_the_same() -> None:
    unpack = {"zstd": zstandard.decompress, "br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    for coding, read in unpack.items():
        made = compress(coding, BODY)
        assert read(made) == BODY and made == compress(coding, BODY)
        assert coding == "identity" or len(made) < len(BODY) / 10
