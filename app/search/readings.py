"""How a query was read and where a hit stands, as readers are told."""

from app.search.engines.base import Found, Page
from app.search.query import Understanding
from app.search.ranking import Band
from app.search.schemas.answers import HitExplanation, Matched, OtherWords, QueryExplanation, QueryRead, ScorePart, WordRead


def of(asked: Understanding) -> QueryRead:
    """What everybody is told of how the query was read."""
    others = [OtherWords(text=one.text, reason=one.reason, language=asked.language) for one in asked.alternatives]
    others += [OtherWords(text=one.text, reason="translation", language=one.language) for one in asked.translations]
    return QueryRead(
        text=asked.text,
        language=asked.language,
        numbers=[one.number.text for one in asked.numbers],
        dates=[one.iso for one in asked.dates],
        provisions=[one.eid for one in asked.references],
        is_question=asked.is_question,
        other_words=others,
        did_you_mean=asked.did_you_mean,
    )


def explained(asked: Understanding, engine: str) -> QueryExplanation:
    """What staff are told beyond that."""
    words = [WordRead(key=word.folded, form=word.wanted, common=word.common) for word in asked.terms]
    return QueryExplanation(words=words, engine=engine)


def matched(found: Found, page: Page) -> Matched:
    """How a hit came to be one."""
    if found.translated:
        return "translation"
    if page.matching == "some":
        return "nearest"
    if found.standing is not None and found.standing.band is Band.other_marks:
        return "other_marks"
    return "words"


def standing(found: Found) -> HitExplanation | None:
    """Why a hit stands where it does; None for one that was not ranked."""
    if found.standing is None:
        return None
    parts = [ScorePart(name=name, value=round(value, 4)) for name, value in found.standing.parts.items()]
    return HitExplanation(band=found.standing.band.name, score=round(found.standing.score, 4), parts=parts)
