"""What stands beside the service: a responder that does nothing, and FastAPI's hello-world under the service's own server.

``python -m benchmarks.throughput.responders NAME`` serves one of them, says its address, and ends with its standard input.
"""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from benchmarks.errors import Unmeasurable
from benchmarks.serving import ROOT


@contextmanager
def responding(name: str) -> Iterator[str]:
    """The address of ``nothing`` or ``hello``, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.throughput.responders", name],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise Unmeasurable(f"The responder “{name}” does not start.")
        yield address
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


class _Nothing(asyncio.Protocol):
    """Answers whatever comes in one piece, without reading it."""

    ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 17\r\ncontent-type: application/json\r\n\r\n" + b'{"hello":"world"}'

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own kind is none by descent

    def data_received(self, data: bytes) -> None:
        self.transport.write(self.ANSWER)


async def _nothing(listener: socket.socket) -> None:
    server = await asyncio.get_running_loop().create_server(_Nothing, sock=listener)
    await server.serve_forever()


def _hello(listener: socket.socket) -> None:
    from fastapi import FastAPI

    from app.cli.serve.child import fast_server
    from app.core.config import Settings

    app = FastAPI(openapi_url=None)

    @app.get("/")
    async def hello() -> dict[str, str]:
        return {"hello": "world"}

    fast_server(app, Settings()).run(sockets=[listener])


def main(name: str) -> None:
    import os

    import uvloop

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)

    def ended() -> None:
        while os.read(0, 1024):
            pass
        os._exit(0)

    threading.Thread(target=ended, daemon=True).start()
    if name == "hello":
        _hello(listener)
    else:
        uvloop.run(_nothing(listener))


if __name__ == "__main__":
    main(sys.argv[1])
