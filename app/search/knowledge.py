"""What a process knows for reading queries: read from the database, kept, and looked after once a second and at every change.

It is the model that puts marks back (see understanding.marks) and the glossary (see understanding.thesaurus). Looking after
both is one statement; each is read again only when it has changed. Beside it stand the names that facets are shown by.

An answer that is kept must not be made of old knowledge. So whoever listens for changes calls ``expire`` before the change is
counted: every request that begins afterwards reads what is new, and waits for it if another is just reading.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.glossary import service as glossary
from app.glossary.models import GlossaryEdition
from app.search.models import SearchModel
from app.search.names import Names
from app.search.understanding.knowledge import NOTHING, Knowledge
from app.search.understanding.marks import SyllableModel
from app.search.understanding.thesaurus import Thesaurus

log = structlog.get_logger()

#: Seconds for which what is known is used without asking whether it has changed.
FRESH = 1.0
#: Forms of the glossary that are kept at most, the oldest terms first: about 12 MB in every process.
MOST_FORMS = 50_000


@dataclass(slots=True)
class Memory:
    """One a process, shared by its threads. While one thread looks for news, the others go on with what is known."""

    knowledge: Knowledge = NOTHING
    names: Names = field(default_factory=lambda: Names(FRESH))
    _learnt_at: datetime | None = None
    _edition: UUID | None = None
    _due: float = 0.0
    #: How often it has expired, and how often it had when what is known was read.
    _expired: int = 0
    _known: int = -1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def expire(self) -> None:
        """What is known may be old from now on."""
        self._expired += 1
        self.names.expire()

    def read(self, session: Session) -> Knowledge:
        """What is known now: at most FRESH seconds old, and never older than the last expiry."""
        expired = self._known < self._expired
        if not expired and monotonic() < self._due:
            return self.knowledge
        if self._lock.acquire(blocking=expired):
            try:
                if self._known < self._expired or monotonic() >= self._due:
                    # Before anything is read: what expires meanwhile has to be read again.
                    seen = self._expired
                    self._renew(session)
                    self._known, self._due = seen, monotonic() + FRESH
            finally:
                self._lock.release()
        return self.knowledge

    def _renew(self, session: Session) -> None:
        # Told before it is read: what changes in between is read twice, and never missed.
        learnt_at, edition = session.execute(
            select(select(SearchModel.learnt_at).scalar_subquery(), select(GlossaryEdition.edition).scalar_subquery())
        ).one()
        if learnt_at != self._learnt_at:
            self.knowledge = Knowledge(_model(session), self.knowledge.thesaurus)
            self._learnt_at = learnt_at
        if edition != self._edition:
            self.knowledge = Knowledge(self.knowledge.model, _thesaurus(session))
            self._edition = edition


def read(session: Session) -> Knowledge:
    """What the database holds now, without keeping it."""
    return Knowledge(_model(session), _thesaurus(session))


def _thesaurus(session: Session) -> Thesaurus:
    thesaurus = Thesaurus.of(glossary.forms(session, MOST_FORMS))
    if thesaurus.size >= MOST_FORMS:
        log.warning("search.glossary_too_large", most_forms=MOST_FORMS)
    return thesaurus


def _model(session: Session) -> SyllableModel | None:
    data = session.scalar(select(SearchModel.data))
    if data is None:
        return None
    try:
        return SyllableModel.from_bytes(data)
    except ValueError:
        # Another version is writing it while an upgrade is under way; queries are read without it until it is learnt anew.
        log.warning("search.model_unreadable")
        return None
