"""The real service over a scratch database, in processes of its own, as an operator runs it: `nhanquyen serve`."""

import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.core.config import Settings
from benchmarks.engines import Measured
from benchmarks.errors import Unmeasurable

ROOT = Path(__file__).parents[1]
_ADDRESS = re.compile(r"nhanquyen answers at (http://\S+)")
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, and the process that others are children of."""

    address: str
    process: int

    def peak_memory(self) -> int | None:
        """Most bytes that the process which answers has had resident; None where /proc does not tell."""
        try:
            children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text("ascii").split()
            answering = [child for child in children if b"\0api\0" in Path(f"/proc/{child}/cmdline").read_bytes()]
            peaks = [_PEAK.search(Path(f"/proc/{child}/status").read_text("utf-8")) for child in answering]
        except OSError:
            return None
        return max((int(peak[1]) * 1024 for peak in peaks if peak), default=None)


@contextmanager
def serving(
    database: Engine,
    engine: Measured,
    languages: Sequence[str],
    *,
    worker: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Service]:
    """The service with one process that answers. Without a ``worker`` nothing feeds the index meanwhile: it is complete.

    ``settings`` are further variables of its environment. Nothing is kept unless they say so, so that no figure is won by repetition.
    """
    with tempfile.TemporaryDirectory(prefix="nhanquyen-bench-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as written:
            service = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--worker" if worker else "--no-worker"],
                cwd=ROOT,
                env=_environment(database, engine, languages, Path(folder)) | dict(settings or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
            )
        try:
            assert service.stdout is not None
            found = _ADDRESS.match(service.stdout.readline())
            if found is None:
                raise Unmeasurable(f"The service does not start:\n{log.read_text('utf-8').strip()}")
            yield Service(found[1], service.pid)
        finally:
            _end(service)


def _environment(database: Engine, engine: Measured, languages: Sequence[str], folder: Path) -> dict[str, str]:
    """The environment without what an operator has set, so that the figures of two machines can be compared."""
    ours = {f"NQ_{name.upper()}" for name in Settings.model_fields}
    return {
        **{name: value for name, value in os.environ.items() if name not in ours},
        "NQ_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "NQ_DATA_DIR": str(folder),
        "NQ_HOST": "127.0.0.1",
        "NQ_PORT": "0",
        "NQ_CURSOR_SECRET": secrets.token_hex(32),
        "NQ_LANGUAGES": ",".join(dict.fromkeys(("vi", *languages))),
        "NQ_SEED": "false",
        "NQ_LOG_LEVEL": "warning",
        "NQ_CACHE_BYTES": "0",
        **engine.environment,
    }


def _end(service: subprocess.Popen[str]) -> None:
    service.terminate()
    try:
        service.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        service.kill()
        service.wait()
    assert service.stdout is not None
    service.stdout.close()
