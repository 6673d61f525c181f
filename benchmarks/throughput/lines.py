"""The lines of the report: what is asked, of which process, and how often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from benchmarks.engines import Measured
from benchmarks.serving import serving
from benchmarks.throughput import library as asking
from benchmarks.throughput.editing import edited
from benchmarks.throughput.generator import CONNECTIONS, Taken, ask, requests
from benchmarks.throughput.library import LANGUAGES, Library

#: What is asked over and over in a line that says hot.
HOT = 100
#: What browsers send.
CODINGS = "gzip, deflate, br, zstd"
#: One facet is the least that a search counts: left out they are all counted.
ONE_FACET = {"facets": "kind"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``cache`` is off, hot or mixed; ``addresses`` how many different ones were asked."""

    name: str
    cache: str
    connections: int
    addresses: int
    taken: Taken


@dataclass(slots=True)
class Measuring:
    """``seconds`` for a line. ``tell`` says what was measured."""

    database: Engine
    engine: Measured
    library: Library
    seconds: float
    tell: Callable[[str], None]
    peak_memory: int | None = None

    def all(self) -> list[Line]:
        kinds = {
            "list": [*asking.first_pages(), *asking.lists(self.library)][: self.library.queries],
            "list by title": asking.lists(self.library, ("title",)),
            "detail": asking.details(self.library),
            "search": asking.searches(self.library, **ONE_FACET),
            "search, facets": asking.searches(self.library),
        }
        return [*self.cold(kinds), *self.hot(kinds), self.mixed()]

    def cold(self, kinds: dict[str, list[str]]) -> list[Line]:
        """Nothing is kept; each address once before any a second time."""
        found = []
        with serving(self.database, self.engine, LANGUAGES) as service:
            for name, paths in kinds.items():
                found.append(self._line(f"{name}, cold", "off", service.address, paths, all_once=True))
            for name in ("search", "search, facets"):
                found.append(
                    self._line(f"{name}, cold, alone", "off", service.address, kinds[name], connections=1, all_once=True)
                )
        return found

    def hot(self, kinds: dict[str, list[str]]) -> list[Line]:
        """The same few over and over, after each was asked once."""
        found = []
        with serving(self.database, self.engine, LANGUAGES, settings=_KEEPING) as service:
            for name, paths in kinds.items():
                few = paths[:HOT]
                for coding, suffix in (("identity", ""), (CODINGS, ", compressed")):
                    ask(service.address, requests(service.address, few, coding), connections=4, seconds=0.1, all_once=True)
                    found.append(self._line(f"{name}, hot{suffix}", "hot", service.address, few, coding=coding))
            self.peak_memory = service.peak_memory()
        return found

    def mixed(self) -> Line:
        """Reads as they come, while documents are edited and the worker follows."""
        with (
            serving(self.database, self.engine, LANGUAGES, worker=True, settings=_KEEPING) as service,
            edited(self.database, self.library.ids[: self.library.queries]),
        ):
            paths = asking.zipf(self.library, 20_000)
            return self._line("mixed, 10 edits/s", "mixed", service.address, paths, coding=CODINGS)

    def _line(
        self,
        name: str,
        cache: str,
        address: str,
        paths: Sequence[str],
        *,
        connections: int = CONNECTIONS,
        coding: str = "identity",
        all_once: bool = False,
    ) -> Line:
        asked = requests(address, paths, coding)
        taken = ask(address, asked, connections=connections, seconds=self.seconds, all_once=all_once)
        self.tell(f"{name}: {taken.per_second:.0f}/s")
        return Line(name, cache, connections, len(set(paths)), taken)


#: With the default bound.
_KEEPING = {"NQ_CACHE_BYTES": "33554432"}
