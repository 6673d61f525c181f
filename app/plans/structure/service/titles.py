"""Titles in other languages: rows of the same key are written over, those that are not wanted go."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.service.records import in_languages


class TitleRow(Protocol):
    language: str
    title: str
    official: bool


Row = TypeVar("Row", bound=TitleRow)


def set_titles(
    rows: list[Row],
    make: Callable[[NewTitle, str], Row],
    wanted: Sequence[NewTitle],
    offered: Sequence[str],
    pointer: str = "/titles",
) -> None:
    """Have ``rows`` be what is wanted."""
    in_languages(wanted, offered, pointer)
    by_tag = {tag: one for tag, one in zip(in_languages(wanted, offered, pointer), wanted, strict=True)}
    present = {row.language: row for row in rows}
    for tag, row in present.items():
        if tag not in by_tag:
            rows.remove(row)
    for tag, one in by_tag.items():
        if tag in present:
            present[tag].title, present[tag].official = one.title, one.official
        else:
            rows.append(make(one, tag))
