"""Every set of queries of a corpus: those that it brings along, and those that are made from its documents."""

from collections.abc import Iterator

from app.core.text.vietnamese import strip_marks
from benchmarks import ambiguous, names
from benchmarks.corpus import Corpus, Question
from benchmarks.sampling import MOST_QUESTIONS, sample
from benchmarks.sets import QuerySet, Sought


def sets(corpus: Corpus) -> Iterator[QuerySet]:
    """In the order in which they are told: questions, names, ambiguous pairs, questions asked of another language."""
    for language in corpus.spoken:
        yield from _questions(corpus, language)
        if language in corpus.languages:
            yield from names.sets(corpus, language)
    yield from ambiguous.sets(corpus)
    yield from _across(corpus)


def questions(corpus: Corpus) -> Iterator[QuerySet]:
    """Those that it brings along, each put to the documents of all languages."""
    for language in corpus.spoken:
        yield from _questions(corpus, language)


def unanswered(corpus: Corpus) -> int:
    """Queries that cannot be judged: no document of the corpus is told to answer them."""
    every = (question for language in corpus.spoken for question in corpus.questions(language))
    return sum(not (corpus.relevant.get(question.id, frozenset()) & corpus.ids) for question in every)


def _questions(corpus: Corpus, language: str) -> Iterator[QuerySet]:
    if not (asked := _sought(corpus, language)):
        return
    yield QuerySet("questions", language, asked)
    if language == "vi":
        bare = tuple(Sought(strip_marks(one.text), one.relevant) for one in asked)
        yield QuerySet("questions unmarked", language, bare)


def _across(corpus: Corpus) -> Iterator[QuerySet]:
    """Questions in languages that the corpus has as well, put to the Vietnamese documents alone."""
    for language in corpus.languages:
        if language != "vi" and "vi" in corpus.languages and (asked := _sought(corpus, language)):
            yield QuerySet("questions across", language, asked, only="vi")


def _sought(corpus: Corpus, language: str) -> tuple[Sought, ...]:
    questions: dict[str, Question] = {question.id: question for question in corpus.questions(language)}
    found = []
    for id in sample(questions, "questions", MOST_QUESTIONS):
        if relevant := corpus.relevant.get(id, frozenset()) & corpus.ids:
            found.append(Sought(questions[id].text, relevant))
    return tuple(found)
