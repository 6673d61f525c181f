from typing import Any

from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actor import Actor


def record(session: Session, actor: Actor, action: str, subject_id: object, **detail: Any) -> None:
    """Record ``action`` (``document.publish``) of ``actor`` on the subject with ``subject_id``; ``detail`` must be JSON."""
    session.add(
        AuditEntry(
            at=clock.now(),
            actor=actor.name,
            role=actor.role,
            key_id=actor.key_id,
            action=action,
            subject=action.split(".")[0],
            subject_id=str(subject_id),
            detail=detail,
        )
    )
