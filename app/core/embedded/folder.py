"""What lies in the embedded server's folder, and how the server sees it.

``data`` and ``run`` belong to the account of the server; all else belongs to whoever started it, so that a server which root started
cannot lead root astray.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app.core.embedded.account import Account
from app.core.embedded.errors import EmbeddedPostgresError, unusable

SOCKET = ".s.PGSQL.5432"
LONGEST = 100  # bytes of a socket's path; the systems allow 103 (macOS) and 107 (Linux)


class View(NamedTuple):
    """The folder as the server's account reaches it: the ``path`` to use, and descriptors that must stay open for it."""

    path: str
    keep: tuple[int, ...] = ()


class Folder:
    """Paths under ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.data = self.root / "data"
        self.unfinished = self.root / "data.init"
        self.run = self.root / "run"
        self.conf = self.root / "embedded.conf"
        self.log = self.root / "postgres.log"
        self.start_lock = self.root / "start.lock"
        self.clients_lock = self.root / "clients.lock"
        self.server_lock = self.root / "server.lock"
        self.watchdog_lock = self.root / "watchdog.lock"

    def make(self) -> None:
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.root, os.O_RDONLY | os.O_DIRECTORY))
            if not os.access(self.root, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", str(self.root))
        except OSError as error:
            raise unusable(self.root, error) from None

    @property
    def sockets(self) -> Path:
        """The folder of the socket, by the name under which clients can reach it."""
        return Path(os.readlink(self.run)) if self.run.is_symlink() else self.run

    @property
    def socket(self) -> Path:
        return self.sockets / SOCKET

    def prepare_sockets(self, account: Account | None) -> None:
        """Make the private folder of the socket. It lies in the system's temporary folder when its name here would not do.

        Too long a name does not fit into a socket's address, and libpq takes a comma for the end of a host and a colon for a port.
        """
        plain = len(os.fsencode(self.run / SOCKET)) <= LONGEST and not set(str(self.run)) & set(",:")
        if self.run.is_symlink() and (plain or not self.run.is_dir()):
            self.run.unlink()
        elif self.run.is_dir() and not self.run.is_symlink() and not plain:  # the folder was moved here
            shutil.rmtree(self.run)
        if not os.path.lexists(self.run):
            if plain:
                self.run.mkdir(mode=0o700)
            else:
                self.run.symlink_to(tempfile.mkdtemp(prefix="nhanquyen-", dir="/tmp"))
        if account:
            os.chown(self.sockets, account.uid, account.gid, follow_symlinks=False)
        state = self.sockets.lstat()
        owner = account.uid if account else os.geteuid()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != owner or stat.S_IMODE(state.st_mode) & 0o077:
            raise EmbeddedPostgresError(
                f"{self.sockets} is not private to the account of the server. Remove it, and start again."
            )

    def prepare_unfinished(self, account: Account | None) -> None:
        """An empty place for a new cluster, in the stead of what a killed start may have left there."""
        shutil.rmtree(self.unfinished, ignore_errors=True)
        self.unfinished.mkdir(mode=0o700)
        if account:
            os.chown(self.unfinished, account.uid, account.gid)

    def hand_over(self) -> None:
        """Give what root made here to the owner of the folder, who may come back without root."""
        state = self.root.stat()
        if os.geteuid() != 0 or state.st_uid == 0:
            return
        for path in (self.start_lock, self.clients_lock, self.server_lock, self.watchdog_lock, self.conf, self.log, self.run):
            if os.path.lexists(path):
                os.chown(path, state.st_uid, state.st_gid, follow_symlinks=False)

    @contextmanager
    def seen_by(self, account: Account | None) -> Iterator[View]:
        """The view of ``account``.

        Root's own folders are often closed to everybody else (a home, a temporary folder). The server then goes through an
        open descriptor, by way of /proc, instead of having the folders above opened for it.
        """
        if account is None:
            yield View(str(self.root))
            return
        state = self.root.stat()
        mode = state.st_mode
        if state.st_uid != account.uid and mode & 0o005 != 0o005:
            os.chown(self.root, -1, account.gid)
            self.root.chmod(stat.S_IMODE(mode) | 0o050)
        if account.may_enter(self.root):
            yield View(str(self.root))
            return
        if not Path("/proc/self/fd").is_dir():
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, and the account {account.name} cannot reach {self.root}. "
                f"Run as an ordinary user, or set NQ_DATA_DIR to a folder that {account.name} can enter."
            )
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield View(f"/proc/self/fd/{descriptor}", (descriptor,))
        finally:
            os.close(descriptor)
