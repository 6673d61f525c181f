"""What Meilisearch is asked while the caller goes on."""

import threading

import pytest

from app.search.engines.base import SearchUnavailable
from app.search.engines.meilisearch import Connection


@pytest.fixture
def connection() -> Connection:
    """To a server that is not there."""
    return Connection("http://127.0.0.1:9", "a key that may search", 1.0)


def test_the_caller_goes_on(connection: Connection) -> None:
    gone_on = threading.Event()
    waited = connection.asking().meanwhile(lambda: gone_on.wait(10))
    gone_on.set()
    assert waited()
    connection.close()


def test_what_fails_meanwhile_is_told_to_who_waits_for_it(connection: Connection) -> None:
    asking = connection.asking()
    waited = asking.meanwhile(lambda: asking.searches([{"indexUid": "none"}]))
    with pytest.raises(SearchUnavailable):
        waited()
    connection.close()
