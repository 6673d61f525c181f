"""A generated collection: documents in Vietnamese and English with lengths like those of real ones, and what readers ask of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Engine, select, text

from app.agencies.models import Agency
from app.core.db import unit_of_work
from app.topics.models import Topic
from benchmarks.corpus import Passage
from benchmarks.filing import YEARS, filings
from benchmarks.generated import seeded
from benchmarks.loading import Loaded, Loader
from benchmarks.sampler import Sampler

LANGUAGES = ("vi", "en")
#: Words of a body: half have fewer than the median, one in a hundred about four times as many.
MEDIAN, SPREAD, SHORTEST, LONGEST = 220, 0.6, 60, 2_000
SUMMARY = (20, 45)
#: Titles that are remembered, for searches by title.
TITLES = 10_000
_BASE = "/api/v1"


@dataclass(slots=True)
class Library:
    """What stands in the database: ids in the order of loading, some titles, and the codes that lists are narrowed by."""

    samplers: dict[str, Sampler]
    loaded: Loaded
    #: How many different requests of each kind are made.
    queries: int
    ids: list[UUID] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    topics: Sequence[str] = ()
    agencies: Sequence[str] = ()

    @property
    def chance(self) -> Random:
        return self.samplers["vi"].chance


def build(database: Engine, count: int, queries: int) -> Library:
    """Load ``count`` documents with a translation in each language, filed under the seed's topics and agencies."""
    samplers = {language: Sampler(seeded(language), f"{count} documents in {language}") for language in LANGUAGES}
    loader = Loader(database, filings(database, count))
    library = Library(samplers, loader.loaded, queries)
    for language in LANGUAGES:
        loader.load(language, _passages(library, language, count))
    library.ids = sorted(loader.loaded.ids)
    with unit_of_work(database) as session:
        library.topics = session.scalars(select(Topic.code).order_by(Topic.code)).all()
        library.agencies = session.scalars(select(Agency.code).order_by(Agency.code)).all()
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    return library


def _passages(library: Library, language: str, count: int) -> Iterator[Passage]:
    sampler = library.samplers[language]
    for number in range(count):
        title = sampler.title()
        if len(library.titles) < TITLES:
            library.titles.append(title)
        words = int(sampler.chance.lognormvariate(0, SPREAD) * MEDIAN)
        body = sampler.text(min(max(words, SHORTEST), LONGEST))
        yield Passage(f"g{number}", language, title, body, sampler.text(sampler.chance.randint(*SUMMARY)))


def lists(library: Library, sorts: Sequence[str] = ("newest", "newest", "oldest", "year")) -> list[str]:
    """Addresses of lists: of everything or narrowed, in both languages; no two are the same."""

    def one() -> str:
        chance = library.chance
        asked: dict[str, object] = {
            "lang": chance.choice(LANGUAGES),
            "sort": chance.choice(sorts),
        }
        if chance.random() < 0.6:
            asked["topic"] = chance.choice(library.topics)
        if chance.random() < 0.4:
            asked["year"] = chance.choice(YEARS)
        if chance.random() < 0.2:
            asked["agency"] = chance.choice(library.agencies)
        return f"{_BASE}/documents?{urlencode(asked)}"

    return different(one, library.queries)


def first_pages() -> list[str]:
    """The lists that most readers see: the first page of everything, newest first, in each language."""
    return [f"{_BASE}/documents?{urlencode({'lang': language})}" for language in LANGUAGES]


def details(library: Library) -> list[str]:
    """Addresses of documents, in both languages."""
    chance = library.chance
    return different(lambda: f"{_BASE}/documents/{chance.choice(library.ids)}?lang={chance.choice(LANGUAGES)}", library.queries)


def searches(library: Library, **more: str) -> list[str]:
    """Addresses of searches: two words in both languages, titles, and a word more with every third."""

    def one() -> str:
        chance = library.chance
        language = chance.choice(LANGUAGES)
        sampler = library.samplers[language]
        words = chance.choice((sampler.pair, sampler.pair, lambda: chance.choice(library.titles)))()
        if chance.random() < 0.33:
            words = f"{words} {sampler.words(1)[0]}"
        return f"{_BASE}/search?{urlencode({'q': words, 'lang': language, **more})}"

    return different(one, library.queries)


def different(make: Callable[[], str], count: int) -> list[str]:
    """So many different ones as are wanted, or as there are."""
    found: dict[str, None] = {}
    for _ in range(20 * count):
        if len(found) == count:
            break
        found[make()] = None
    return list(found)


def zipf(library: Library, count: int) -> list[str]:
    """Reads as they come: seven details in ten, two lists, one search; the n-th of each is asked for as often as 1/n says."""
    kinds = (details(library), [*first_pages(), *lists(library)], searches(library))
    found = []
    for kind, share in zip(kinds, (0.7, 0.2, 0.1), strict=True):
        weights = [1 / place for place in range(1, len(kind) + 1)]
        found += library.chance.choices(kind, weights, k=int(count * share))
    library.chance.shuffle(found)
    return found
