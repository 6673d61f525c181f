"""What every test may ask for: a database, an application over it, and who asks.

One PostgreSQL serves a whole run, shared by all workers: the embedded one, or the server that NQ_TEST_DATABASE_URL names
(its role must be allowed to create databases). The migrations run once, into a template; each worker copies it.

``session``, ``app``, ``client`` and the roles share one transaction that is rolled back, so that nothing stays. The
``committed_…`` family works on a second database and commits for real, for what only a commit shows (NOTIFY, races, the
outbox); its tables are emptied afterwards.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.core.actor import Role
from app.core.config import Settings
from app.core.db import make_engine, unit_of_work
from tests import databases
from tests.callers import Caller, a_caller

FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    for name in Settings.model_fields:
        os.environ.pop(f"NQ_{name.upper()}", None)
    given = getattr(config, "workerinput", None)
    if given is not None:
        config.stash[FOLDER] = Path(given["folder"])
        return
    folder = Path(tempfile.mkdtemp(prefix="nq-tests-"))
    folder.chmod(0o755)  # run by root, the server becomes another user, who must be able to pass
    config.stash[FOLDER] = folder


@pytest.fixture(scope="session", autouse=True)
def plain_logging() -> None:
    """Log lines without colours and without drawing every local variable of a traceback, which takes seconds."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["level", "event"]),
        ]
    )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    node.workerinput["folder"] = str(node.config.stash[FOLDER])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(FOLDER, None)
    if folder is None or hasattr(config, "workerinput"):
        return
    databases.forget(folder.name)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The folder of this run, common to all workers, removed at the end."""
    return pytestconfig.stash[FOLDER]


@pytest.fixture(scope="session")
def server_url(run_folder: Path) -> Iterator[str]:
    """A database on the server of this run from which others can be made."""
    with databases.server(run_folder) as url:
        yield url


@pytest.fixture(scope="session")
def template(server_url: str, run_folder: Path) -> str:
    """Name of a database at the head of the migrations, which nobody is connected to."""
    return databases.template(server_url, run_folder.name)


@pytest.fixture(scope="session")
def database_url(server_url: str, template: str, worker_id: str) -> str:
    """A database of this worker alone, in which nothing is ever committed."""
    return databases.copy(server_url, template, f"{template}_{worker_id}")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        cursor_secret=SecretStr("a secret that signs cursors in the tests"),
        seed=False,
    )


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url, pool_size=5, application_name="nhanquyen-tests")
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection inside a transaction that is rolled back at the end of the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """A session whose commits are savepoints. Call ``expire_all()`` to see what a request changed in an object held here."""
    with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture(scope="session")
def built_app(settings: Settings, engine: Engine) -> FastAPI:
    from app.main import create_app

    return create_app(settings, engine=engine)


@pytest.fixture
def app(built_app: FastAPI, connection: Connection) -> Iterator[FastAPI]:
    """The application; the session of each request is a savepoint in this test's transaction."""
    from app.search.knowledge import Memory
    from app.web import session as door

    def joined() -> Iterator[Session]:
        with unit_of_work(connection) as work:
            yield work

    built_app.dependency_overrides[door.session] = joined
    # What was read of another test's index is forgotten.
    built_app.state.search_memory = Memory()
    yield built_app
    built_app.dependency_overrides.clear()


@pytest.fixture
def anyone(app: FastAPI) -> Caller:
    """The public: no key."""
    return Caller(app)


@pytest.fixture
def client(anyone: Caller) -> Caller:
    return anyone


@pytest.fixture
def reader(app: FastAPI, session: Session) -> Caller:
    return a_caller(app, session, Role.reader)


@pytest.fixture
def editor(app: FastAPI, session: Session) -> Caller:
    return a_caller(app, session, Role.editor)


@pytest.fixture
def publisher(app: FastAPI, session: Session) -> Caller:
    return a_caller(app, session, Role.publisher)


@pytest.fixture
def reporter(app: FastAPI, session: Session) -> Caller:
    """Reports for the agency ``reporting-agency``, which is made with the key."""
    return a_caller(app, session, Role.reporter)


@pytest.fixture
def plan_manager(app: FastAPI, session: Session) -> Caller:
    return a_caller(app, session, Role.plan_manager)


@pytest.fixture
def admin(app: FastAPI, session: Session) -> Caller:
    return a_caller(app, session, Role.admin)


@pytest.fixture(scope="session")
def committed_url(server_url: str, template: str, worker_id: str) -> str:
    """A database of this worker in which tests commit; take ``committed_engine`` as well, which empties it afterwards."""
    return databases.copy(server_url, template, f"{template}_{worker_id}_committed")


@pytest.fixture
def committed_engine(committed_url: str) -> Iterator[Engine]:
    engine = make_engine(committed_url, pool_size=5, application_name="nhanquyen-tests")
    yield engine
    databases.empty(engine)
    engine.dispose()


@pytest.fixture
def committed_app(settings: Settings, committed_engine: Engine) -> FastAPI:
    from app.main import create_app

    return create_app(settings, engine=committed_engine)


@pytest.fixture
def committed_client(committed_app: FastAPI) -> Caller:
    """The public, on the application that commits for real; failures are answers here, as they are for a reader."""
    return Caller(committed_app, raise_server_exceptions=False)


@pytest.fixture
def committed_caller(committed_app: FastAPI, committed_engine: Engine) -> Callable[[Role], Caller]:
    """``committed_caller(Role.editor)`` is a client with a key of that role, on the application that commits for real."""

    def caller(role: Role) -> Caller:
        with unit_of_work(committed_engine) as work:
            return a_caller(committed_app, work, role, raise_server_exceptions=False)

    return caller
