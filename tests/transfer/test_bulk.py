"""Many new documents are written at once, and nobody can tell from the rows."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import transfer
from app.agencies.models import Agency
from app.audit.models import AuditEntry
from app.core.errors import Conflict
from app.documents import service
from app.documents.models import (
    Document,
    DocumentAgency,
    DocumentTopic,
    ExternalId,
    Provision,
    Relation,
    Revision,
    Slug,
    Translation,
)
from app.outbox.models import OutboxEntry
from app.topics.models import Topic
from tests.transfer.files import SEED, a_document, a_folder, a_topic, a_translation, load

TABLES = (Document, DocumentTopic, DocumentAgency, ExternalId, Translation, Revision, Provision, Slug, Relation, AuditEntry)


class OneByOne(Conflict):
    code = "one-by-one"
    title = "Not at once."


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The way that refused batches go: each act by its service."""

    def refuse(*_: object) -> None:
        raise OneByOne

    monkeypatch.setattr(service, "publish_new", refuse)
    monkeypatch.setattr(service, "relate_all", refuse)
    return monkeypatch


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """What the tables hold, in the order of writing: ids by what they stand for, of times only whether there is one."""
    session.flush()
    keys = {
        id: key for id, key in session.execute(select(ExternalId.document_id, ExternalId.value).where(ExternalId.scheme == "key"))
    }
    names: dict[Any, Any] = dict(keys)
    for table in (Topic, Agency):
        names |= {one.id: one.code for one in session.scalars(select(table))}
    for one in session.scalars(select(Translation)):
        names[one.id] = f"{keys[one.document_id]} {one.language}"
    for revision in session.scalars(select(Revision)):
        names[revision.id] = f"{names[revision.translation_id]} {revision.number}"
    names |= {str(id): name for id, name in names.items()}

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: told(one) for name, one in value.items()}
        if isinstance(value, datetime):
            return "a time"
        looks_like_id = isinstance(value, UUID) or (isinstance(value, str) and len(value) == 36 and value.count("-") == 4)
        return names.get(value, "an id") if looks_like_id else value

    found = {}
    for model in TABLES:
        columns = [column for column in model.__table__.columns if model is not AuditEntry or column.name != "id"]
        told_rows = [{name: told(value) for name, value in row.items()} for row in session.execute(select(*columns)).mappings()]
        found[model.__tablename__] = sorted(told_rows, key=repr)
    acts = select(AuditEntry.subject_id, AuditEntry.action).where(AuditEntry.subject == "document").order_by(AuditEntry.id)
    found["acts in order"] = [{"of": told(id), "action": action} for id, action in session.execute(acts)]
    changes = session.execute(select(OutboxEntry.topic, OutboxEntry.key).distinct())
    found["announced"] = sorted(({"topic": topic, "key": told(key)} for topic, key in changes), key=repr)
    return found


def test_the_rows_are_those_that_act_by_act_would_leave(session: Session, one_by_one: pytest.MonkeyPatch) -> None:
    with session.begin_nested() as undone:
        load(session, SEED)
        wanted = rows(session)
        undone.rollback()
    one_by_one.undo()
    load(session, SEED)
    found = rows(session)
    assert found.keys() == wanted.keys()
    for table in wanted:
        assert found[table] == wanted[table], table
    assert all(wanted.values())


def test_equal_titles_get_the_numbers_that_are_free(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path / "a", [a_document("a"), a_document("b", a_translation(slug="quyen-con-nguoi-3"))]))
    load(session, a_folder(tmp_path / "b", [a_document(f"more-{number}") for number in range(7)]))
    slugs = set(session.scalars(select(Slug.slug)))
    assert slugs == {"quyen-con-nguoi", *(f"quyen-con-nguoi-{number}" for number in range(2, 10))}


def test_documents_are_published_in_the_order_of_the_files(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document(f"number-{number}") for number in range(450)]))
    in_order = (
        select(ExternalId.value).join(Document).where(ExternalId.scheme == "key").order_by(Document.published_at, Document.id)
    )
    assert session.scalars(in_order).all() == [f"number-{number}" for number in range(450)]


def test_each_document_is_announced_once(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document("a", a_translation(), a_translation("en", "Rights")), a_document("b")]))
    assert session.scalar(select(func.count()).select_from(OutboxEntry).where(OutboxEntry.topic == "document")) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (a_document("z", a_translation(slug="taken")), "all.jsonl:3: The address “taken” belongs to another document."),
        (a_document("z", a_translation(slug="quyen-con-nguoi")), "all.jsonl:3: The address “quyen-con-nguoi” belongs"),
        (a_document("z", a_translation(), a_translation("en", slug="quyen-con-nguoi-2")), "all.jsonl:3: The address"),
        (a_document("z", a_translation(body="[" * 10_001)), "all.jsonl:3: body: The body is too long"),
        (a_document("z", external_ids=[{"scheme": "un", "value": "A/1"}]), "all.jsonl:3: The identifier un A/1 belongs"),
        (
            a_document("z", relations=[{"type": "implements", "target": "y"}]),
            "all.jsonl:3: The other document already does this",
        ),
    ],
)
def test_what_is_refused_at_once_is_told_with_its_line(
    session: Session, tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    there = a_document("there", a_translation(title="Khác", slug="taken"), external_ids=[{"scheme": "un", "value": "A/1"}])
    load(session, a_folder(tmp_path, [there]))
    more = [a_document("x"), a_document("y", a_translation(title="Y"), relations=[{"type": "implements", "target": "z"}]), wrong]
    with pytest.raises(transfer.FaultyFiles) as caught:
        load(session, a_folder(tmp_path, more))
    assert told in str(caught.value)
    assert len(caught.value.faults) == 1


def test_what_is_new_stands_beside_what_is_changed_and_what_is_there(session: Session, tmp_path: Path) -> None:
    load(session, a_folder(tmp_path, [a_document("a"), a_document("b")], topics=[a_topic()]))
    mixed = [a_document("n1"), a_document("a", topics=["a-topic"]), a_document("n2"), a_document("b"), a_document("n3")]
    mixed[0]["relations"] = [{"type": "cites", "target": "n3"}, {"type": "cites", "target": "b"}]
    outcome = load(session, a_folder(tmp_path, mixed, topics=[a_topic()])).documents
    assert (outcome.created, outcome.changed, outcome.unchanged) == (3, 1, 1)
    assert session.scalar(select(func.count()).select_from(Relation)) == 2
    assert load(session, a_folder(tmp_path, mixed, topics=[a_topic()])).nothing_new


def test_a_file_that_changes_meanwhile_is_refused(session: Session, tmp_path: Path) -> None:
    records = transfer.read(a_folder(tmp_path, [a_document("a"), a_document("b")]))
    a_folder(tmp_path, [a_document("a"), a_document("b", a_translation(title="Khác"))])
    with pytest.raises(transfer.TransferError, match=r"documents/all\.jsonl was changed while it was being loaded"):
        transfer.load(session, transfer.IMPORT, records, ("vi",), keep=False)
    (tmp_path / "documents" / "all.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(transfer.TransferError, match="was changed"):
        list(records.documents)
