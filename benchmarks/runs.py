"""One measurement from a folder to its figures."""

from collections.abc import Callable

from sqlalchemy import Engine

from app import transfer
from app.cli.saying import say
from app.cli.seed import SEED
from app.core.db import unit_of_work
from app.core.language import TABLE
from app.transfer.reading import Records
from benchmarks import generated, mined
from benchmarks.asking import client
from benchmarks.corpus import Corpus
from benchmarks.engines import Measured
from benchmarks.loading import Loader, index
from benchmarks.reading import reading
from benchmarks.report import Measurement
from benchmarks.sampler import Sampler
from benchmarks.serving import serving
from benchmarks.sets import measure


def quality(database: Engine, engine: Measured, corpus: Corpus, amid: int = 0, tell: Callable[[str], None] = say) -> Measurement:
    """Load the corpus into an empty database, index it, and put every set of queries to the service over it.

    ``amid`` so many generated passages, learnt from its own texts, the questions are put alone: nobody has judged what else these may
    have in common with the other queries.
    """
    tell(f"{corpus.name}: reading and loading")
    _ = corpus.relevant, corpus.ids  # what cannot be read is told before anything is done
    loader = Loader(database)
    for language in corpus.spoken:
        corpus.questions(language)
    for language in corpus.languages:
        loader.load(language, corpus.passages(language))
    if amid:
        tell(f"{corpus.name}: loading {amid} generated passages beside it")
        sampler = Sampler(generated.learnt([corpus]), f"{amid} passages amid {corpus.name}")
        made = generated.made_up(sampler, amid, [])
        loader.load(generated.LANGUAGE, (passage for passage in made if passage.id not in corpus.ids))
    glossary(database)
    tell(f"{corpus.name}: indexing {loader.loaded.passages} translations")
    indexed = index(database, engine)
    found = Measurement(
        corpus.name, str(corpus.folder), corpus.languages, loader.loaded, indexed, unanswered=mined.unanswered(corpus)
    )
    asked = list(mined.questions(corpus) if amid else mined.sets(corpus))
    found.reading = reading(database, (query.text for one in asked for query in one.queries))
    with serving(database, engine, corpus.spoken) as service, client(service.address, loader.loaded.ids) as asking:
        for one in asked:
            tell(f"{corpus.name}: {one.name} {one.language}, {len(one.queries)} queries")
            found.sets.append(measure(asking, one))
        found.peak_memory = service.peak_memory()
    return found


def glossary(database: Engine) -> None:
    """Have the scratch database know the seed's terms, as every installation does."""
    records = transfer.read(SEED)
    with unit_of_work(database) as session:
        transfer.load(session, transfer.SEED, Records(terms=records.terms), tuple(TABLE), keep=True)
