"""What topics and agencies are called: read from the database, and kept for the many searches of a second."""

from collections.abc import Iterable, Mapping
from time import monotonic

from sqlalchemy.orm import Session

from app.search import queries

#: ("topic" or "agency", code)
Key = tuple[str, str]


class Names:
    """One a process, shared by its threads. What was read is used for ``fresh`` seconds, and never longer than until it expires."""

    def __init__(self, fresh: float) -> None:
        self._fresh = fresh
        self._due = 0.0
        #: By the languages wanted, in their order; None is the name of what has none.
        self._known: dict[tuple[str, ...], dict[Key, str | None]] = {}

    def expire(self) -> None:
        """What is known may be old from now on."""
        # Who is just reading adds to what was known until now, and nobody looks there any more.
        self._known = {}

    def of(
        self, session: Session, topics: Iterable[str], agencies: Iterable[str], order: tuple[str, ...]
    ) -> Mapping[Key, str | None]:
        """Names of topics and agencies by their codes, in the first language of ``order`` that each has."""
        if monotonic() >= self._due:
            self.expire()
            self._due = monotonic() + self._fresh
        known = self._known.setdefault(order, {})
        new = (
            [code for code in topics if ("topic", code) not in known],
            [code for code in agencies if ("agency", code) not in known],
        )
        if any(new):
            found = session.execute(queries.NAMES, {"topics": new[0], "agencies": new[1], "order": list(order)})
            known.update({(facet, code): name for facet, code, name in found})
            for facet, codes in zip(("topic", "agency"), new, strict=True):
                for code in codes:
                    known.setdefault((facet, code), None)
        return known
