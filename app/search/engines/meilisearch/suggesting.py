"""Completions of what is being typed: titles and numbers that go on so."""

from collections.abc import Iterator
from uuid import UUID

from app.core.text.tokens import has_marks
from app.search import completions
from app.search.completions import Completion
from app.search.engines.base import Suggested
from app.search.engines.meilisearch import asking, words
from app.search.engines.meilisearch.connection import Asking
from app.search.engines.meilisearch.finding import hits_of
from app.search.engines.meilisearch.settings import NAMES
from app.search.engines.meilisearch.ways import MOST_TERMS, Way, is_in
from app.search.query import TypedQuery, Word

_READ = ("document", "language", "kind", "slug", "title", "number")
_NUMBERS, _TITLES = 50, 100


def suggest(ask: Asking, index: str, query: TypedQuery) -> tuple[Suggested, ...]:
    """Heads whose title or number goes on as typed."""
    searches = list(_searches(index, query))
    answers = ask.searches([search for search, _, _ in searches])
    found: dict[str, Completion] = {}
    for (_, own_number, as_marked), answer in zip(searches, answers, strict=True):
        for hit in hits_of(answer):
            one = found.setdefault(
                f"{hit['document']} {hit['language']}",
                Completion(UUID(hit["document"]), hit["language"], hit["kind"], hit["slug"], hit["title"], hit["number"]),
            )
            one.own_number |= own_number
            one.as_marked |= as_marked
    chosen = completions.ordered(query, found.values())[: query.limit]
    return tuple(Suggested(one.document, one.language, one.kind, one.slug, one.title, one.number) for one in chosen)


def _searches(index: str, query: TypedQuery) -> Iterator[tuple[asking.Search, bool, bool]]:
    """(search, whether by number, whether with the marks typed)."""
    typed = query.typed
    heads = Way((), ("head = true", *([is_in("language", query.only)] if query.only else [])))
    if typed.number_prefix:
        # Without a blank behind it the last word is a beginning.
        begun = {"q": words.number(typed.number_prefix), "attributesToSearchOn": ["numbers"]}
        yield asking.search(index, heads, limit=_NUMBERS, attributesToRetrieve=list(_READ)) | begun, True, False
    whole = [words.phrase((words.folded(word.folded),)) for word in _distinct(typed.words)]
    if not whole and not typed.prefixes:
        return
    lists = [(whole, False)]
    if any(map(has_marks, typed.words)):
        lists.append(([words.phrase((_marked(word),)) for word in _distinct(typed.words)], True))
    for terms, as_marked in lists:
        for prefix in typed.prefixes or ("",):
            text = " ".join((*terms[: MOST_TERMS - 1], words.folded(prefix) if prefix else ""))
            asked = {"q": text, "attributesToSearchOn": list(NAMES)}
            yield asking.search(index, heads, limit=_TITLES, attributesToRetrieve=list(_READ)) | asked, False, as_marked


def _distinct(typed: tuple[Word, ...]) -> list[Word]:
    return list(dict.fromkeys(typed))


def _marked(word: Word) -> str:
    told = word.script == "latin" and word.marks_told and not word.exact
    return words.marked(word.marked) if told else words.folded(word.folded)
