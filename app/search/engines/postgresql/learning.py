"""Learning the model that puts marks back from the passages, whenever they are counted."""

from collections.abc import Iterator

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.search.models import SearchModel, SearchPassage
from app.search.understanding.marks import learn

LANGUAGE = "vi"
#: Passages learnt from; of more than these every second, third … one: enough to know the language by.
MOST_PASSAGES = 60_000
_BATCH = 2_000


def learn_marks(session: Session) -> None:
    """Put the model that the present passages give in the place of the one before. About 0.1 ms a passage."""
    passages = session.scalar(select(func.count()).select_from(SearchPassage).where(SearchPassage.language == LANGUAGE)) or 0
    model = learn(_lines(session, max(1, -(-passages // MOST_PASSAGES))))
    session.execute(delete(SearchModel))
    session.add(SearchModel(id=1, data=model.to_bytes(), forms=len(model), pairs=model.pairs, learnt_at=clock.now()))
    session.flush()


def _lines(session: Session, every: int) -> Iterator[str]:
    """The lines of the passages, titles once a document and not once a passage."""
    statement = select(SearchPassage.sequence).where(SearchPassage.language == LANGUAGE, SearchPassage.id % every == 0)
    for sequence in session.scalars(statement.execution_options(yield_per=_BATCH)):
        _, names, body = sequence.split("\n")
        yield names
        yield body
