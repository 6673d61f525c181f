"""What generated documents are filed under, so that facets have something to count: topics, agencies and years of the seed."""

import random
from collections.abc import Iterator

from sqlalchemy import Engine, select

from app import transfer
from app.agencies.models import Agency
from app.cli.seed import SEED
from app.core.db import unit_of_work
from app.topics.models import Topic
from benchmarks.loading import Filing

YEARS = range(1990, 2027)


def filings(database: Engine, count: int) -> dict[str, Filing]:
    """Filings of the documents g0, g1 …: one or two topics, one agency, a year. The seed's topics and agencies are loaded for it."""
    with unit_of_work(database) as session:
        seed = transfer.read(SEED)
        records = transfer.Records(agencies=seed.agencies, topics=seed.topics, terms=seed.terms)
        transfer.load(session, transfer.SEED, records, ("vi", "en", "zh-Hans", "fr"), keep=True)
    with unit_of_work(database) as session:
        topics = session.scalars(select(Topic.id).order_by(Topic.code)).all()
        agencies = session.scalars(select(Agency.id).order_by(Agency.code)).all()

    def made() -> Iterator[tuple[str, Filing]]:
        chance = random.Random("filings")
        for number in range(count):
            chosen = chance.sample(topics, chance.randint(1, 2))
            yield f"g{number}", Filing(tuple(chosen), (chance.choice(agencies),), chance.choice(YEARS))

    return dict(made())
