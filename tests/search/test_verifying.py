"""Comparing an index with what is published, and mending it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.documents import service as documents
from app.documents.models import Document
from app.outbox.models import OutboxEntry
from app.search import indexing, verifying
from app.search.engines.base import Engine
from tests.builders import a_document, a_translation


def test_what_is_missing_extra_and_stale_is_named_and_mended(
    session: Session, engine_of_search: Engine, indexed: Callable[[], None]
) -> None:
    right, stale, gone = (a_document(session, title=title) for title in ("Đúng", "Cũ", "Bị rút"))
    indexed()
    documents.withdraw(session, SYSTEM, gone.id, session.get_one(Document, gone.id).revision, "Sai")
    stale = a_translation(session, stale, "en", "Old")
    new = a_document(session, title="Mới")
    session.query(OutboxEntry).delete()

    found = verifying.compare(session, engine_of_search)
    assert set(found.wrong) == {
        ("extra", (gone.id, "vi", 0)),
        ("missing", (stale.id, "en", 0)),
        ("stale", (stale.id, "vi", 0)),
        ("missing", (new.id, "vi", 0)),
    }
    assert found.right == 1
    verifying.repair(session, engine_of_search, found.documents, iter)
    assert verifying.compare(session, engine_of_search) == verifying.Difference(4, (), 0)
    assert {one.document for one in engine_of_search.held()} == {right.id, stale.id, new.id}


def test_what_the_worker_is_about_to_feed_is_left_to_it(
    session: Session, engine_of_search: Engine, indexed: Callable[[], None]
) -> None:
    indexed()
    a_document(session, title="Mới")
    found = verifying.compare(session, engine_of_search)
    assert (found.wrong, found.waiting) == ((), 1)


def test_an_index_as_it_should_be_has_nothing_wrong(
    session: Session, engine_of_search: Engine, indexed: Callable[[], None]
) -> None:
    for number in range(3):
        a_document(session, title=f"Văn bản {number}", body="Chữ. " * 2000)
    indexed()
    session.query(OutboxEntry).delete()
    found = verifying.compare(session, engine_of_search)
    assert found.wrong == () and found.right == engine_of_search.size().entries > 3
    assert len(list(indexing.everything(session))) == 1
