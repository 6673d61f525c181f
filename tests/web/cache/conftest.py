"""Applications that listen, as they do when a server runs them."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import Engine

from app.core.config import Settings
from app.main import create_app
from tests.callers import Caller

TOPICS = "/api/v1/topics"


def until(condition: Callable[[], Any], seconds: float = 10.0) -> float:
    """Wait until ``condition`` holds; how long that took."""
    begun = time.perf_counter()
    while not condition():
        assert time.perf_counter() - begun < seconds, "it did not happen in time"
        time.sleep(0.002)
    return time.perf_counter() - begun


def told(answer: Any) -> str:
    """What the cache said of an answer: hit, fwd=miss or fwd=bypass."""
    return str(answer.headers["Cache-Status"]).partition("; ")[2]


@pytest.fixture
def replica(settings: Settings, committed_engine: Engine) -> Iterator[Callable[..., Caller]]:
    """``replica()`` is the public on one more process of the service over the same database, once it listens."""
    with ExitStack() as stack:

        def start(**changes: Any) -> Caller:
            app = create_app(settings.model_copy(update=changes), engine=committed_engine)
            client = stack.enter_context(Caller(app, raise_server_exceptions=False))
            if app.state.settings.cache_bytes:
                until(lambda: told(client.get(TOPICS)) != "fwd=bypass")
            return client

        yield start
