"""The account that the server runs as. PostgreSQL refuses root, which therefore hands the server to an account without rights."""

import os
import pwd
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app.core.embedded.errors import EmbeddedPostgresError


class Account(NamedTuple):
    """An account other than the present one; ``None`` in its place means: stay who you are."""

    name: str
    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Whether the account reaches the folder through all that lies above it."""
        return run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], account=self, env={}).returncode == 0


def choose(root: Path) -> Account | None:
    """The account for the server under the folder ``root``; None unless root asks.

    It is the owner of the data or, without data, of the folder. Where root made the folder it is ``postgres``, else ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    data = root / "data"
    if data.exists() or root.stat().st_uid != 0:
        place = data if data.exists() else root
        owner = place.stat().st_uid
        found = _known(owner)
        if found is None:
            raise EmbeddedPostgresError(
                f"{place} belongs to {'root' if owner == 0 else f'user {owner}, who is not known here'}, as whom PostgreSQL cannot run. "
                "Give it to the account postgres or nobody (chown -R)."
            )
        return found
    for name in ("postgres", "nobody"):
        if found := _known(name):
            return found
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and there is no account postgres or nobody to hand it to. Make one, or run as an ordinary user."
    )


def _known(who: int | str) -> Account | None:
    try:
        entry = pwd.getpwuid(who) if isinstance(who, int) else pwd.getpwnam(who)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def run(
    command: Sequence[str],
    *,
    account: Account | None,
    env: Mapping[str, str],
    keep: Sequence[int] = (),
    said: str = "",
    deadline: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """``command`` run to its end as ``account``, with ``said`` as input and the descriptors ``keep``; output and errors are kept as text."""
    identity: dict[str, Any] = {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.run(
        command,
        check=False,
        input=said,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd="/",
        env=dict(env),
        pass_fds=tuple(keep),
        timeout=None if deadline is None else max(deadline - time.monotonic(), 1.0),
        **identity,
    )
