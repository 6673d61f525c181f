"""A generated corpus, for times alone."""

from collections.abc import Sequence

from sqlalchemy import Engine

from benchmarks.corpus import Corpus
from benchmarks.engines import Measured
from benchmarks.report import Measurement


def latency(database: Engine, engine: Measured, passages: int, texts: Sequence[Corpus]) -> Measurement:
    """Not yet."""
    raise NotImplementedError
