"""What of a document stands in the index: what is published now, in every language, and nothing else."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.documents import service as documents
from app.documents.models import Document
from app.documents.schemas.incoming import NewRelation
from app.search import indexing, service
from app.search.engines.base import Engine
from app.search.entry import digest
from tests.builders import a_document, a_topic, a_translation, publish


def held(session: Session, engine: Engine, document: UUID) -> list[str]:
    """Languages of the heads that the index holds of a document, which are as the document is published now."""
    heads = [one for one in engine.held() if one.document == document and one.position == 0]
    now = {(entry.language, digest(entry)) for entry in indexing.project(session, document)}
    assert {(one.language, one.digest) for one in heads} <= now
    return sorted(one.language for one in heads)


def test_a_document_is_projected_by_language_and_passage(session: Session) -> None:
    parent = a_topic(session, "parent")
    a_topic(session, "child", parent=parent)
    provisions = ({"eid": "art_1", "kind": "article", "label": "Điều 1", "heading": "Phạm vi", "text": "Chữ."},)
    document = a_document(
        session,
        title="Luật",
        summary="Tóm tắt.",
        body="Thân **bài**.",
        kind="legal_text",
        fields={"type": "law", "number": "16/QĐ-TTg", "signer": "Thủ tướng", "issued_on": "2018-03-01"},
        language_fields={"editor_notes": ["In sai."]},
        topics=("child",),
        provisions=provisions,
        external_ids=(("un-symbol", "A/RES/217(III)"), ("key", "luat")),
    )
    a_translation(session, document, "en", "Law")
    entries = indexing.project(session, document.id)
    assert [(entry.language, entry.position, entry.eid) for entry in entries] == [
        ("en", 0, None),
        ("vi", 0, None),
        ("vi", 1, "art_1"),
    ]
    head, article = entries[1:]
    assert head.text == "Tóm tắt.\n\nThân bài.\n\nIn sai."
    assert head.aliases == ("A/RES/217(III)", "Thủ tướng")
    assert head.number_keys == ("16/qd-ttg", "a/res/217(iii)")
    assert (head.topics, head.year, head.languages) == (("child", "parent"), 2018, ("en", "vi"))
    assert (article.label, article.headings, article.text, article.title) == ("Điều 1", ("Phạm vi",), "Chữ.", "Luật")


def test_drafts_and_unpublished_changes_are_never_projected(session: Session) -> None:
    draft = a_document(session, title="Bản nháp", published=False)
    document = a_document(session, title="Đã đăng")
    a_translation(session, document, "en", "Not yet", published=False)
    assert indexing.project(session, draft.id) == []
    assert [entry.title for entry in indexing.project(session, document.id)] == ["Đã đăng"]


def test_the_index_follows_publishing_translating_and_withdrawing(session: Session, engine_of_search: Engine) -> None:
    document = a_document(session, title="Một", published=False)
    indexing.rebuild(session, engine_of_search)
    indexing.apply(session, engine_of_search, document.id)
    assert held(session, engine_of_search, document.id) == []
    document = publish(session, document, "vi")
    indexing.apply(session, engine_of_search, document.id)
    assert held(session, engine_of_search, document.id) == ["vi"]
    document = a_translation(session, document, "en", "One")
    indexing.apply(session, engine_of_search, document.id)
    assert held(session, engine_of_search, document.id) == ["en", "vi"]
    document = documents.withdraw_translation(session, SYSTEM, document.id, "vi", document.revision, "Sai")
    indexing.apply(session, engine_of_search, document.id)
    assert held(session, engine_of_search, document.id) == ["en"]
    documents.withdraw(session, SYSTEM, document.id, document.revision, "Sai")
    indexing.apply(session, engine_of_search, document.id)
    assert held(session, engine_of_search, document.id) == []


def test_what_a_document_ends_is_fed_with_it(session: Session, engine_of_search: Engine) -> None:
    old = a_document(session, title="Cũ", kind="legal_text", fields={"type": "law", "effective_on": "2000-01-01"})
    new = a_document(session, title="Mới", kind="legal_text", fields={"type": "law"}, published=False)
    documents.relate(session, SYSTEM, new.id, new.revision, NewRelation(type="repeals", target=old.id, on=date(2020, 1, 1)))
    indexing.rebuild(session, engine_of_search)
    before = {one.document: one.digest for one in engine_of_search.held()}
    publish(session, session.get_one(Document, new.id), "vi")
    indexing.apply(session, engine_of_search, new.id)
    (ended,) = indexing.project(session, old.id)
    assert ended.force_until == date(2020, 1, 1)
    after = {one.document: one.digest for one in engine_of_search.held()}
    assert after[old.id] == digest(ended) != before[old.id]


def test_a_rebuild_holds_what_is_published_and_nothing_else(session: Session, engine_of_search: Engine) -> None:
    kept = a_document(session, title="Còn")
    gone = a_document(session, title="Hết")
    indexing.rebuild(session, engine_of_search)
    documents.withdraw(session, SYSTEM, gone.id, session.get_one(Document, gone.id).revision, "Sai")
    size = indexing.rebuild(session, engine_of_search)
    assert (size.documents, size.entries) == (1, 1)
    assert held(session, engine_of_search, kept.id) == ["vi"]
    assert held(session, engine_of_search, gone.id) == []
    assert engine_of_search.is_current()


def test_a_change_to_a_topic_concerns_its_documents(session: Session) -> None:
    parent = a_topic(session, "parent")
    a_topic(session, "child", parent=parent)
    document = a_document(session, title="Một", topics=("child",))
    a_document(session, title="Hai")
    assert indexing.concerned(session, [("topic", "parent"), ("agency", "nobody")]) == [document.id]
    assert indexing.concerned(session, [("document", str(document.id)), ("topic", "child")]) == [document.id]


def test_the_status_tells_what_is_held_and_what_waits(session: Session, engine_of_search: Engine) -> None:
    document = a_document(session, title="Một")
    indexing.rebuild(session, engine_of_search)
    indexing.apply(session, engine_of_search, document.id)
    status = service.status(session, engine_of_search)
    assert (status.engine, status.entries, status.documents) == (engine_of_search.name, 1, 1)
    assert status.pending > 0
