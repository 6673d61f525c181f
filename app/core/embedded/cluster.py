"""The cluster on the disk: made once, in one step that either happened or did not, and set up anew at each start."""

import os
import subprocess
import sys
from collections.abc import Mapping

from app.core.embedded.account import Account, run
from app.core.embedded.binaries import Binaries
from app.core.embedded.errors import EmbeddedPostgresError, failure, unusable
from app.core.embedded.folder import Folder, View

OWNER = "nhanquyen"
DATABASE = "nhanquyen"

# For a search-heavy service that shares a small machine; figures of maintenance and cache suit 2 GB of memory and more.
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "default_text_search_config": "pg_catalog.simple",
} | ({"effective_io_concurrency": "64"} if sys.platform.startswith("linux") else {})

# What the supervisor relies on, and what keeps acknowledged work on the disk.
FIXED = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "fsync": "on",
    "full_page_writes": "on",
}
OWNED = {*FIXED, "unix_socket_directories", "data_directory", "config_file", "hba_file", "ident_file", "external_pid_file"}

INHERITED = {"PATH", "TMPDIR", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "LOCALE_ARCHIVE", "LOCPATH"}


def environment() -> dict[str, str]:
    """What PostgreSQL's programs inherit: no language of the user, nothing that is meant for other servers, no secret of the service."""
    kept = {name: value for name, value in os.environ.items() if name in INHERITED}
    return kept | {"LC_ALL": "C"}


def check_settings(settings: Mapping[str, str]) -> None:
    if refused := sorted(OWNED & {name.lower() for name in settings}):
        raise EmbeddedPostgresError(f"The embedded PostgreSQL keeps {', '.join(refused)} as it is. Leave it out of the settings.")


def exists(folder: Folder, major: int) -> bool:
    """Whether there is a cluster, of the major version that the binaries are of; any other content is an error."""
    try:
        if not folder.data.exists():
            return False
        have = (folder.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedPostgresError(f"{folder.data} is not a PostgreSQL cluster. Move it away, and a new one is made.") from None
    except OSError as error:
        raise unusable(folder.data, error) from None
    if have != str(major):
        raise EmbeddedPostgresError(
            f"The data in {folder.data} are of PostgreSQL {have}, the binaries are {major}. Name binaries of version {have} in NQ_POSTGRES_BIN, "
            f"or dump the database with those, move the folder away, and restore the dump."
        )
    return True


def create(folder: Folder, view: View, binaries: Binaries, account: Account | None, start_lock: int, deadline: float) -> None:
    """Make the cluster with its database and owner beside its place, then rename it.

    The programs hold on to ``start_lock``: when the starter is killed they still work in the unfinished folder for a moment, and
    the next start must wait for that moment.
    """
    folder.prepare_unfinished(account)
    unfinished = f"{view.path}/{folder.unfinished.name}"
    keep = (*view.keep, start_lock)
    locale = ["--locale=C", f"--lc-ctype={_character_type()}"]
    if binaries.major >= 17:
        # The system's C.UTF-8 is only as good as its C library; the built-in one is the same everywhere.
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--auth-local=trust", "--auth-host=reject"]
    initdb = [
        binaries.program("initdb"),
        "-D",
        unfinished,
        "-U",
        OWNER,
        "-E",
        "UTF8",
        "-k",
        "--no-instructions",
        *access,
        *locale,
    ]
    single = [binaries.program("postgres"), "--single", "-D", unfinished, "template1"]
    for command, said in ((initdb, ""), (single, f"create database {DATABASE}\n")):
        try:
            done = run(command, account=account, env=environment(), keep=keep, said=said, deadline=deadline)
        except subprocess.TimeoutExpired:
            raise EmbeddedPostgresError(
                f"Making a database in {folder.root} takes too long. Set NQ_DATA_DIR to a faster disk."
            ) from None
        if done.returncode or " FATAL: " in done.stderr or " ERROR: " in done.stderr:
            raise failure("The database could not be made.", done.stdout + done.stderr)
    with open(folder.unfinished / "postgresql.conf", "a", encoding="utf-8") as conf:
        conf.write(
            "\n# Written at each start by the service; it wins over the settings above.\ninclude_if_exists '../embedded.conf'\n"
        )
        conf.flush()
        os.fsync(conf.fileno())
    folder.unfinished.rename(folder.data)
    descriptor = os.open(folder.root, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def configure(folder: Folder, view: View, settings: Mapping[str, str]) -> None:
    """Write ``embedded.conf``, whole or not at all."""
    sockets = str(folder.sockets) if folder.run.is_symlink() else f"{view.path}/run"
    escaped = sockets.replace('"', '""')
    chosen = SETTINGS | dict(settings) | FIXED | {"unix_socket_directories": f'"{escaped}"'}
    lines = (f"{name} = '{_quoted(value)}'\n" for name, value in chosen.items())
    new = folder.conf.with_suffix(".new")
    new.write_text("# Written at each start; changes here are lost.\n" + "".join(lines), encoding="utf-8")
    new.chmod(0o644)
    new.rename(folder.conf)


# In a process of its own, since the locale of a process belongs to all its threads.
_PROBE = """
import locale, sys
for name in sys.argv[1:]:
    try:
        print(locale.setlocale(locale.LC_CTYPE, name))
        break
    except locale.Error:
        pass
"""


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _character_type() -> str:
    """A locale of the system that knows the letters of Unicode; without one, text search would split words at each accented letter."""
    names = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _PROBE, *names], check=False, capture_output=True, text=True, env=environment()
    ).stdout.strip()
    if not found:
        raise EmbeddedPostgresError(
            f"The system has none of the locales {', '.join(names)}. Generate one, for instance with localedef."
        )
    return found
