from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actor import Actor
from app.core.copying import copy_in


def record(session: Session, actor: Actor, action: str, subject_id: object, **detail: Any) -> None:
    """Record ``action`` (``document.publish``) of ``actor`` on the subject with ``subject_id``; ``detail`` must be JSON."""
    session.add(AuditEntry(**_values(actor, action, subject_id, detail)))


def record_all(session: Session, actor: Actor, acts: Iterable[tuple[str, object, Mapping[str, Any]]]) -> None:
    """Record many acts in their order, each as (action, id of the subject, detail)."""
    copy_in(session, AuditEntry, (_values(actor, *act) for act in acts))


def _values(actor: Actor, action: str, subject_id: object, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "at": clock.now(),
        "actor": actor.name,
        "role": actor.role,
        "key_id": actor.key_id,
        "action": action,
        "subject": action.split(".")[0],
        "subject_id": str(subject_id),
        "detail": dict(detail),
    }
