"""What changed, by key: rows written in the change's own transaction, read by the worker, which asks for the present state."""

from app.outbox.service import CHANNEL, Batch, announce, announce_all, confirm, pending

__all__ = ["CHANNEL", "Batch", "announce", "announce_all", "confirm", "pending"]
