"""Entity tags. Strong ones are row revisions, for If-Match; weak ones stand for what the public reads, for 304."""

import hashlib
import re
from typing import Annotated

from fastapi import Header
from pydantic.json_schema import SkipJsonSchema

from app.core.errors import PreconditionFailed, PreconditionRequired

_STRONG = re.compile(r'"(\d{1,12})"', re.ASCII)


def expected_revision(
    if_match: Annotated[
        str | SkipJsonSchema[None],
        Header(
            max_length=200, description='The revision that the change is made from, as the ETag gave it: `"7"`', examples=['"1"']
        ),
    ] = None,
) -> int:
    """Dependency: the row revision that If-Match names. PreconditionRequired without one; weak tags match nothing."""
    if if_match is None:
        raise PreconditionRequired
    found = _STRONG.fullmatch(if_match.strip())
    if found is None:
        return -1
    return int(found.group(1))


def check_revision(expected: int, present: int) -> None:
    """PreconditionFailed unless the change was made from the present revision."""
    if expected != present:
        raise PreconditionFailed(revision=present)


def strong(revision: int) -> str:
    return f'"{revision}"'


def weak(*parts: bytes) -> str:
    """A weak tag over ``parts``."""
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return f'W/"{digest.hexdigest()}"'


def matches(if_none_match: str, tag: str) -> bool:
    """Weak comparison (RFC 9110, 13.1.2) of a tag with an If-None-Match header."""
    bare = tag.removeprefix("W/")
    return if_none_match.strip() == "*" or any(one.strip().removeprefix("W/") == bare for one in if_none_match.split(","))
