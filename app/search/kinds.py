"""What can be found: documents of each kind, and beside them tasks of plans and accepted reports on them."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from app.core.errors import N_
from app.documents import service as documents
from app.documents.kinds import KINDS

TASK, REPORT = "plan_task", "plan_report"

FoundKind = Literal["article", "legal_text", "fta_commitment", "achievement", "publication", "plan_task", "plan_report"]

#: Kinds that are no documents, with their labels. Their slugs are addresses under PLANS.
PLANNED: Mapping[str, str] = {TASK: N_("Task of a plan"), REPORT: N_("Accepted report on a plan")}
LABELS: Mapping[str, str] = {**{name: kind.label for name, kind in KINDS.items()}, **PLANNED}
PLANS = "/api/v1/plans"

assert set(FoundKind.__args__) == set(LABELS), "the kinds of the query parameter are those that can be found"  # type: ignore[attr-defined]


def permalink(kind: str, id: UUID, slug: str | None) -> str:
    """The lasting address of what was found."""
    return f"{PLANS}/{slug}" if kind in PLANNED else documents.permalink(id)


def slug(kind: str, slug: str | None) -> str | None:
    """The slug that a document is known by in the language in which it was found; the others have none."""
    return None if kind in PLANNED else slug
