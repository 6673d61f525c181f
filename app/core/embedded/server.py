"""The embedded server: start it or join it, use it, leave it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import quote

from app.core.embedded import account as accounts
from app.core.embedded import binaries, cluster, launcher, locks, watchdog
from app.core.embedded.account import Account
from app.core.embedded.binaries import Binaries
from app.core.embedded.errors import EmbeddedPostgresError, failure, unusable
from app.core.embedded.folder import SOCKET, Folder, View

PORT = 5432
LARGEST_LOG = 8_000_000
STILL_BUSY = ("pre-existing shared memory block", "could not bind")
STARTING_UP = b"C57P03\0"


class EmbeddedPostgres:
    """A PostgreSQL under the folder ``root``, shared by all processes that start one there; it stops after the last of them.

    ``settings`` are PostgreSQL's own and apply when this start is the one that starts the server. ``start_timeout`` seconds are allowed
    for everything, recovery after a crash included. After ``patience`` seconds an orderly stop is cut short. Close connection pools
    before leaving. All methods raise EmbeddedPostgresError.
    """

    def __init__(
        self,
        root: Path,
        settings: Mapping[str, str] | None = None,
        start_timeout: float = 120.0,
        *,
        patience: float = 20.0,
    ) -> None:
        self._folder = Folder(Path(root))
        self._settings = dict(settings or {})
        self._timeout = start_timeout
        self._patience = patience
        self._share: int | None = None
        self.created = False

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def conninfo(self) -> str:
        """libpq's connection string for the service's own database."""
        host = str(self._sockets()).replace("\\", "\\\\").replace("'", "\\'")
        return (
            f"host='{host}' port={PORT} user={cluster.OWNER} dbname={cluster.DATABASE}"
        )

    def url(
        self, database: str = cluster.DATABASE, driver: str = "postgresql+psycopg"
    ) -> str:
        """SQLAlchemy's URL of ``database``."""
        host = quote(str(self._sockets()), safe="")
        return f"{driver}://{cluster.OWNER}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def start(self) -> Self:
        """Join the server of the folder, or make and start it. Returns when it answers."""
        if self._share is not None:
            return self
        cluster.check_settings(self._settings)
        folder, deadline = self._folder, time.monotonic() + self._timeout
        folder.make()
        try:
            start_lock = locks.acquire(
                folder.start_lock,
                locks.ALONE,
                deadline,
                f"Another process is still starting PostgreSQL in {folder.root}.",
            )
            try:
                busy = f"PostgreSQL in {folder.root} is still being stopped. Start again in a minute."
                self._share = locks.acquire(
                    folder.clients_lock, locks.SHARED, deadline, busy
                )
                self._start(start_lock, deadline)
            except BaseException:
                self._leave()
                raise
            finally:
                os.close(start_lock)
        except OSError as error:
            raise unusable(folder.root, error) from error
        return self

    def close(self) -> None:
        """Leave the server. When this was its last user, wait until it has stopped."""
        if self._share is None:
            return
        folder = self._folder
        deadline = time.monotonic() + 3 * self._patience
        try:
            self._watch()
            server = locks.open_lock(folder.server_lock)
        except OSError:  # the folder was deleted; the server notices by itself
            self._leave()
            return
        try:
            self._leave()
            while (
                watchdog.holder(server) is not None
                and not locks.is_shared(folder.clients_lock)
                and time.monotonic() < deadline
            ):
                time.sleep(0.01)
        finally:
            os.close(server)

    def _sockets(self) -> Path:
        if self._share is None:
            raise EmbeddedPostgresError(
                "The embedded PostgreSQL has no address before it is started. Call start() first."
            )
        return self._folder.sockets

    def _leave(self) -> None:
        # Closed, not unlocked: a process that was forked from this one may still use the server, and keeps its share.
        if self._share is not None:
            os.close(self._share)
            self._share = None

    def _start(self, start_lock: int, deadline: float) -> None:
        folder = self._folder
        account = accounts.choose(folder.data)
        programs = binaries.find(account)
        self._watch()
        with folder.seen_by(account) as view:
            self.created = not cluster.exists(folder, programs.major)
            if self.created:
                cluster.create(folder, view, programs, account, start_lock)
            folder.prepare_sockets(account)
            self._run(programs, account, view, deadline)

    def _watch(self) -> None:
        """See to it that a watchdog is on duty; the one before may have been killed."""
        if not locks.is_held(self._folder.watchdog_lock):
            command = [
                sys.executable,
                "-I",
                "-S",
                watchdog.__file__,
                str(self._folder.root),
                str(self._patience),
            ]
            quiet = subprocess.DEVNULL
            subprocess.run(
                command,
                stdin=quiet,
                stdout=quiet,
                stderr=quiet,
                env=cluster.environment(),
                check=True,
            )

    def _run(
        self, programs: Binaries, account: Account | None, view: View, deadline: float
    ) -> None:
        """Launch the server unless it runs, until it answers. A server whose remains are still busy is tried again for 10 s."""
        folder = self._folder
        launched: int | None = None
        retry_until = time.monotonic() + 10
        lock = locks.open_lock(folder.server_lock)
        try:
            while not _answers(folder.socket):
                if time.monotonic() > deadline:
                    raise failure(
                        f"PostgreSQL in {folder.root} did not become ready in {self._timeout:.0f} s.",
                        self._said(launched or 0),
                    )
                if watchdog.holder(lock) is None:
                    if launched is not None:
                        said = self._said(launched)
                        if time.monotonic() > retry_until or not any(
                            sign in said for sign in STILL_BUSY
                        ):
                            raise failure(
                                f"PostgreSQL could not be started in {folder.root}.",
                                said,
                            )
                        time.sleep(0.25)
                    cluster.configure(folder, view, self._settings)
                    launched = self._launch(programs, account, view)
                time.sleep(0.02)
        finally:
            os.close(lock)

    def _launch(self, programs: Binaries, account: Account | None, view: View) -> int:
        """Start the server and return the size that its log had before."""
        folder = self._folder
        assert self._share is not None
        uid, gid = (account.uid, account.gid) if account else (-1, -1)
        command = [
            sys.executable,
            "-I",
            "-S",
            launcher.__file__,
            str(folder.server_lock),
            str(uid),
            str(gid),
            str(self._share),
        ]
        command += [programs.program("postgres"), "-D", f"{view.path}/data"]
        if folder.log.exists() and folder.log.stat().st_size > LARGEST_LOG:
            folder.log.replace(folder.log.with_suffix(".log.1"))
        log = os.open(
            folder.log,
            os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC,
            0o600,
        )
        try:
            before = os.fstat(log).st_size
            subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=cluster.environment() | self._remains(),
                pass_fds=(self._share, *view.keep),
            )
        finally:
            os.close(log)
        return before

    def _remains(self) -> dict[str, str]:
        """Deal with the lock files of a server that was killed; nobody holds ``server.lock``, so none is alive.

        postmaster.pid stays, since PostgreSQL learns from it whether processes of the killed server are still at work. But its process id
        may belong to a stranger by now. PostgreSQL disregards that of its grandparent, which is told by an environment variable.
        """
        (self._folder.sockets / f"{SOCKET}.lock").unlink(missing_ok=True)
        path = self._folder.data / "postmaster.pid"
        try:
            pid = abs(int(path.read_bytes().split(b"\n")[0]))
        except FileNotFoundError:
            return {}
        except (
            ValueError
        ):  # cut short when the machine went down; PostgreSQL would refuse it
            path.unlink()
            return {}
        return {"PG_GRANDPARENT_PID": str(pid)}

    def _said(self, since: int) -> str:
        try:
            with open(self._folder.log, "rb") as log:
                log.seek(since)
                return log.read()[-4000:].decode(errors="replace")
        except OSError:
            return ""


def _answers(path: Path) -> bool:
    """Whether a server answers at the socket with anything but "starting up" or "shutting down"."""
    parameters = f"user\0{cluster.OWNER}\0database\0postgres\0\0".encode()
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(path))
            connection.sendall(
                (len(parameters) + 8).to_bytes(4) + (3 << 16).to_bytes(4) + parameters
            )
            answer = connection.recv(1024)
    except OSError:
        return False
    return bool(answer) and not (answer[:1] == b"E" and STARTING_UP in answer)
