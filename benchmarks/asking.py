"""Asking the public search API, one client over one kept connection, and taking the time of each answer."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import httpx

SEARCH = "/api/v1/search"
SUGGEST = "/api/v1/search/suggest"
#: Characters of the longest query that the API takes; longer ones are cut between words.
LONGEST_QUERY = 500
#: Queries asked beforehand without being measured, so that caches are as warm as they are in use.
WARMING = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """Documents of the hits in order, by corpus id. ``error`` says why there are none, and then ``milliseconds`` is not counted.
    ``is_question`` says that the query was read as a question.
    """

    hits: tuple[str, ...]
    milliseconds: float
    error: str | None = None
    is_question: bool = False


@dataclass(slots=True)
class Client:
    """``ids`` are corpus ids by document."""

    http: httpx.Client
    ids: Mapping[UUID, str] = field(default_factory=dict)

    def search(self, text: str, language: str, *, limit: int = 10, only: str | None = None) -> Answer:
        """Search as a reader of ``language``; ``only`` narrows to documents in that language, and is no preference."""
        parameters = {"q": cut(text), "lang": language, "limit": str(limit)} | ({"language": only} if only else {})
        return self._ask(SEARCH, parameters, "hits")

    def suggest(self, text: str, language: str) -> Answer:
        """What is suggested while ``text`` is being typed."""
        return self._ask(SUGGEST, {"q": cut(text), "lang": language}, "suggestions")

    def _ask(self, path: str, parameters: dict[str, str], what: str) -> Answer:
        begun = time.perf_counter()
        try:
            answer = self.http.get(path, params=parameters)
            milliseconds = (time.perf_counter() - begun) * 1_000
            answer.raise_for_status()
            read = answer.json()
            if read.get("degraded"):
                return Answer((), 0.0, "another engine answered, for the one that is measured did not")
            found = tuple(self.ids.get(UUID(document), document) for document in documents(read[what]))
            is_question = what == "hits" and bool(read["query"]["is_question"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            return Answer((), 0.0, f"{type(error).__name__}: {error}")
        return Answer(found, milliseconds, is_question=is_question)


def documents(hits: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Ids of the documents of hits or suggestions."""
    for hit in hits:
        document = hit["document"]
        yield str(document["id"] if isinstance(document, dict) else document)


def cut(text: str) -> str:
    """A query that the API takes: the first words that fit."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_QUERY:
        return text
    whole = text[: LONGEST_QUERY + 1].rpartition(" ")[0]
    return whole or text[:LONGEST_QUERY]


@contextmanager
def client(address: str, ids: Mapping[UUID, str]) -> Iterator[Client]:
    """A client of the service at ``address``.

    Answers are asked for without compression: a small compressed answer waits for the delayed acknowledgement of TCP on a
    kept connection, which is 40 ms of nothing.
    """
    headers = {"Accept-Encoding": "identity"}
    with httpx.Client(base_url=address, headers=headers, timeout=60.0, trust_env=False) as http:
        yield Client(http, ids)
