"""Ways to find something: words and phrases that must be there, and filters. Several of them are one or the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.search.query import Filters

#: Meilisearch reads ten terms of a query. Keywords have fewer; what has more is a question, and is looked for in parts.
MOST_TERMS = 10
#: More ways than these are not tried; the first say it as it was typed.
MOST_WAYS = 8
_CODE = re.compile(r"[\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Way:
    """``terms`` are quoted, and all must be there; ``filters`` are expressions that all must hold."""

    terms: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()

    def narrowed(self, filters: Sequence[str]) -> "Way":
        return Way(self.terms, tuple(dict.fromkeys((*self.filters, *filters))))

    @property
    def text(self) -> str:
        """The query. Behind the last word a blank, so that it is whole."""
        return "".join(f"{term} " for term in self.terms[:MOST_TERMS])


Ways = tuple[Way, ...]
ANYTHING: Ways = (Way(),)


def term(written: str) -> Ways:
    """A word or phrase."""
    return (Way((written,)),)


def condition(written: str) -> Ways:
    """A filter."""
    return (Way((), (written,)),)


def all_of(parts: Iterable[Ways]) -> Ways:
    """Everything of the parts, one way of each."""
    found = ANYTHING
    for part in parts:
        together = (_joined(one, other) for one, other in product(found, part))
        found = tuple(dict.fromkeys(together))[:MOST_WAYS]
    return found


def any_of(parts: Iterable[Ways]) -> Ways:
    """One of the parts."""
    return tuple(dict.fromkeys(way for part in parts for way in part))


def is_in(attribute: str, values: Iterable[str]) -> str:
    """The filter that one of the values is there. What cannot be a value of ours is none, and never part of the expression."""
    listed = ", ".join(f'"{value}"' for value in dict.fromkeys(values) if _is_value(value))
    return f"{attribute} IN [{listed}]"


def is_not_in(attribute: str, values: Iterable[str]) -> str:
    return f"NOT {is_in(attribute, values)}"


def narrowing(asked: Filters) -> tuple[str, ...]:
    """The filters of a query."""
    return tuple(_narrowing(asked))


def _narrowing(asked: Filters) -> Iterator[str]:
    for attribute, values in (
        ("language", asked.languages),
        ("kind", asked.kinds),
        ("topics", asked.topics),
        ("agencies", asked.agencies),
    ):
        if values:
            yield is_in(attribute, values)
    if asked.years:
        yield f"year IN [{', '.join(str(int(year)) for year in asked.years)}]"
    if asked.year_from is not None:
        yield f"year >= {int(asked.year_from)}"
    if asked.year_to is not None:
        yield f"year <= {int(asked.year_to)}"
    if asked.in_force is not None:
        day = asked.on.toordinal()
        state = f"(force_from <= {day} AND (force_until IS NULL OR force_until > {day}))"
        yield f"has_force = true AND {state if asked.in_force else f'NOT {state}'}"


def _joined(one: Way, other: Way) -> Way:
    return Way(tuple(dict.fromkeys((*one.terms, *other.terms))), tuple(dict.fromkeys((*one.filters, *other.filters))))


def _is_value(value: str) -> bool:
    return _CODE.fullmatch(value.lstrip("#=&$@%^")) is not None
