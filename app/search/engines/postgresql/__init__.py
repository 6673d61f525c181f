"""Search in PostgreSQL: one table of passages, one GIN index over lexemes of our own making."""

from app.search.engines.postgresql.engine import PostgreSQLEngine
from app.search.engines.postgresql.statistics import frequencies

__all__ = ["PostgreSQLEngine", "frequencies"]
