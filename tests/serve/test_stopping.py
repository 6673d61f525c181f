"""However it ends, nothing is left running, nothing that was acknowledged is lost, and the next start works."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.serve.serving import Serving, command, gone, kill, serving, wait

pytestmark = [pytest.mark.xdist_group("serve"), pytest.mark.crash, pytest.mark.timeout(240)]


def everything(one: Serving) -> list[int]:
    found = [one.process.pid, *one.children(), *one.database()]
    assert len(found) >= 4
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_with_all_that_belongs_to_it(bare: Serving, number: int) -> None:
    pids = everything(bare)
    if number == signal.SIGINT:
        bare.interrupt()
    else:
        bare.process.send_signal(number)
    assert bare.process.wait(30) == 0
    assert gone(*pids)
    assert "Traceback" not in bare.said


def test_killed_it_leaves_nothing_running_for_long_and_starts_again_at_once(bare: Serving) -> None:
    children = bare.children()
    kill(bare.process.pid)
    with serving(bare.folder, NQ_SEED="false") as again:
        assert again.ready()
        wait(lambda: gone(*children), 20)


def test_a_killed_worker_is_started_again(bare: Serving) -> None:
    (worker,) = bare.children("worker")
    kill(worker)
    assert wait(lambda: set(bare.children("worker")) - {worker})
    assert "the worker ended unexpectedly (SIGKILL)" in bare.said
    assert bare.ready()


def test_a_killed_api_is_started_again(bare: Serving) -> None:
    (api,) = bare.children("api")
    kill(api)
    wait(lambda: set(bare.children("api")) - {api})
    assert wait(bare.ready)


def test_a_killed_database_is_started_again(bare: Serving) -> None:
    server = bare.database()
    assert server
    kill(*server)
    wait(lambda: not bare.ready(), 5)
    assert wait(bare.ready)
    assert bare.children("worker")


def test_what_was_acknowledged_is_there_after_everything_was_killed(folder: Path) -> None:
    article = {
        "kind": "article",
        "fields": {},
        "provenance": {"source": "Made for a test"},
        "original": {"language": "vi", "title": "Quyền con người"},
    }
    with serving(folder, NQ_SEED="false") as one:
        assert one.address
        key = command(folder, "keys", "create", "--role", "editor").stdout.strip()
        acknowledged = []
        until = time.monotonic() + 2
        while time.monotonic() < until:
            status, made = one.ask("/api/v1/documents", "POST", key, article)
            assert status == 201, made
            acknowledged.append(made["id"])
        pids = everything(one)
        backends = [pid for pid in pids if pid != one.process.pid]
        os.kill(one.process.pid, signal.SIGKILL)
        kill(*backends)
        one.process.wait(10)
    with serving(folder, NQ_SEED="false") as again:
        assert len(acknowledged) > 5
        statuses = {again.ask(f"/api/v1/documents/{id}?drafts=true", key=key)[0] for id in acknowledged}
        assert statuses == {200}
