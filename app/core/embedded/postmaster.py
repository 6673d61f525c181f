"""The server's process: launched, waited for, listened to."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import NamedTuple

from app.core.embedded import cluster, launcher, locks, watchdog
from app.core.embedded.account import Account
from app.core.embedded.binaries import Binaries
from app.core.embedded.errors import failure
from app.core.embedded.folder import SOCKET, Folder, View

LARGEST_LOG = 8_000_000
REMAINS_BUSY = "pre-existing shared memory block"
PATIENCE_WITH_REMAINS = 10.0
STARTING_OR_STOPPING = b"C57P03\0"


class Start(NamedTuple):
    """What a start needs to know. ``share`` is the descriptor of this process's share in ``clients.lock``."""

    folder: Folder
    view: View
    programs: Binaries
    account: Account | None
    settings: Mapping[str, str]
    share: int


def answers(folder: Folder) -> bool:
    """Whether a server answers at the socket with anything but "starting up" or "shutting down"."""
    parameters = f"user\0{cluster.OWNER}\0database\0postgres\0\0".encode()
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(folder.socket))
            connection.sendall((len(parameters) + 8).to_bytes(4) + (3 << 16).to_bytes(4) + parameters)
            answer = connection.recv(1024)
    except OSError:
        return False
    return bool(answer) and not (answer[:1] == b"E" and STARTING_OR_STOPPING in answer)


def ensure(start: Start, deadline: float) -> None:
    """Launch the server unless it runs, and wait until it answers; EmbeddedPostgresError says what it complained of.

    A backend of a killed server may take a moment to notice that it is alone. The launch is then tried again for 10 s.
    """
    folder = start.folder
    launched_at: int | None = None
    retry_until = time.monotonic() + PATIENCE_WITH_REMAINS
    lock = locks.open_lock(folder.server_lock)
    try:
        while not answers(folder):
            alive = watchdog.holder(lock) is not None
            if launched_at is not None and not alive:
                said = _said(folder, launched_at)
                if REMAINS_BUSY not in said or time.monotonic() > min(retry_until, deadline):
                    raise failure(f"PostgreSQL could not be started in {folder.root}.", said)
                time.sleep(0.25)
            if time.monotonic() > deadline:
                said = _said(folder, launched_at or 0)
                raise failure(
                    f"PostgreSQL in {folder.root} was not ready in time. It may be recovering; start again in a minute.", said
                )
            if not alive:
                launched_at = _launch(start)
            time.sleep(0.02)
    finally:
        os.close(lock)


def _launch(start: Start) -> int:
    """Start the server; the size that its log had before."""
    folder = start.folder
    cluster.configure(folder, start.view, start.settings)
    uid, gid = (start.account.uid, start.account.gid) if start.account else (-1, -1)
    command = [sys.executable, "-I", "-S", launcher.__file__, str(folder.server_lock), str(uid), str(gid), str(start.share)]
    command += [start.programs.program("postgres"), "-D", f"{start.view.path}/data"]
    if folder.log.exists() and folder.log.stat().st_size > LARGEST_LOG:
        folder.log.replace(folder.log.with_suffix(".log.1"))
    log = os.open(folder.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        before = os.fstat(log).st_size
        subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=cluster.environment() | _remains(folder),
            pass_fds=(start.share, *start.view.keep),
        )
    finally:
        os.close(log)
    return before


def _remains(folder: Folder) -> dict[str, str]:
    """Deal with the lock files of a server that was killed; nobody holds ``server.lock``, so none is alive.

    postmaster.pid stays, since PostgreSQL learns from it whether processes of the killed server are still at work. But its process id
    may belong to a stranger by now. PostgreSQL disregards that of its grandparent, which is told by an environment variable.
    """
    folder.socket.with_name(f"{SOCKET}.lock").unlink(missing_ok=True)
    path = folder.data / "postmaster.pid"
    try:
        pid = abs(int(path.read_bytes().split(b"\n")[0]))
    except FileNotFoundError:
        return {}
    except ValueError:  # cut short when the machine went down; PostgreSQL would refuse it
        path.unlink()
        return {}
    return {"PG_GRANDPARENT_PID": str(pid)}


def _said(folder: Folder, since: int) -> str:
    """What the server wrote to its log after the first ``since`` bytes."""
    try:
        with open(folder.log, "rb") as log:
            log.seek(since)
            return log.read()[-4000:].decode(errors="replace")
    except OSError:
        return ""
