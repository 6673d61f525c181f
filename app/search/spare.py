"""An engine with a spare: whoever asks is answered by the one or the other, and told when it is the other."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import structlog

from app.search.breaker import Breaker
from app.search.engines.base import Finding, Page, SearchUnavailable, Suggested
from app.search.query import Query, TypedQuery

log = structlog.get_logger()

T = TypeVar("T")


class WithSpare:
    """Answers one request. ``when_degraded`` is called when the spare answers, before it is asked."""

    def __init__(self, engine: Finding, spare: Finding, breaker: Breaker, when_degraded: Callable[[], None]) -> None:
        self._engine, self._spare, self._breaker = engine, spare, breaker
        self._when_degraded = when_degraded
        self.degraded = False

    @property
    def name(self) -> str:
        """The name of the engine that gave the last answer."""
        return self._spare.name if self.degraded else self._engine.name

    def find(self, query: Query) -> Page:
        return self._answer(lambda engine: engine.find(query))

    def within(self, query: Query, document: UUID) -> Page:
        return self._answer(lambda engine: engine.within(query, document))

    def suggest(self, query: TypedQuery) -> tuple[Suggested, ...]:
        return self._answer(lambda engine: engine.suggest(query))

    def _answer(self, ask: Callable[[Finding], T]) -> T:
        if self._breaker.may_try():
            try:
                answer = ask(self._engine)
            except SearchUnavailable:
                if self._breaker.failed():
                    log.error("search.engine_left_alone", engine=self._engine.name)
            else:
                if self._breaker.succeeded():
                    log.info("search.engine_back", engine=self._engine.name)
                self.degraded = False
                return answer
        self.degraded = True
        self._when_degraded()
        return ask(self._spare)
