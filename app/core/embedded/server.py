"""The embedded server: start it or join it, use it, leave it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import quote

from app.core.embedded import account as accounts
from app.core.embedded import binaries, cluster, locks, postmaster, watchdog
from app.core.embedded.errors import EmbeddedPostgresError, unusable
from app.core.embedded.folder import Folder

PORT = 5432


class EmbeddedPostgres:
    """A PostgreSQL under the folder ``root``, shared by all processes that start one there; it stops after the last of them.

    ``settings`` are PostgreSQL's own and apply when this start is the one that starts the server. ``start_timeout`` seconds are allowed
    for everything, recovery after a crash included. After ``patience`` seconds an orderly stop is cut short, and the next start
    recovers. Close connection pools before leaving. start() raises EmbeddedPostgresError.
    """

    def __init__(
        self, root: Path, settings: Mapping[str, str] | None = None, start_timeout: float = 120.0, *, patience: float = 20.0
    ) -> None:
        self._folder = Folder(Path(root))
        self._settings = dict(settings or {})
        self._timeout = start_timeout
        self._patience = patience
        self._share: int | None = None
        self.created = False
        """Whether this start made the cluster."""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def conninfo(self) -> str:
        """libpq's connection string for the service's own database."""
        host = str(self._sockets()).replace("\\", "\\\\").replace("'", "\\'")
        return f"host='{host}' port={PORT} user={cluster.OWNER} dbname={cluster.DATABASE}"

    def url(self, database: str = cluster.DATABASE, driver: str = "postgresql+psycopg") -> str:
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
            busy = f"Another process is still starting PostgreSQL in {folder.root}. Wait for it, or end it."
            start_lock = locks.acquire(folder.start_lock, locks.ALONE, deadline, busy)
            try:
                busy = f"PostgreSQL in {folder.root} is still being stopped. Start again in a minute."
                self._share = locks.acquire(folder.clients_lock, locks.SHARED, deadline, busy)
                self._start(start_lock, self._share, deadline)
            except BaseException:
                self._leave()
                raise
            finally:
                folder.hand_over()
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
        except (OSError, EmbeddedPostgresError):  # the folder was deleted; the server notices by itself
            self._leave()
            return
        self._leave()
        try:
            while watchdog.holder(server) is not None and not locks.is_shared(folder.clients_lock):
                if time.monotonic() > deadline:
                    return
                time.sleep(0.01)
                self._watch()
        except (OSError, EmbeddedPostgresError):
            return
        finally:
            os.close(server)

    def _sockets(self) -> Path:
        if self._share is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL has no address before it is started. Call start() first.")
        return self._folder.sockets

    def _leave(self) -> None:
        # Closed, not unlocked: a process that was forked from this one may still use the server, and keeps its share.
        if self._share is not None:
            os.close(self._share)
            self._share = None

    def _start(self, start_lock: int, share: int, deadline: float) -> None:
        folder = self._folder
        self.created = False
        self._watch()
        if (folder.data / "PG_VERSION").exists() and postmaster.answers(folder):
            return
        account = accounts.choose(folder.root)
        programs = binaries.find(account)
        with folder.seen_by(account) as view:
            if not cluster.exists(folder, programs.major):
                self._end_stray()
                cluster.create(folder, view, programs, account, start_lock, deadline)
                self.created = True
            folder.prepare_sockets(account)
            postmaster.ensure(postmaster.Start(folder, view, programs, account, self._settings, share), deadline)

    def _end_stray(self) -> None:
        """End a server whose data were deleted under it; it would go on for up to a minute, in the way of the next one."""
        lock = locks.open_lock(self._folder.server_lock)
        try:
            watchdog.stop(lock, self._patience)
        finally:
            os.close(lock)

    def _watch(self) -> None:
        """See to it that a watchdog is on duty; the one before may have been killed."""
        if locks.is_held(self._folder.watchdog_lock):
            return
        command = [sys.executable, "-I", "-S", watchdog.__file__, str(self._folder.root), str(self._patience)]
        quiet = subprocess.DEVNULL
        done = subprocess.run(
            command, check=False, stdin=quiet, stdout=quiet, stderr=subprocess.PIPE, text=True, env=cluster.environment()
        )
        if done.returncode:
            raise EmbeddedPostgresError(
                f"The watchdog of PostgreSQL cannot be run with {sys.executable}: {done.stderr.strip()[-300:]}"
            )
