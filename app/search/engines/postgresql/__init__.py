"""Search in PostgreSQL: one table of passages, one GIN index over lexemes of our own making."""

from app.search.engines.postgresql.engine import PostgreSQLEngine

__all__ = ["PostgreSQLEngine"]
