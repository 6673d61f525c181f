"""The socket that the API answers on, opened before anything else is begun, and the address to reach it by."""

import errno
import socket
import time

from app.cli.saying import Sentence
from app.core.config import Settings

BACKLOG = 2048
PATIENCE = 2.0


def listen(settings: Settings) -> socket.socket:
    """A listening socket; Sentence says why there can be none."""
    host, port = settings.host, settings.port
    where = f"port {port} of {host}"
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        both = family == socket.AF_INET6 and host == "::" and socket.has_dualstack_ipv6()
        return _bound((host, port), family, both)
    except socket.gaierror:
        raise Sentence(
            f"{host} is not an address. Set NQ_HOST to 127.0.0.1, to 0.0.0.0, or to an address of this machine."
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Sentence(
                f"Another program listens on {where}. End it, or set NQ_PORT to another port; 0 takes a free one."
            ) from None
        if error.errno == errno.EACCES:
            raise Sentence(f"This account may not listen on {where}. Set NQ_PORT to a port above 1023.") from None
        if error.errno == errno.EADDRNOTAVAIL:
            raise Sentence(f"{host} is not an address of this machine. Set NQ_HOST to one, or to 0.0.0.0 for all.") from None
        raise Sentence(f"Listening on {where} is not possible: {error.strerror}.") from None


def _bound(where: tuple[str, int], family: socket.AddressFamily, both: bool) -> socket.socket:
    """A listening socket. Children of a `serve` that was killed need a moment to let go of the port."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_server(where, family=family, backlog=BACKLOG, dualstack_ipv6=both)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
        time.sleep(0.1)


def address(listener: socket.socket) -> str:
    """Where a browser on this machine reaches the service."""
    host, port = listener.getsockname()[:2]
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"
