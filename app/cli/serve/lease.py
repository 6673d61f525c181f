"""One `serve` in a folder: the lock that the first holds, in which it tells where it is reached."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.saying import Sentence

FILE = "serve.lock"


class Lease:
    """Held for as long as the process lives, and by nobody when it is gone, however it went."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.tell(None)

    def tell(self, address: str | None) -> None:
        """Leave word for whoever starts in the same folder; None while it is not known yet."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps({"process": os.getpid(), "address": address}).encode(), 0)


@contextmanager
def lease(folder: Path) -> Iterator[Lease]:
    """Take the folder. Sentence, with the other's address, when somebody has it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Sentence(f"{folder} cannot be used ({error.strerror}). Set NQ_DATA_DIR to a folder of your own.") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Sentence(f"{_told(descriptor)} in {folder}. It is left alone, and nothing else was started.") from None
        yield Lease(descriptor)
    finally:
        os.close(descriptor)


def _told(descriptor: int) -> str:
    try:
        word = json.loads(os.pread(descriptor, 1000, 0))
        process, address = word["process"], word["address"]
    except (ValueError, KeyError, TypeError):
        return "nhanquyen is being started already"
    if address is None:
        return f"nhanquyen is being started already, as process {process},"
    return f"nhanquyen runs already, at {address} (process {process}),"
