"""With a database that others tend: the API here, the worker there, both on the same one."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.serve.child import fast_server
from app.core.config import Settings
from tests import databases
from tests.serve.serving import ROOT, command, environment, serving, wait

pytestmark = [pytest.mark.xdist_group("serve"), pytest.mark.timeout(240)]
SECRET = "a secret that signs cursors in the tests"


@pytest.fixture
def elsewhere(server_url: str, template: str, worker_id: str) -> Iterator[dict[str, str]]:
    """Settings that name a database without tables on another server."""
    name = f"{template}_{worker_id}_served"
    url = databases.fresh(server_url, name)
    yield {"NQ_DATABASE_URL": url, "NQ_CURSOR_SECRET": SECRET, "NQ_SEED": "false"}
    databases.drop(server_url, name)


@pytest.mark.slow
def test_api_and_worker_run_apart(folder: Path, elsewhere: dict[str, str]) -> None:
    article = {
        "kind": "article",
        "fields": {},
        "provenance": {"source": "Made for a test"},
        "original": {"language": "vi", "title": "Quyền được học"},
    }
    with serving(folder, **elsewhere, NQ_WORKERS="1") as one, serving(folder, **elsewhere) as beside:
        assert one.address != beside.address
        key = command(folder, "keys", "create", "--role", "publisher", **elsewhere).stdout.strip()
        _, made = one.ask("/api/v1/documents", "POST", key, article)
        for act in ("submit", "publish"):
            match = {"If-Match": f'"{made["revision"]}"'}
            status, made = one.ask(f"/api/v1/documents/{made['id']}/translations/vi/{act}", "POST", key, **match)
            assert status == 200
        wait(lambda: beside.ask("/api/v1/search?q=quyền được học")[1]["total"] == 1, 15)
        assert not (folder / "postgresql").exists()
        assert not (folder / "cursor.secret").exists()
        assert (one.end(), beside.end()) == (0, 0)


@pytest.mark.slow
def test_a_worker_by_itself_stops_when_it_is_told_to(folder: Path, elsewhere: dict[str, str]) -> None:
    assert command(folder, "db", "upgrade", **elsewhere).returncode == 0
    worker = subprocess.Popen([sys.executable, "-m", "app.cli", "worker"], cwd=ROOT, env=environment(folder, **elsewhere))
    time.sleep(3)
    assert worker.poll() is None
    worker.terminate()
    assert worker.wait(15) == 0


def test_the_api_refuses_to_run_on_a_slower_server(settings: Settings) -> None:
    async def nothing(scope: object, receive: object, send: object) -> None:
        raise AssertionError("nobody asks")

    server = fast_server(nothing, settings)
    server.config.http = "h11"
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(RuntimeError, match="not on uvloop and httptools"):
        server.run(sockets=[listener])


def test_what_was_made_at_the_start_is_not_looked_through_for_rubbish() -> None:
    # In a process of its own: it would hold for all tests behind it.
    told = "import gc; gc.disable(); from app.cli.serve.child import settled; settled(); print(gc.isenabled(), gc.get_freeze_count())"
    enabled, objects = subprocess.check_output([sys.executable, "-c", told], cwd=ROOT, text=True).split()
    assert enabled == "True"
    assert int(objects) > 10_000
