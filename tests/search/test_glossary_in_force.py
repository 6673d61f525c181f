"""A change of the glossary, committed for real, as another process sees it."""

from collections.abc import Callable
from time import monotonic, sleep

from sqlalchemy import Engine

from app.core.actor import Role
from app.core.config import Settings
from app.core.db import unit_of_work
from app.search import indexing
from app.search.engines.postgresql import PostgreSQLEngine
from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import search, titles

URL = "/api/v1/glossary"
#: Once a second each process looks; the rest is for a busy machine.
SOON = 4.0


def within_seconds(client: Caller, q: str, expected: list[str]) -> float:
    """How long it takes until the search finds just that."""
    begun = monotonic()
    while titles(search(client, q)) != expected:
        assert monotonic() - begun < SOON, q
        sleep(0.05)
    return monotonic() - begun


def test_another_process_searches_by_the_change_within_seconds(
    settings: Settings, committed_engine: Engine, committed_caller: Callable[[Role], Caller]
) -> None:
    from app.main import create_app

    with unit_of_work(committed_engine) as work:
        a_document(work, title="Quy chế", body="Ủy ban nhân dân tỉnh ban hành quy chế.")
    with unit_of_work(committed_engine) as work:
        indexing.rebuild(work, PostgreSQLEngine(work))
    editor, publisher = committed_caller(Role.editor), committed_caller(Role.publisher)
    elsewhere = Caller(create_app(settings, engine=committed_engine))
    assert titles(search(elsewhere, "UBND")) == []
    forms = [
        {"language": "vi", "text": "Ủy ban nhân dân", "kind": "preferred"},
        {"language": "vi", "text": "UBND", "kind": "abbreviation"},
        {"language": "en", "text": "People's Committee", "kind": "preferred"},
    ]
    body = {"code": "committee", "domain": "administration", "forms": forms, "source": {"title": "x"}}
    assert editor.post(URL, json=body).status_code == 201
    within_seconds(elsewhere, "UBND", ["Quy chế"])
    assert titles(search(elsewhere, "people's committee")) == ["Quy chế"]
    assert editor.patch(f"{URL}/committee", json={"forms": forms[:1]}, headers={"If-Match": '"1"'}).status_code == 200
    within_seconds(elsewhere, "UBND", [])
    assert editor.patch(f"{URL}/committee", json={"forms": forms}, headers={"If-Match": '"2"'}).status_code == 200
    within_seconds(elsewhere, "UBND", ["Quy chế"])
    assert publisher.delete(f"{URL}/committee", headers={"If-Match": '"3"'}).status_code == 204
    within_seconds(elsewhere, "UBND", [])
