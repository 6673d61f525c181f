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


def choose(data: Path) -> Account | None:
    """The account for the cluster ``data``: the one it belongs to already, else ``postgres``, else ``nobody``; None unless root asks."""
    if os.geteuid() != 0:
        return None
    if data.exists():
        owner = data.stat().st_uid
        try:
            entry = pwd.getpwuid(owner)
        except KeyError:
            entry = None
        if entry is None or owner == 0:
            raise EmbeddedPostgresError(
                f"{data} belongs to {'root' if owner == 0 else f'user {owner}, who is not known here'}, as whom PostgreSQL cannot run. "
                "Give it to the account postgres or nobody (chown -R)."
            )
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and there is no account postgres or nobody to hand it to. Make one, or run as an ordinary user."
    )


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
