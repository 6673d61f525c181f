from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.glossary.models import Term
from app.glossary.schemas import NewTermDefinition, NewTermForm, NewTermSource
from app.transfer.exporting.order import language_order
from app.transfer.records import TermRecord


def terms(session: Session) -> dict[str, TermRecord]:
    """Every term by its code, in the order in which they were made."""
    statement = (
        select(Term)
        .order_by(Term.id)
        .options(selectinload(Term.forms), selectinload(Term.definitions))
        .execution_options(populate_existing=True)
    )
    return {one.code: _record(one) for one in session.scalars(statement)}


def _record(term: Term) -> TermRecord:
    forms = sorted(term.forms, key=lambda form: (language_order(form.language), form.position))
    definitions = sorted(term.definitions, key=lambda one: language_order(one.language))
    told: dict[str, Any] = {
        "code": term.code,
        "domain": term.domain,
        "forms": [_form(form.language, form.text, form.kind) for form in forms],
        "definitions": [
            NewTermDefinition.model_construct(language=one.language, text=one.text, source=one.source) for one in definitions
        ],
        "source": NewTermSource.model_construct(title=term.source, reference=term.reference, url=term.url),
        "verified": term.verified,
        "note": term.note,
    }
    return TermRecord.model_construct(**told)


def _form(language: str, text: str, kind: str) -> NewTermForm:
    told: dict[str, Any] = {"language": language, "text": text, "kind": kind}
    return NewTermForm.model_construct(**told)
