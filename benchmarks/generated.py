"""A generated corpus of any size, for times alone: keywords, titles, questions and suggestions as readers ask for them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Engine

from app.cli.migrations import ROOT
from app.cli.saying import say
from benchmarks.asking import WARMING, Answer, Client, client
from benchmarks.corpus import Corpus, Passage
from benchmarks.engines import Measured
from benchmarks.filing import filings
from benchmarks.loading import Loader, index
from benchmarks.reading import reading
from benchmarks.report import Measurement
from benchmarks.sampler import Sampler
from benchmarks.serving import serving
from benchmarks.sets import Figures, figures

LANGUAGE = "vi"
SYLLABLES = (150, 250)
QUESTION = 26
#: Different queries of each kind.
QUERIES = 300
#: Hits a page, as readers have it.
LIMIT = 20


def latency(
    database: Engine, engine: Measured, passages: int, texts: Sequence[Corpus] = (), tell: Callable[[str], None] = say
) -> Measurement:
    """Load ``passages`` made-up passages, learnt from the seed and ``texts``, and take the times of a reader's queries."""
    sampler = Sampler(learnt(texts), f"{passages} passages")
    tell(
        f"generated: loading {passages} passages of {SYLLABLES[0]} to {SYLLABLES[1]} syllables, {sampler.syllables} different ones"
    )
    titles: list[str] = []
    loader = Loader(database, filings(database, passages))
    loader.load(LANGUAGE, made_up(sampler, passages, titles))
    tell(f"generated: indexing {passages} passages")
    indexed = index(database, engine)
    found = Measurement("generated", None, (LANGUAGE,), loader.loaded, indexed)
    found.reading = reading(database, _different(lambda: " ".join(sampler.words(QUESTION))))
    with serving(database, engine, (LANGUAGE,)) as service, client(service.address, loader.loaded.ids) as asking:
        for measured in _measured(asking, sampler, titles):
            tell(f"generated: {measured.set}, p95 {measured.p95_ms or 0:.0f} ms")
            found.sets.append(measured)
        found.peak_memory = service.peak_memory()
    return found


def _measured(asking: Client, sampler: Sampler, titles: Sequence[str]) -> Iterator[Figures]:
    def search(text: str) -> Answer:
        return asking.search(text, LANGUAGE, limit=LIMIT)

    def suggest(text: str) -> Answer:
        return asking.suggest(text, LANGUAGE)

    for name, texts in queries(sampler, titles).items():
        yield from _figures(name, search, texts)
    # Somebody types: two syllables stand, and the third is begun.
    yield from _figures("suggest", suggest, _different(lambda: _begun(sampler.chance.choice(titles))))


def queries(sampler: Sampler, titles: Sequence[str]) -> dict[str, Sequence[str]]:
    """Different queries by kind, WARMING more of each than are measured."""
    return {
        "titles": sampler.chance.sample(titles, min(QUERIES + WARMING, len(titles))),
        "two syllables": _different(sampler.pair),
        "questions": _different(lambda: " ".join(sampler.words(QUESTION))),
    }


def _figures(name: str, ask: Callable[[str], Answer], queries: Sequence[str]) -> Iterator[Figures]:
    """The last WARMING queries are asked first and not measured; none is asked twice. Those that were read as questions are
    told by themselves where others were not, for they are answered in another way.
    """
    asked = queries[:QUERIES]
    for text in queries[QUERIES:]:
        ask(text)
    answers = [ask(text) for text in asked]
    questions = [answer for answer in answers if answer.is_question]
    keywords = [answer for answer in answers if not answer.is_question]
    if questions and keywords:
        yield figures(name, LANGUAGE, keywords)
        yield figures(f"{name} read as questions", LANGUAGE, questions)
    else:
        yield figures(name, LANGUAGE, answers)


def _different(make: Callable[[], str]) -> list[str]:
    """So many different ones as are wanted, or as there are."""
    found: dict[str, None] = {}
    for _ in range(50 * QUERIES):
        if len(found) == QUERIES + WARMING:
            break
        found[make()] = None
    return list(found)


def _begun(title: str) -> str:
    words = title.split()
    return " ".join([*words[:2], words[2][:2]]) if len(words) > 2 else title


def made_up(sampler: Sampler, count: int, titles: list[str]) -> Iterator[Passage]:
    for number in range(count):
        title = sampler.title()
        titles.append(title)
        yield Passage(f"g{number}", LANGUAGE, title, sampler.text(sampler.chance.randint(*SYLLABLES)))


def seeded(language: str) -> Iterator[str]:
    """The seed's texts in a language."""
    for file in sorted((ROOT / "seed" / "documents").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            for translation in json.loads(line)["translations"] if line.strip() else ():
                if translation["language"] == language:
                    yield from filter(None, (translation["title"], translation["summary"], translation["body"]))
                    yield from (provision["text"] for provision in translation["provisions"])


def learnt(texts: Sequence[Corpus]) -> Iterable[str]:
    """The Vietnamese texts of the seed, and those of the corpora given."""
    yield from seeded(LANGUAGE)
    for corpus in texts:
        if LANGUAGE in corpus.languages:
            yield from (passage.text for passage in corpus.passages(LANGUAGE))
