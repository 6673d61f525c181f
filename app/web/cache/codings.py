"""Content codings (RFC 9110, 12.5.3): which one a reader takes, and compressing."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
import zstandard

IDENTITY = "identity"
#: The coding that is chosen first among those a reader likes equally: smallest and quickest to unpack first.
PREFERRED = ("zstd", "br", "gzip")
#: A header that is longer than any browser's is not read.
LONGEST_HEADER = 500

_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """The coding to answer in. ``plain`` says whether an answer that is not worth compressing may go as it is."""

    coding: str
    plain: bool


AS_IT_IS = Choice(IDENTITY, plain=True)


def choose(header: str | None) -> Choice:
    """The coding for an Accept-Encoding header; none was sent: as it is.

    ``*`` speaks for gzip alone, which every reader that sends it can unpack. Who refuses everything that we have, ``identity``
    included, is answered without coding, as the RFC allows: a problem would tell him less.
    """
    return AS_IT_IS if header is None or len(header) > LONGEST_HEADER else _chosen(header)


@lru_cache(maxsize=512)
def _chosen(header: str) -> Choice:
    liked: dict[str, float] = {}
    for member in header.lower().split(","):
        name, _, parameter = (part.strip() for part in member.partition(";"))
        quality = _quality(parameter)
        if name and quality is not None:
            liked[{"x-gzip": "gzip"}.get(name, name)] = quality
    others = liked.get("*")
    if others is not None:
        liked.setdefault("gzip", others)
    plain = liked.get(IDENTITY, 1.0 if others is None else others)
    best = max(PREFERRED, key=lambda coding: liked.get(coding, 0.0))
    quality = liked.get(best, 0.0)
    # Whoever does not speak of identity takes it when there is nothing else; whoever likes it better gets it.
    if quality == 0.0 or (IDENTITY in liked and plain > quality):
        return AS_IT_IS
    return Choice(best, plain=plain > 0.0)


def _quality(parameter: str) -> float | None:
    """1.0 without a parameter; None when it is malformed, and the member is passed over."""
    if not parameter:
        return 1.0
    name, _, value = (part.strip() for part in parameter.partition("="))
    return float(value) if name == "q" and _QUALITY.fullmatch(value) else None


def compress(coding: str, body: bytes) -> bytes:
    """``body`` in a coding. Levels are those beyond which JSON gets hardly smaller and much slower."""
    if coding == "zstd":
        return zstandard.compress(body, 9)
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5))
    if coding == "gzip":
        return gzip.compress(body, 6, mtime=0)
    return body
