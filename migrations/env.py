"""Alembic's environment: the URL comes from the caller (``attributes['url']``), else from NQ_DATABASE_URL."""

from alembic import context

from app.core.config import load_settings
from app.core.db import make_engine
from app.tables import metadata

config = context.config


def include_object(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """Leave alone what belongs to extensions and what models cannot say (reflected only)."""
    return not (kind == "table" and reflected and compare_to is None and name is not None and name.startswith("pg_"))


def run() -> None:
    url = config.attributes.get("url") or load_settings().database_url
    if url is None:
        raise SystemExit("Set NQ_DATABASE_URL, or use `nhanquyen db upgrade`, which knows the embedded database.")
    engine = make_engine(url, pool_size=1, application_name="nhanquyen-migrations")
    try:
        with engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                compare_type=True,
                compare_server_default=False,
                include_object=include_object,
                transaction_per_migration=True,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database: they are not written as SQL scripts.")
run()
