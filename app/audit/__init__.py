"""Who did what, when: one append-only record for every change, written in the change's own transaction."""

from app.audit.service import record, record_all

__all__ = ["record", "record_all"]
