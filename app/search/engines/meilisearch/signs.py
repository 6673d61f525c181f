"""What is known of a passage from the way it was found and from what is written in it: signs for ranking."""

from dataclasses import dataclass
from uuid import UUID

from app.core.text.tokens import LONGEST_KEY, unmark
from app.search import texts
from app.search.engines.meilisearch.plan import Plan
from app.search.engines.meilisearch.records import Record, key, moment
from app.search.query import Understanding
from app.search.ranking import Candidate, Sign


@dataclass(slots=True)
class Met:
    """A passage that was found: ``based`` when by what every hit must match, ``translated`` when in another language, ``named``
    when by a number or a name."""

    read: Record
    based: bool = False
    translated: bool = False
    named: bool = False
    #: How many of the searches have found it.
    times: int = 0

    @property
    def elsewhere(self) -> bool:
        """Whether it was found in another language and in no other way."""
        return self.translated and not self.based and not self.named


class Signs:
    """Tells the signs of passages of one query."""

    def __init__(self, asked: Understanding, plan: Plan) -> None:
        self.asked = asked
        self.lenient = plan.matching == "some"
        self._numbers = {key("#", one.number.key[:LONGEST_KEY]) for one in asked.numbers}
        self._eids = {key("@", one.eid) for one in asked.references}
        name = texts.whole(asked.sequence)
        self._whole = key("&", name) if name else ""
        self._subject = key("$", name) if name else ""
        self._marks = {word.marked for word in asked.telling if word.script == "latin" and word.marks_told and not word.exact}
        self._capitals = {key("^", word.marked) for word in asked.telling if word.exact}
        self._folded = {word.folded for word in asked.telling}

    def of(self, met: Met) -> Sign:
        """Everything that holds of a passage; none when nothing says that it is one that was asked for."""
        keys = met.read["keys"]
        signs = Sign.none
        if any(one in keys for one in self._numbers):
            signs |= Sign.own_number
        if self._whole in keys:
            signs |= Sign.whole_name
        if any(one in keys for one in self._eids) and self._has_words(met):
            signs |= Sign.reference
        if self._subject in keys and self._has_words(met):
            signs |= Sign.principal
        if self.asked.with_marks and not met.elsewhere and self._is_as_marked(met):
            signs |= Sign.as_marked
        if met.translated and not met.based and signs is Sign.none:
            signs = Sign.translated
        return signs

    def is_asked_for(self, met: Met, signs: Sign) -> bool:
        """Whether it is a hit at all: what was looked up by the name of a topic must have the words as well."""
        return met.based or met.translated or signs is not Sign.none

    def candidates(self, met: list[Met]) -> list[Candidate]:
        """The passages that are to be ranked, by their places in the list."""
        found = []
        for place, one in enumerate(met):
            signs = self.of(one)
            if self.is_asked_for(one, signs):
                read = one.read
                found.append(
                    Candidate(
                        place,
                        UUID(read["document"]),
                        read["language"],
                        read["position"],
                        moment(read["published_at"]),
                        signs,
                        read["sequence"],
                    )
                )
        return found

    def _is_as_marked(self, met: Met) -> bool:
        if not all(one in met.read["keys"] for one in self._capitals):
            return False
        sequence = met.read["sequence"]
        # Most lack one of the words even as part of another, which is sooner seen.
        if not all(word in sequence for word in self._marks):
            return False
        words = f" {sequence} ".replace("\n", " ")
        return all(f" {word} " in words for word in self._marks) and self._has_words(met)

    def _has_words(self, met: Met) -> bool:
        """Whether every telling word is there, in whatever form."""
        if met.based and not self.lenient:
            return True
        return self._folded.issubset(map(unmark, met.read["sequence"].split()))
