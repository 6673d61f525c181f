"""A process of the tree: ``python -m app.cli.serve.child api DESCRIPTOR`` or ``… worker``. Imports first, then waits for orders."""

import asyncio
import gc
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.cli.serve.orders import Orders, when_parent_is_gone
from app.cli.serve.stopping import Stopping
from app.core.config import Settings, load_settings

if TYPE_CHECKING:
    import uvicorn

#: Seconds for requests that are being answered when the order to stop comes.
GRACE = 10
#: Objects that are made before rubbish is looked for among them.
SELDOM = 50_000


def main(role: str, *arguments: str) -> None:
    """Nothing that a process makes before it begins its work is rubbish, and none of it is looked through for some."""
    gc.disable()
    settings = load_settings()
    if role == "api":
        api(settings, int(arguments[0]))
    else:
        work(settings)


def api(settings: Settings, descriptor: int) -> None:
    """Answer on a socket that the parent listens on."""
    from app.core.db import make_engine
    from app.main import configure_logging, create_app

    orders = Orders.receive()
    if orders is None:
        return
    configure_logging(settings.log_level)
    search_key = SecretStr(orders.search_key) if orders.search_key else None
    secrets = {"cursor_secret": SecretStr(orders.cursor_secret), "meilisearch_search_key": search_key}
    settings = settings.model_copy(update=secrets)
    engine = make_engine(orders.database_url, pool_size=settings.pool_size, application_name="nhanquyen-api")
    server = fast_server(create_app(settings, engine=engine), settings)
    when_parent_is_gone(lambda: setattr(server, "should_exit", True), GRACE + 2)
    # uvicorn raises the signal once more when it has stopped in order; that is no reason to end with an error.
    signal.signal(signal.SIGTERM, lambda *_: None)
    server.run(sockets=[socket.socket(fileno=descriptor)])
    engine.dispose()


def settled() -> None:
    """What was made so far stays as long as the process: from now on rubbish is looked for among what comes after it, and more seldom.

    Looking through modules, models and routes as well stopped all answers for 0.15 s each time. One answer makes thousands of objects,
    hardly any of them in circles: looking at each 700 took a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(SELDOM, 10, 10)
    gc.enable()


def fast_server(app: object, settings: Settings) -> "uvicorn.Server":
    """uvicorn on uvloop and httptools; it refuses to start on anything slower, which it would otherwise do in silence."""
    import uvicorn
    import uvloop
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            loop = asyncio.get_running_loop()
            if not isinstance(loop, uvloop.Loop) or self.config.http_protocol_class is not HttpToolsProtocol:
                raise RuntimeError(
                    f"uvicorn runs on {type(loop)} and {self.config.http_protocol_class}, not on uvloop and httptools"
                )
            await super().startup(sockets)
            settled()

    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="auto",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies.strip()),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config)


def work(settings: Settings) -> None:
    """Feed the search index."""
    from app import worker
    from app.core.db import make_engine
    from app.main import configure_logging

    orders = Orders.receive()
    if orders is None:
        return
    configure_logging(settings.log_level)
    engine = make_engine(orders.database_url, pool_size=3, application_name="nhanquyen-worker")
    with Stopping() as stopping:
        when_parent_is_gone(stopping.event.set, GRACE)
        settled()
        worker.run(settings, engine, stopping.event)
    engine.dispose()


if __name__ == "__main__":
    threading.current_thread().name = "main"
    main(*sys.argv[1:])
