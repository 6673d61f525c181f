"""Finding: passages that may be good, by several searches at once; ranked by our own ranking; counted; shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from app.search.engines.base import Found, Page, Standing
from app.search.engines.meilisearch import asking, counting, plan, records
from app.search.engines.meilisearch.asking import Batch
from app.search.engines.meilisearch.connection import Answer, Asking
from app.search.engines.meilisearch.counting import Counted
from app.search.engines.meilisearch.plan import Plan
from app.search.engines.meilisearch.records import Record
from app.search.engines.meilisearch.signs import Met, Signs
from app.search.engines.meilisearch.ways import Way, Ways, is_in, is_not_in, narrowing
from app.search.query import Query, Understanding
from app.search.ranking import Band, Candidate, Frequencies, Ranked, Sign, passages, rank

#: Passages read of each search, to be ranked: those with the marks that were typed, those with any beside them, or alone.
TYPED, BESIDE, ALONE = 60, 30, 80
NAMED, TRANSLATED, OF_A_QUESTION = 60, 40, 20
#: Passages that are ranked at most.
RANKED_PASSAGES = 200
_NAMED_TIMES = 100
#: Documents that keep the order of their rank; what lies behind comes newest first.
RANKED_DOCUMENTS = 100
#: Passages of one document that are ranked.
WITHIN = 200

KnowFrequencies = Callable[[Understanding], Frequencies]
#: Told when it is called for: how much there is, and how much of it has the marks that were typed; None when that is not asked.
Counts = Callable[[], tuple[Counted, int | None]]


@dataclass(slots=True)
class Gathered:
    """What the searches of a plan found. ``complete``: that is all there is; ``typed``: documents with the marks that were typed."""

    met: list[Met] = field(default_factory=list)
    complete: bool = True
    typed: set[str] = field(default_factory=set)
    typed_complete: bool = True
    #: Whether all that has the words in the language of the query is there.
    based_complete: bool = True
    #: At most so many passages match.
    most: int = 0

    @property
    def to_be_ranked(self) -> list[Met]:
        """What is ranked: of what is in another language none where not all that it stands behind is there."""
        return [one for one in self.met[:RANKED_PASSAGES] if self.based_complete or not one.elsewhere]


class Finder:
    """Answers one question."""

    def __init__(self, ask: Asking, index: str, query: Query, frequencies: KnowFrequencies) -> None:
        self.ask = ask
        self.index = index
        self.query = query
        self.asked = query.understanding
        self.frequencies = frequencies

    def find(self) -> Page:
        """One page. An empty query finds everything, newest first; one of signs alone finds nothing."""
        if self.asked.asks_nothing:
            return self._everything()
        strict = plan.strict(self.query)
        if not strict.every:
            return self._nothing()
        known = self.frequencies(self.asked)
        for planned in self._plans(strict, known):
            if page := self._matching(planned, known):
                return page
        return self._nothing()

    def within(self, document: UUID) -> Page:
        """The passages of one document, ranked by themselves."""
        strict = plan.strict(self.query)
        if self.asked.asks_nothing or not strict.every:
            return Page((), 0, True)
        known = self.frequencies(self.asked)
        only = is_in("document", (str(document),))
        planned, gathered, candidates = strict, Gathered(), list[Candidate]()
        for planned in self._plans(strict, known):
            gathered = self._gather(planned, (only,), records.RANKED, distinct=None, limit=WITHIN)
            candidates = Signs(self.asked, planned).candidates(gathered.met)
            if candidates:
                break
        ranked = passages(self.asked, candidates, self.query.languages, known, lenient=planned.matching == "some")
        ranked.sort(key=lambda one: (-one.band, -one.score, one.best.position))
        page = ranked[self.query.offset : self.query.offset + self.query.limit]
        batch = Batch(self.ask)
        shown = self._shown(batch, page, gathered, ())
        batch.send()
        return Page(shown(), len(ranked), gathered.complete, matching=planned.matching)

    def _plans(self, strict: Plan, known: Frequencies) -> Iterator[Plan]:
        """What is tried in turn, until something is found; a question is looked for by what is near alone."""
        if not self.asked.is_question:
            yield strict
            if self.asked.translations:
                yield plan.elsewhere(self.query)
        lenient = plan.lenient(self.query, known)
        if lenient.every:
            yield lenient

    def _matching(self, planned: Plan, known: Frequencies) -> Page | None:
        """The page of what matches the plan; None when nothing does."""
        lenient = planned.matching == "some"
        counts = self._counts_ahead(planned)
        gathered = self._gather(
            planned,
            (),
            records.RANKED if counts else (*records.RANKED, *records.COUNTED),
            distinct=None if lenient else "place",
            limit=OF_A_QUESTION if lenient else None,
        )
        candidates = Signs(self.asked, planned).candidates(gathered.to_be_ranked)
        if not candidates:
            return None
        if counts is None:
            # All is counted there while the best of it is ranked and shown here.
            counts = self.ask.meanwhile(partial(self._counts, planned, gathered, candidates))
        ranked = rank(self.asked, candidates, self.query.languages, known, lenient=lenient)[:RANKED_DOCUMENTS]
        page = ranked[self.query.offset : self.query.offset + self.query.limit]
        batch = Batch(self.ask)
        shown = self._shown(batch, page, gathered, () if lenient else planned.every)
        batch.send()
        found = shown()
        counted, typed = counts()
        if len(page) < self.query.limit and counted.total > len(ranked):
            found += self._behind(planned, ranked, len(page))
        as_typed = None if typed is None else min(typed, counted.total)
        return Page(found, counted.total, counted.exact, as_typed, counted.facets, planned.matching)

    def _counts_ahead(self, planned: Plan) -> Counts | None:
        """Have all counted while it is gathered, where there is more of it than will be gathered; None where that is not known."""
        expected = planned.expected
        if expected is None or expected.least <= OF_A_QUESTION:
            return None
        return self.ask.meanwhile(partial(self._counts, planned, Gathered(complete=False, most=expected.most), ()))

    def _counts(self, planned: Plan, gathered: Gathered, candidates: Sequence[Candidate]) -> tuple[Counted, int | None]:
        """How much there is, and how much of it has the marks that were typed; None when that is not asked."""
        batch = Batch(self.ask)
        count = self._count(batch, planned, gathered, candidates)
        typed = self._count_typed(batch, planned, gathered)
        batch.send()
        return count(), None if typed is None else typed()

    def _count(self, batch: Batch, planned: Plan, gathered: Gathered, candidates: Sequence[Candidate]) -> Callable[[], Counted]:
        if gathered.complete:
            told = {one.id for one in candidates}
            hits = [one.read for place, one in enumerate(gathered.met) if place in told or one.based or one.translated]
            return partial(counting.of_hits, hits, self.query.facets)
        return counting.of_ways(self.ask, batch, self.index, planned.every, self.query.facets, gathered.most)

    def _count_typed(self, batch: Batch, planned: Plan, gathered: Gathered) -> Callable[[], int] | None:
        """How many have the marks that were typed; None when none were, or when only the nearest were found."""
        if not self.asked.with_marks or planned.matching == "some" or not planned.typed:
            return None
        if gathered.typed_complete:
            return lambda: len(gathered.typed)
        counted = counting.of_ways(self.ask, batch, self.index, planned.typed, frozenset(), gathered.most)
        return lambda: counted().total

    def _gather(
        self, planned: Plan, narrowed: Sequence[str], read: Sequence[str], *, distinct: str | None, limit: int | None
    ) -> Gathered:
        """Ask all searches of a plan in one request; ``read`` are the attributes that are read of what they find."""
        alone = BESIDE if planned.typed else ALONE
        kinds = (
            ("named", planned.named, NAMED, None),
            ("typed", planned.typed, limit or TYPED, distinct),
            ("base", planned.base, limit or alone, distinct),
            ("translated", planned.translated, limit or (TRANSLATED if planned.base else ALONE), distinct),
        )
        asked = [(kind, way.narrowed(narrowed), most, apart) for kind, ways, most, apart in kinds for way in ways]
        answers = self.ask.searches(
            [
                asking.search(self.index, way, limit=most, attributesToRetrieve=list(read))
                | ({"distinct": apart} if apart else {})
                for _, way, most, apart in asked
            ]
        )
        gathered = Gathered()
        met: dict[str, Met] = {}
        for (kind, _, most, _), answer in zip(asked, answers, strict=True):
            hits = hits_of(answer)
            full = len(hits) >= most
            if kind == "typed":
                gathered.typed_complete &= not full
                gathered.typed |= {hit["document"] for hit in hits}
            else:
                gathered.complete &= not full
                gathered.based_complete &= not (full and kind == "base")
                gathered.most += int(answer.get("estimatedTotalHits", 0))
            for hit in hits:
                one = met.setdefault(hit["id"], Met(hit))
                one.based |= kind in ("typed", "base")
                one.translated |= kind == "translated"
                one.named |= kind == "named"
                one.times += _NAMED_TIMES if kind == "named" else 1
        # What more of the searches have found is the likelier, and what was named the likeliest; what is in another language is last.
        gathered.met = sorted(met.values(), key=lambda one: (one.elsewhere, -one.times))
        return gathered

    def _everything(self) -> Page:
        """All documents that the filters leave, newest first, each in the language preferred."""
        query = self.query
        narrowed = narrowing(query.filters)
        heads = Way((), ("head = true", *narrowed))
        # Of each document one head is its first, and only where languages are chosen may that be another than is wanted.
        apart = {"distinct": "document"} if query.filters.languages else {}
        each = heads if apart else Way((), ("first = true", *narrowed))
        page: dict[str, Any] = {"offset": query.offset, "limit": query.limit, "attributesToRetrieve": ["document"]}
        newest = asking.search(self.index, each, sort=["published_at:desc", "document:desc"], **page) | apart
        batch = Batch(self.ask)
        listed = batch.add([newest])
        counted = counting.of_heads(batch, self.index, each, heads, query.facets, apart)
        batch.send()
        documents = [hit["document"] for hit in hits_of(listed()[0])]
        return Page(self._preferred((heads,), documents), counted().total, True, None, counted().facets)

    def _behind(self, planned: Plan, ranked: Sequence[Ranked], shown: int) -> tuple[Found, ...]:
        """Documents behind the ranked ones, each by its first passage in the language preferred.

        Newest first, those that were found by a translation alone behind the others.
        """
        told = [str(one.document) for one in ranked]
        offset, limit = max(self.query.offset - len(ranked), 0), self.query.limit - shown
        if not planned.translated:
            return self._preferred(planned.every, self._newest(planned.every, told, offset, limit))
        # What the others are must be known up to the end of the page, for a translation may have found them too.
        others = self._newest(planned.untranslated, told, 0, offset + limit)
        listed = others[offset:]
        translated: list[str] = []
        if len(listed) < limit:
            further = max(offset - len(others), 0)
            translated = self._newest(planned.translated, [*told, *others], further, limit - len(listed))
        return self._preferred(planned.every, [*listed, *translated], frozenset(translated))

    def _newest(self, ways: Ways, but: Sequence[str], offset: int, limit: int) -> list[str]:
        """Documents that one of the ways finds, newest first, without some."""
        if not ways:
            return []
        narrowed = tuple(way.narrowed((is_not_in("document", but),)) for way in ways)
        page = {"offset": offset, "limit": limit}
        order: dict[str, Any] = {"sort": ["published_at:desc", "document:desc"], "attributesToRetrieve": ["document"]}
        if len(narrowed) == 1:
            (listed,) = self.ask.searches([asking.search(self.index, narrowed[0], distinct="document", **order, **page)])
        else:
            listed = self.ask.union(asking.union(self.index, narrowed, **order), {"distinct": "document", **page})
        return [str(hit["document"]) for hit in hits_of(listed)]

    def _preferred(self, every: Ways, documents: Sequence[str], translated: frozenset[str] = frozenset()) -> tuple[Found, ...]:
        """The first passage of each document in the language preferred, in the order of the documents."""
        if not documents:
            return ()
        order = {"sort": ["position:asc"], "distinct": "place", "limit": 1_000, "attributesToRetrieve": list(records.SHOWN)}
        only = is_in("document", documents)
        answers = self.ask.searches([asking.search(self.index, way.narrowed((only,)), **order) for way in every])
        preference = {language: place for place, language in enumerate(self.query.languages)}
        best: dict[str, tuple[Any, Record]] = {}
        for hit in (hit for answer in answers for hit in hits_of(answer)):
            place = (preference.get(hit["language"], len(preference)), hit["language"], hit["position"])
            if hit["document"] not in best or place < best[hit["document"]][0]:
                best[hit["document"]] = (place, hit)
        found = (best[document][1] for document in documents if document in best)
        return tuple(records.found(read, self._deepest(read), False, read["document"] in translated, 0, None) for read in found)

    def _shown(self, batch: Batch, ranked: Sequence[Ranked], gathered: Gathered, every: Ways) -> Callable[[], tuple[Found, ...]]:
        """The ranked passages as they are shown. What else of their documents ``every`` finds is counted; if nothing is given, as it is known."""
        if not ranked:
            return tuple
        best = [gathered.met[one.best.id].read for one in ranked]
        ids = [one["id"] for one in best]
        wanted = {"limit": len(ids), "attributesToRetrieve": list(records.SHOWN)}
        answers = batch.add([asking.search(self.index, Way((), (is_in("id", ids),)), **wanted)])
        several = [one["place"] for one in best if one["pieces"] > 1]
        places = counting.of_places(self.ask, batch, self.index, every, several)

        def found() -> Iterator[Found]:
            read = {hit["id"]: hit for hit in hits_of(answers()[0])}
            more = places()
            for id, one in zip(ids, ranked, strict=True):
                if shown := read.get(id):
                    further = more[shown["place"]] - 1 if shown["place"] in more else one.more
                    standing = Standing(one.band, one.score, one.parts)
                    as_marked, elsewhere = Sign.as_marked in one.best.signs, one.band is Band.translated
                    yield records.found(shown, self._deepest(shown), as_marked, elsewhere, max(further, 0), standing)

        return lambda: tuple(found())

    def _deepest(self, read: Record) -> str | None:
        """Where to open the passage: at the provision asked for, if it is inside; else at its own."""
        asked = [one.eid for one in self.asked.references if one.eid in read["eids"]]
        return max(asked, key=len) if asked else read["eid"]

    def _nothing(self) -> Page:
        typed = 0 if self.asked.with_marks else None
        return Page((), 0, True, typed, {name: {} for name in self.query.facets})


def hits_of(answer: Answer) -> list[Record]:
    """The hits of an answer."""
    hits = answer["hits"]
    assert isinstance(hits, list)
    return hits
