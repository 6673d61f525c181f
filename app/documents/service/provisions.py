"""Provisions by eId: all of a document or one, in one language or two side by side."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.documents import queries
from app.documents.errors import ProvisionNotFound, TranslationNotFound
from app.documents.models import Provision
from app.documents.queries import View
from app.documents.schemas.outgoing import OneProvisionView, ProvisionHeading, ProvisionsView, ProvisionText, ProvisionView
from app.documents.service.reading import face, language_of


def _texts(session: Session, revision_id: UUID) -> dict[str, Provision]:
    rows = session.scalars(select(Provision).where(Provision.revision_id == revision_id).order_by(Provision.position))
    return {row.eid: row for row in rows}


def _beside(session: Session, view: View, document_id: UUID, language: str | None) -> dict[str, Provision]:
    """The provisions in exactly ``language``; TranslationNotFound when the reader sees no such translation."""
    if language is None:
        return {}
    first = View((language, *view.order), view.on, view.working)
    row = session.execute(*queries.face(first, document_id)).mappings().one()
    if row["language"] != language:
        raise TranslationNotFound(id=document_id, language=language)
    return _texts(session, row["revision_id"])


def _view(provision: Provision, beside: Provision | None) -> ProvisionView:
    return ProvisionView(
        eid=provision.eid,
        kind=provision.kind,
        number=provision.number,
        label=provision.label,
        heading=provision.heading,
        text=provision.text,
        parent=provision.parent,
        beside=None if beside is None else ProvisionText(label=beside.label, heading=beside.heading, text=beside.text),
    )


def _head(view: View, row: RowMapping, beside: str | None) -> dict[str, Any]:
    return {"document": row["id"], "title": row["title"], "language": language_of(view, row), "beside": beside}


def all_provisions(session: Session, actor: Actor, view: View, document_id: UUID, beside: str | None) -> ProvisionsView:
    """Every provision, in order; ``beside`` is a second language that must exist."""
    row = face(session, actor, view, document_id)
    others = _beside(session, view, document_id, beside)
    items = [_view(one, others.get(eid)) for eid, one in _texts(session, row["revision_id"]).items()]
    return ProvisionsView(**_head(view, row, beside), items=items)


def one_provision(
    session: Session, actor: Actor, view: View, document_id: UUID, eid: str, beside: str | None
) -> OneProvisionView:
    """One provision, what it stands in, and what stands in it."""
    row = face(session, actor, view, document_id)
    texts = _texts(session, row["revision_id"])
    if eid not in texts:
        raise ProvisionNotFound(eid=eid[:200])
    others = _beside(session, view, document_id, beside)
    context: list[ProvisionHeading] = []
    parent = texts[eid].parent
    while parent is not None and len(context) < 20:
        one = texts[parent]
        heading = ProvisionHeading(
            eid=one.eid, kind=one.kind, number=one.number, label=one.label, heading=one.heading, parent=one.parent
        )
        context.insert(0, heading)
        parent = one.parent
    inside = {eid}
    children = []
    for one in texts.values():
        if one.parent in inside:
            inside.add(one.eid)
            children.append(_view(one, others.get(one.eid)))
    return OneProvisionView(
        **_head(view, row, beside), provision=_view(texts[eid], others.get(eid)), context=context, children=children
    )
