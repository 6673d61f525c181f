"""The operators' commands do what they say, and say in a sentence why they do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from app import identity
from app.core.db import unit_of_work
from app.documents.models import Document
from tests import databases
from tests.cli.conftest import Nhanquyen
from tests.transfer.files import a_document, a_folder, a_translation

pytestmark = pytest.mark.xdist_group("committed")


def test_help_names_every_command(alone: Nhanquyen) -> None:
    told = alone("--help").out
    for name in ("serve", "worker", "db", "keys", "seed", "data", "search", "openapi", "settings"):
        assert f"\n  {name} " in told


@pytest.mark.parametrize("name", ["serve", "worker", "db", "keys", "seed", "data", "search", "openapi", "settings"])
def test_every_command_explains_itself(alone: Nhanquyen, name: str) -> None:
    answer = alone(name, "--help")
    assert answer.code == 0
    assert f"Usage: nhanquyen {name}" in answer.out


def test_a_command_that_is_not_known_is_refused(alone: Nhanquyen) -> None:
    assert alone("sing").code == 2


def test_a_key_is_made_listed_and_revoked(nhanquyen: Nhanquyen, committed_engine: Engine) -> None:
    made = nhanquyen("keys", "create", "--role", "editor", "--name", "Ban biên tập", "--days", "30")
    key = made.out.strip()
    prefix = key.split("_")[1]
    assert made.code == 0
    with unit_of_work(committed_engine) as session:
        actor = identity.authenticate(session, key)
    assert actor is not None
    assert (actor.name, actor.role) == ("Ban biên tập", "editor")
    listed = nhanquyen("keys", "list").out
    assert f"{prefix}  editor  -       valid" in listed
    assert key not in listed
    assert nhanquyen("keys", "revoke", prefix).code == 0
    assert "revoked" in nhanquyen("keys", "list").out
    with unit_of_work(committed_engine) as session:
        assert identity.authenticate(session, key) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "--role", "reporter"), "A reporter's key names the agency that it reports for"),
        (("create", "--role", "editor", "--agency", "x"), "and no other key does"),
        (("create", "--role", "reporter", "--agency", "nowhere"), "There is no agency nowhere."),
        (("create", "--role", "king"), "'king' is not one of"),
        (("create", "--role", "editor", "--days", "0"), "Invalid value for '--days'"),
        (("revoke", "nope"), "There is no key nope."),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_a_sentence(nhanquyen: Nhanquyen, arguments: tuple[str, ...], told: str) -> None:
    answer = nhanquyen("keys", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert "Traceback" not in answer.err


def row(name: str, out: str) -> list[str]:
    """The figures of one row of a table that a command has printed."""
    return next(line.split()[1:] for line in out.splitlines() if line.split()[:1] == [name])


def test_content_goes_out_and_comes_back(nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "in", [a_document("a", a_translation(), a_translation("en", "Human rights")), a_document("b")])
    first = nhanquyen("data", "import", str(folder))
    assert first.code == 0
    assert row("documents", first.out) == ["2", "0", "0", "0"]
    assert row("documents", nhanquyen("data", "import", str(folder)).out) == ["0", "0", "2", "0"]
    assert nhanquyen("data", "export", str(tmp_path / "out")).code == 0
    assert len((tmp_path / "out/documents/article.jsonl").read_text().splitlines()) == 2
    again = nhanquyen("data", "export", str(tmp_path / "out"))
    assert (again.code, "not an empty folder" in again.err) == (2, True)


def test_files_that_cannot_be_loaded_leave_nothing_behind(nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path) -> None:
    twice = [{"scheme": "un-symbol", "value": "A/1"}]
    nhanquyen("data", "import", str(a_folder(tmp_path / "in", [a_document("a", external_ids=twice)])))
    answer = nhanquyen("data", "import", str(a_folder(tmp_path / "in", [a_document("b"), a_document("c", external_ids=twice)])))
    assert answer.code == 2
    assert "documents/all.jsonl:2: The identifier un-symbol A/1 belongs to another document." in answer.err
    with unit_of_work(committed_engine) as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 1


def test_the_seed_names_what_it_leaves_alone(nhanquyen: Nhanquyen, tmp_path: Path) -> None:
    nhanquyen("data", "import", str(a_folder(tmp_path / "in", [a_document("a")])))
    changed = a_folder(tmp_path / "in", [a_document("a", a_translation(title="Nhân quyền"))])
    assert "left alone (documents): a" in nhanquyen("seed", "load", "--folder", str(changed)).out
    assert row("documents", nhanquyen("seed", "load", "--overwrite", "--folder", str(changed)).out) == ["0", "1", "0", "0"]


def test_the_seed_says_how_much_of_it_is_verified(alone: Nhanquyen, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, [a_document("a", a_translation(), a_translation("en", "Rights")), a_document("b", verified=True)])
    told = alone("seed", "report", "--folder", str(folder)).out
    assert [line.split() for line in told.splitlines()] == [
        ["KIND", "LANGUAGE", "VERIFIED", "UNVERIFIED"],
        ["article", "all", "1", "1"],
        ["vi", "1", "1"],
        ["en", "0", "1"],
        ["agency", "all", "0", "0"],
        ["term", "all", "0", "0"],
        ["documents", "all", "1", "1"],
    ]


def test_the_index_is_made_anew_and_tells_its_size(nhanquyen: Nhanquyen, tmp_path: Path) -> None:
    nhanquyen("data", "import", str(a_folder(tmp_path / "in", [a_document("a")])))
    assert "1 documents are indexed in 1 passages" in nhanquyen("search", "rebuild").err
    heads, told = (line.split() for line in nhanquyen("search", "status").out.splitlines())
    assert dict(zip(heads, told, strict=True))["DOCUMENTS"] == "1"
    verified = nhanquyen("search", "verify")
    assert (verified.code, verified.out) == (0, "")
    assert "1 passages are right, 0 missing, 0 extra, 0 stale" in verified.err


def test_a_database_without_tables_is_not_touched_without_being_asked(
    alone: Nhanquyen, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NQ_DATABASE_URL", empty_database)
    monkeypatch.setenv("NQ_CURSOR_SECRET", "a secret that signs cursors in the tests")
    answer = alone("keys", "list")
    assert answer.code == 2
    assert "Run `nhanquyen db upgrade` first." in answer.err
    assert alone("db", "upgrade").code == 0
    assert alone("keys", "list").code == 0


def test_a_database_of_a_newer_program_is_refused(nhanquyen: Nhanquyen, committed_engine: Engine) -> None:
    def at(change: str) -> None:
        with committed_engine.begin() as connection:
            connection.execute(text(f"update alembic_version set version_num = {change}"))

    at("'9' || version_num")
    try:
        answer = nhanquyen("keys", "list")
        assert answer.code == 2
        assert "which this program does not know: it belongs to a newer one" in answer.err
    finally:
        at("substr(version_num, 2)")


def test_the_address_of_the_database_is_one_that_psql_takes(nhanquyen: Nhanquyen, committed_engine: Engine) -> None:
    told = nhanquyen("db", "url").out.strip()
    assert told.startswith("postgresql://")
    assert told.partition("://")[2] == committed_engine.url.render_as_string(hide_password=False).partition("://")[2]


def test_tables_go_down_and_up_again_with_the_seed_in_them(
    alone: Nhanquyen, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NQ_DATABASE_URL", empty_database)
    monkeypatch.setenv("NQ_CURSOR_SECRET", "a secret that signs cursors in the tests")
    for step in (("upgrade",), ("downgrade", "-1"), ("upgrade",), ("downgrade", "base"), ("upgrade",)):
        answer = alone("db", *step)
        assert answer.code == 0, answer.err
        if step == ("upgrade",):
            assert alone("seed", "load").code == 0
    answer = alone("db", "check")
    assert answer.code == 0, answer.err


def test_a_revision_that_is_not_there_is_refused(nhanquyen: Nhanquyen) -> None:
    answer = nhanquyen("db", "upgrade", "nowhere")
    assert answer.code == 2
    assert "The database cannot be migrated: " in answer.err


@pytest.fixture
def empty_database(server_url: str, template: str, worker_id: str) -> Iterator[str]:
    """A database in which there are no tables yet."""
    name = f"{template}_{worker_id}_commands"
    yield databases.fresh(server_url, name)
    databases.drop(server_url, name)
