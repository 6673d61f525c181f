"""Loading makes what is missing, changes what differs, and leaves the rest alone."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import transfer
from app.agencies.models import Agency
from app.audit.models import AuditEntry
from app.core.actor import Actor, Role
from app.core.ids import uuid7
from app.documents import service
from app.documents.models import Document, ExternalId, Relation, Revision, Slug, Translation
from app.documents.schemas.unions import MODELS
from tests.transfer.files import SEED, a_document, a_folder, a_topic, a_translation, an_agency, load

STAFF = Actor(name="An editor", role=Role.admin, key_id=uuid7())


def document(session: Session, key: str = "a-document") -> Document:
    found = session.scalar(select(Document).join(ExternalId).where(ExternalId.scheme == "key", ExternalId.value == key))
    assert found is not None
    return found


def published(session: Session, key: str = "a-document", language: str = "vi") -> Revision:
    statement = (
        select(Revision)
        .join(Translation, Translation.published_id == Revision.id)
        .where(Translation.document_id == document(session, key).id, Translation.language == language)
    )
    return session.scalars(statement).one()


def counts(session: Session) -> list[int]:
    tables = (Agency, AuditEntry, Document, Relation, Revision, Slug)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def edit(session: Session, title: str) -> None:
    """Somebody of the staff gives the Vietnamese translation another title, and publishes it."""
    change = MODELS["article"]["translation_change"].model_validate({"kind": "article", "title": title})
    id = document(session).id
    service.change_translation(session, STAFF, id, "vi", None, change)
    service.submit(session, STAFF, id, "vi", None)
    service.publish(session, STAFF, id, "vi", None)


def test_a_second_load_changes_nothing(session: Session, tmp_path: Path) -> None:
    first = load(session, SEED)
    session.flush()
    before = counts(session)
    second = load(session, SEED)
    assert first.documents.created == first.documents.total > 0
    assert second.nothing_new
    assert second.documents.unchanged == first.documents.total
    assert counts(session) == before


def test_every_document_is_published_in_each_of_its_languages(session: Session) -> None:
    load(session, SEED)
    rows = session.execute(select(Translation.status, func.count()).group_by(Translation.status)).all()
    told = sum(len(one.record.translations) for one in transfer.read(SEED).documents)
    assert [tuple(row) for row in rows] == [("published", told)]


def test_a_changed_text_becomes_a_new_revision_with_its_reason(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document("a-document", a_translation(), a_translation("en", "Human rights"))]))
    outcome = load(
        session, a_folder(tmp_path, [a_document("a-document", a_translation(title="Quyền"), a_translation("en", "Human rights"))])
    )
    assert (outcome.documents.changed, outcome.documents.created) == (1, 0)
    revision = published(session)
    assert (revision.number, revision.title, revision.reason) == (2, "Quyền", "Loaded from documents/all.jsonl")
    assert published(session, language="en").number == 1


def test_a_translation_whose_source_changes_becomes_stale(session: Session, tmp_path: Path) -> None:
    english = a_translation("en", "Human rights", made_from="vi")
    load(session, a_folder(tmp_path, [a_document("a-document", a_translation(), english)]))
    assert published(session, language="en").made_from_id == published(session).id
    load(session, a_folder(tmp_path, [a_document("a-document", a_translation(title="Quyền"), english)]))
    assert published(session, language="en").made_from_id != published(session).id


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"verified": True, "verification_note": "Compared with the print."}),
        ({}, {"topics": ["a-topic"]}),
        ({"topics": ["a-topic"]}, {}),
        ({}, {"agencies": [{"code": "an-agency", "role": "issuer"}]}),
        ({}, {"fields": {"written_on": "2018-10-25"}}),
        ({}, {"provenance": {"source": "Another source"}}),
        ({}, {"external_ids": [{"scheme": "un-symbol", "value": "A/RES/217(III)"}]}),
        ({}, {"relations": [{"type": "cites", "target": "other"}]}),
        ({"relations": [{"type": "cites", "target": "other"}]}, {}),
        (
            {"relations": [{"type": "amends", "target": "other", "on": "2019-01-01"}]},
            {"relations": [{"type": "amends", "target": "other", "on": "2020-01-01"}]},
        ),
    ],
)
def test_what_is_the_same_in_every_language_changes_without_a_revision(
    session: Session, tmp_path: Path, before: dict[str, Any], after: dict[str, Any]
) -> None:
    def folder(parts: dict[str, Any]) -> Path:
        return a_folder(tmp_path, [a_document(**parts), a_document("other")], [an_agency()], [a_topic()])

    load(session, folder(before))
    assert load(session, folder(after)).documents.changed == 1
    assert load(session, folder(after)).nothing_new
    assert published(session).number == 1


def test_relations_that_turn_round_are_taken_back_before_they_are_made(session: Session, tmp_path: Path) -> None:
    def folder(source: str, target: str) -> Path:
        ties = [{"type": "implements", "target": target}]
        return a_folder(tmp_path, [a_document(source, relations=ties), a_document(target)])

    load(session, folder("a", "b"))
    assert load(session, folder("b", "a")).documents.changed == 2
    assert session.scalars(select(Relation.source_id)).all() == [document(session, "b").id]


def test_what_files_do_not_mention_stays(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document("a", a_translation(), a_translation("en", "Rights")), a_document("b")]))
    assert load(session, a_folder(tmp_path, [a_document("a")])).nothing_new
    assert published(session, "a", "en").title == "Rights"


def test_the_seed_leaves_alone_what_staff_have_worked_on(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document()]))
    edit(session, "Quyền của con người")
    outcome = load(session, a_folder(tmp_path, [a_document("a-document", a_translation(title="Nhân quyền"))]))
    assert outcome.documents.kept == ["a-document"]
    assert published(session).title == "Quyền của con người"


def test_an_import_wins_over_what_staff_have_written_which_stays_in_the_history(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document()]))
    edit(session, "Quyền của con người")
    folder = a_folder(tmp_path, [a_document("a-document", a_translation(title="Nhân quyền"))])
    load(session, folder, actor=transfer.IMPORT, keep=False)
    assert (published(session).title, published(session).number) == ("Nhân quyền", 3)


def test_a_key_that_calls_itself_seed_is_not_taken_for_the_seed(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document()]))
    named = Actor(name="seed", role=Role.admin, key_id=uuid7())
    change = MODELS["article"]["change"].model_validate({"kind": "article", "verification": {"verified": True}})
    service.change(session, named, document(session).id, None, change)
    assert load(session, a_folder(tmp_path, [a_document()])).documents.kept == ["a-document"]


def test_a_withdrawn_document_stays_withdrawn(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, [a_document()])
    load(session, folder)
    service.withdraw(session, STAFF, document(session).id, None, "It was wrong.")
    outcome = load(session, folder, actor=transfer.IMPORT, keep=False)
    assert outcome.documents.kept == ["a-document"]
    assert document(session).withdrawn_at is not None


def test_agencies_and_topics_change_when_their_records_do(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, agencies=[an_agency("a"), an_agency("b")], topics=[a_topic("a"), a_topic("b", parent="a")]))
    outcome = load(
        session,
        a_folder(
            tmp_path,
            agencies=[an_agency("a", valid_to="2025-02-28"), an_agency("b", predecessors=[{"code": "a", "manner": "merger"}])],
            topics=[a_topic("b", position=5), a_topic("a")],
        ),
    )
    assert (outcome.agencies.changed, outcome.topics.changed, outcome.topics.unchanged) == (2, 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            a_document(),
            a_document(kind="publication", fields={"medium": "film"}),
            "all.jsonl:1: The document is of the kind “article”",
        ),
        (
            a_document(),
            a_document("a-document", a_translation("en")),
            "all.jsonl:1: source_language: The document was written in vi",
        ),
    ],
)
def test_what_cannot_change_is_refused_with_its_line(
    session: Session, tmp_path: Path, before: dict[str, Any], after: dict[str, Any], told: str
) -> None:
    load(session, a_folder(tmp_path, [before]))
    folder = a_folder(tmp_path, [after])
    with pytest.raises(transfer.FaultyFiles) as caught:
        load(session, folder)
    assert told in str(caught.value)


def test_a_record_found_by_the_documents_own_id_is_that_document(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document()]))
    id = document(session).id
    session.delete(session.get_one(ExternalId, (id, "key", "a-document")))
    session.flush()
    outcome = load(session, a_folder(tmp_path, [a_document(str(id), a_translation(title="Quyền"))]))
    assert (outcome.documents.changed, session.scalar(select(func.count()).select_from(Document))) == (1, 1)
    assert load(session, a_folder(tmp_path, [a_document(str(id), a_translation(title="Quyền"))])).nothing_new
