"""Stops the server when its last user has gone, for whatever reason.

Run as ``python -I -S watchdog.py ROOT PATIENCE``: it needs the standard library only, so that it stays small and does not depend on
what becomes of the environment that started it. It leaves its starter at once and returns when one watchdog of ROOT is on duty.
"""

import fcntl
import os
import signal
import struct
import sys
import time

# The C structure flock: (type, whence, start, length, pid) on Linux, (start, length, pid, type, whence) on macOS and the BSDs.
_LINUX = sys.platform.startswith("linux")
_FLOCK = struct.Struct("hhqqi0q" if _LINUX else "qqihh")
_ANYONE = _FLOCK.pack(fcntl.F_WRLCK, 0, 0, 0, 0) if _LINUX else _FLOCK.pack(0, 0, 0, fcntl.F_WRLCK, 0)


def holder(lock: int) -> int | None:
    """Process id of the server that holds the record lock on the descriptor ``lock``; None when there is no server.

    0 or less stands for a server that is alive but cannot be named from here, as in another container that shares the folder.
    """
    fields = _FLOCK.unpack(fcntl.fcntl(lock, fcntl.F_GETLK, _ANYONE))
    kind, pid = (fields[0], fields[4]) if _LINUX else (fields[3], fields[2])
    return None if kind == fcntl.F_UNLCK else int(pid)


def stop(lock: int, patience: float) -> None:
    """An orderly stop of the server that holds ``lock``; after ``patience`` seconds it is cut short, and the next start recovers."""
    begun = time.monotonic()
    orders = [
        (0.0, signal.SIGINT),
        (patience / 2, signal.SIGINT),
        (patience, signal.SIGQUIT),
    ]
    while (pid := holder(lock)) is not None and pid > 0 and time.monotonic() - begun < 3 * patience:
        if orders and time.monotonic() - begun >= orders[0][0]:
            os.kill(pid, orders.pop(0)[1])
        time.sleep(0.01)


def _take(duty: int) -> bool:
    """Whether the post was vacant. Somebody who looks whether it is holds it for an instant, hence a few attempts."""
    for _ in range(20):
        try:
            fcntl.flock(duty, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
        else:
            return True
    return False


def main(root: str, patience: str) -> int:
    # All files are opened before anything is waited for: the folder may be deleted under the server.
    duty, clients, server = (
        os.open(os.path.join(root, name), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        for name in ("watchdog.lock", "clients.lock", "server.lock")
    )
    if not _take(duty):
        return 0
    if os.fork():
        return 0
    os.setsid()
    os.chdir("/")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):  # whoever reads the starter's output must not wait for the watchdog
        os.dup2(nothing, stream)
    fcntl.flock(clients, fcntl.LOCK_EX)
    stop(server, float(patience))
    # In this order: whoever gets hold of clients.lock next must find that the post of the watchdog is vacant.
    os.close(duty)
    os.close(clients)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
