"""How often words occur, counted over the whole index now and then, for weights in ranking."""

from itertools import pairwise

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core import clock
from app.search.engines.postgresql import lexemes
from app.search.engines.postgresql.counting import LAYOUT
from app.search.engines.postgresql.learning import learn_marks
from app.search.models import SearchPassage, SearchStatistics
from app.search.query import Understanding
from app.search.ranking import Frequencies

#: Counting is due again when the index has grown or shrunk by this share.
_DRIFT = 0.1


# What was counted at all, and of some lexemes; of none of these, one row without a lexeme.
_COUNTED = text(
    """
    select search_statistics.passages, average_length, lexeme, search_lexeme.passages as times
    from search_statistics left join search_lexeme on lexeme = any(:lexemes)
    """
)


def frequencies(session: Session, asked: Understanding) -> Frequencies:
    """What is known of the query's words and neighbours. Nothing before the first count."""
    words = asked.terms
    wanted = {word.folded: word.folded for word in words}
    for first, second in pairwise(words):
        if second.joined:
            wanted[lexemes.pair(first, second, with_marks=False)] = f"{first.folded} {second.folded}"
    rows = session.execute(_COUNTED, {"lexemes": list(wanted)}).all()
    if not rows:
        return Frequencies()
    known = {wanted[row.lexeme]: row.times for row in rows if row.lexeme is not None}
    return Frequencies(rows[0].passages, rows[0].average_length, known)


def count(session: Session) -> None:
    """Count words and neighbours over all passages, and learn which marks belong to them.

    About a minute for 100,000 passages, nothing for a few thousand.
    """
    session.execute(text("delete from search_lexeme"))
    session.execute(
        text(
            "insert into search_lexeme (lexeme, passages)"
            " select word, ndoc from ts_stat('select lexemes from search_passage')"
            " where ndoc > 1 and left(word, 1) not in ('=', '^', '!', '&', '$', '#', '@', '%', '_')"
        )
    )
    session.execute(text("delete from search_statistics"))
    total = session.execute(select(func.count(), func.coalesce(func.avg(SearchPassage.length), 0.0))).one()
    learn_marks(session)
    session.add(SearchStatistics(id=1, passages=total[0], average_length=float(total[1]), layout=LAYOUT, counted_at=clock.now()))
    session.flush()


def is_due(session: Session) -> bool:
    """Whether the index has changed in size enough since the last count."""
    counted = session.scalar(select(SearchStatistics.passages))
    present = session.scalar(select(func.count()).select_from(SearchPassage)) or 0
    return counted is None or abs(present - counted) > _DRIFT * max(counted, 100)
