"""Starts the server as a process that belongs to nobody, holding the record lock by which it is known.

Run as ``python -I -S launcher.py LOCK UID GID KEEP COMMAND…``; UID is -1 to stay the present account. A record lock stays with a process
through exec and is not inherited by its children, so that it is the server's own process, and no other, that the kernel names as holder.
KEEP is a descriptor (the starter's share in ``clients.lock``) that stays open until the server has taken over: if the starter is
killed meanwhile, the watchdog does not look for a server before there is one.
"""

import fcntl
import os
import signal
import sys

BUSY = 75


def main(lock: str, uid: str, gid: str, keep: str, *command: str) -> int:
    reader, writer = os.pipe()
    os.set_inheritable(int(keep), False)
    if os.fork():
        os.close(writer)
        trouble = os.read(reader, 4096).decode()
        sys.stderr.write(trouble)
        return (BUSY if trouble.startswith("busy") else 1) if trouble else 0
    try:
        os.setsid()
        server = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        fcntl.lockf(server, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(server, True)
        if int(uid) >= 0:
            os.setgroups([])
            os.setgid(int(gid))
            os.setuid(int(uid))
        os.umask(0o077)
        for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(ignored_by_python, signal.SIG_DFL)
        os.execv(command[0], command)
    except BlockingIOError:
        os.write(writer, b"busy: another server holds the lock\n")
    except (OSError, ValueError) as error:
        os.write(writer, f"{command[0]} cannot be started: {error}\n".encode())
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
