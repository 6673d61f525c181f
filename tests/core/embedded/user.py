"""One user of an embedded server, as a process of its own: `user.py ROOT [SETTINGS]`.

Says in one line of JSON how its start went, then keeps the server until its input ends. Standard library and the room alone, so that
any account's Python can run it.
"""

import json
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3]))

from app.core.embedded import EmbeddedPostgres, EmbeddedPostgresError


def main(root: str, settings: str = "{}") -> None:
    begun = time.monotonic()
    options = json.loads(settings)
    server = EmbeddedPostgres(
        Path(root), options.get("settings"), options.get("start_timeout", 60.0), patience=options.get("patience", 20.0)
    )
    try:
        server.start()
    except EmbeddedPostgresError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        sys.exit(1)
    said = {"created": server.created, "conninfo": server.conninfo, "url": server.url(), "seconds": time.monotonic() - begun}
    print(json.dumps(said), flush=True)
    sys.stdin.read()
    server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
