"""What is exported and imported elsewhere is the same content."""

from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import transfer
from app.core.actor import Actor
from app.documents import service
from tests import builders
from tests.transfer.files import SEED, a_document, a_folder, a_translation, load


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.jsonl"))}


def elsewhere(connection: Connection, source: Path, target: Path, *, actor: Actor) -> transfer.Exported:
    """Load ``source`` into a database in which there is nothing, export it, and leave nothing behind."""
    moment = connection.begin_nested()
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        load(session, source, actor=actor)
        exported = transfer.export(session, target)
    moment.rollback()
    return exported


def test_the_seed_survives_export_and_import(connection: Connection, tmp_path: Path) -> None:
    first = elsewhere(connection, SEED, tmp_path / "one", actor=transfer.SEED)
    second = elsewhere(connection, tmp_path / "one", tmp_path / "two", actor=transfer.IMPORT)
    records = transfer.read(SEED)
    assert (first.documents, first.agencies, first.topics) == (len(records.documents), len(records.agencies), len(records.topics))
    assert first.terms == len(records.terms) > 150
    assert (first.documents_left_out, first.translations_left_out) == (0, 0)
    assert first == second
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_export_loads_over_its_own_database_without_a_change(session: Session, tmp_path: Path) -> None:
    load(session, SEED)
    transfer.export(session, tmp_path / "out")
    assert load(session, tmp_path / "out", actor=transfer.IMPORT, keep=False).nothing_new


def test_addresses_are_kept(session: Session, connection: Connection, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "in", [a_document("a", a_translation(slug="một-địa-chỉ"))])
    elsewhere(connection, folder, tmp_path / "out", actor=transfer.IMPORT)
    assert '"slug": "một-địa-chỉ"' in (tmp_path / "out/documents/article.jsonl").read_text()


def test_what_readers_do_not_see_is_left_out_and_counted(session: Session, tmp_path: Path) -> None:
    seen = builders.a_document(session, title="Công bố")
    builders.a_translation(session, seen, "en", "A draft", published=False)
    builders.a_document(session, title="Bản thảo", published=False)
    gone = builders.a_document(session, title="Đã rút")
    service.withdraw(session, transfer.IMPORT, gone.id, None, "It was wrong.")
    exported = transfer.export(session, tmp_path / "out")
    assert (exported.documents, exported.documents_left_out, exported.translations_left_out) == (1, 2, 3)
    text = (tmp_path / "out/documents/article.jsonl").read_text()
    assert "Công bố" in text
    assert str(seen.id) in text
    assert not {"draft", "thảo", "rút"} & set(text.split())


def test_nothing_is_written_among_other_files(session: Session, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(transfer.TransferError, match="not an empty folder"):
        transfer.export(session, tmp_path)
