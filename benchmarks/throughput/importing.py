"""How quickly files come in and are indexed, as `nhanquyen data import` and the worker do it."""

import json
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app import transfer
from app.core.config import Settings
from app.core.db import unit_of_work
from app.worker import Feeder
from benchmarks.sampler import Sampler
from benchmarks.throughput.library import LANGUAGES, MEDIAN, SUMMARY, Library

#: Documents that are imported into the collection.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """``loading`` and ``indexing`` in seconds, one after the other."""

    documents: int
    loading: float
    indexing: float

    @property
    def per_second(self) -> float:
        return self.documents / (self.loading + self.indexing)


def bring_in(database: Engine, library: Library) -> Imported:
    """Import a tenth of the collection anew, in two languages, and have the index follow."""
    count = min(MOST, max(len(library.ids) // 10, 20))
    settings = Settings()
    feeder = Feeder(database, threading.Event(), settings.timezone)
    with tempfile.TemporaryDirectory(prefix="nhanquyen-bench-") as folder:
        lines = [json.dumps(_record(library, number), ensure_ascii=False) for number in range(count)]
        (Path(folder) / "documents").mkdir()
        (Path(folder) / "documents" / "bench.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        while feeder.feed():  # what edits have left
            pass
        begun = time.perf_counter()
        with unit_of_work(database) as session:
            transfer.load(session, transfer.IMPORT, transfer.read(Path(folder)), settings.offered, keep=False)
        loaded = time.perf_counter()
        while feeder.feed():
            pass
    return Imported(count, loaded - begun, time.perf_counter() - loaded)


def _record(library: Library, number: int) -> dict[str, object]:
    chance = library.chance
    return {
        "key": f"bench-{number}",
        "kind": "article",
        "source_language": "vi",
        "topics": [chance.choice(library.topics)],
        "agencies": [{"code": chance.choice(library.agencies), "role": "issuer"}],
        "fields": {},
        "provenance": {"source": "Generated", "publisher": None, "url": None, "licence": None, "note": None},
        "verified": False,
        "verification_note": None,
        "external_ids": [],
        "relations": [],
        "translations": [_translation(library.samplers[language], language) for language in LANGUAGES],
    }


def _translation(sampler: Sampler, language: str) -> dict[str, object]:
    return {
        "language": language,
        "title": sampler.title(),
        "summary": sampler.text(sampler.chance.randint(*SUMMARY)),
        "body": sampler.text(MEDIAN),
        "fields": {},
        "made_from": None if language == LANGUAGES[0] else LANGUAGES[0],
        "provisions": [],
    }
