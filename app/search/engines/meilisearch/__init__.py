"""Search in Meilisearch: one entry a passage, in words of our own making, ranked by our own ranking."""

from app.search.engines.meilisearch.connection import Connection
from app.search.engines.meilisearch.engine import MeilisearchEngine

__all__ = ["Connection", "MeilisearchEngine"]
