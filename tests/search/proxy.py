"""A TCP proxy that stands before a server and behaves as badly as it is told to."""

import contextlib
import socket
import threading
import time
from typing import Literal

Mode = Literal["pass", "refuse", "blackhole", "slow", "500", "garbage"]

SLOW = 5.0
_ERROR = b'{"message":"secret of the engine","code":"internal"}'
_ANSWERS = {
    "500": b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
    % (len(_ERROR), _ERROR),
    "garbage": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n\x00\xff{'results': 12 ]]]]",
}


class Proxy:
    """Listens on a port of its own. ``mode`` holds for what comes from then on, also on connections that are open."""

    def __init__(self, upstream: str) -> None:
        host, _, port = upstream.removeprefix("http://").partition(":")
        self._upstream = (host, int(port))
        self.mode: Mode = "pass"
        self._open: set[socket.socket] = set()
        self._closed = threading.Event()
        self._listener: socket.socket | None = None
        self.port = 0
        self._listen()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def behave(self, mode: Mode) -> None:
        """From now on so; connections that are open are cut, as they are when a server falls."""
        self.mode = mode
        if mode == "refuse":
            self._deafen()
        elif self._listener is None:
            self._listen()
        if mode in ("refuse", "pass"):
            self._cut()

    def close(self) -> None:
        self._closed.set()
        self._deafen()
        self._cut()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(128)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _deafen(self) -> None:
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def _cut(self) -> None:
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket() as server:
            self._open.add(client)
            try:
                server.connect(self._upstream)
                threading.Thread(target=self._back, args=(server, client), daemon=True).start()
                while data := client.recv(65536):
                    mode = self.mode
                    if mode == "slow":
                        self._closed.wait(SLOW)
                    if mode in ("pass", "slow"):
                        server.sendall(data)
                    elif answer := _ANSWERS.get(mode):
                        # The head and the body of a request may come apart; one answer is enough.
                        client.sendall(answer)
            except OSError:
                pass
            finally:
                self._open.discard(client)
                with contextlib.suppress(OSError):
                    server.shutdown(socket.SHUT_RDWR)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        try:
            while data := server.recv(65536):
                client.sendall(data)
        except OSError:
            pass


def timed(act: object) -> float:
    """Seconds that calling something takes."""
    assert callable(act)
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
