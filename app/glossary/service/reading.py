"""Reading: the list, one term, and all forms for whoever reads queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session, selectinload

from app.glossary import queries
from app.glossary.errors import TermNotFound
from app.glossary.models import Term, TermForm
from app.glossary.queries import Filters
from app.glossary.schemas import (
    FormKind,
    TermDefinitionView,
    TermFormsView,
    TermSourceView,
    TermSummary,
    TermView,
)
from app.web.locale import served


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of terms, the sort values to continue from (None on the last page), and how many there are, when counted."""

    items: list[TermSummary]
    next: list[str] | None
    total: int | None


def browse(
    session: Session, order: tuple[str, ...], filters: Filters, *, after: Sequence[str] | None, limit: int, counted: bool
) -> Listed:
    """A page of terms, in the Vietnamese order of the names that this reader sees."""
    rows = session.execute(queries.listed(order, filters, after, limit)).mappings().all()
    last = rows[limit - 1] if len(rows) > limit else None
    total = session.scalar(queries.count(filters)) if counted else None
    items = [TermSummary(**_face(row, order)) for row in rows[:limit]]
    return Listed(items, None if last is None else [last["sort_key"], last["code"]], total)


def show(session: Session, order: tuple[str, ...], code: str) -> TermView:
    """One term with everything that is known of it; languages in the order that this reader prefers."""
    statement, _ = queries.summaries(order)
    row = session.execute(statement.where(Term.code == code)).mappings().one_or_none()
    if row is None:
        raise TermNotFound(code=code[:80])
    term = session.scalars(
        select(Term)
        .where(Term.id == row["id"])
        .options(selectinload(Term.forms), selectinload(Term.definitions))
        .execution_options(populate_existing=True)
    ).one()
    tags = sorted({form.language for form in term.forms}, key=lambda tag: _place(order, tag))
    definitions = sorted(term.definitions, key=lambda one: _place(order, one.language))
    return TermView(
        **_face(row, order),
        forms=[_forms(tag, [form for form in term.forms if form.language == tag]) for tag in tags],
        definitions=[TermDefinitionView(language=one.language, text=one.text, source=one.source) for one in definitions],
        source=TermSourceView(title=term.source, reference=term.reference, url=term.url),
        note=term.note,
    )


def forms(session: Session, most: int) -> Iterable[tuple[str, str, str, FormKind]]:
    """(term, language, text, kind) of the forms of all terms, the oldest first, at most so many. One statement."""
    for row in session.execute(queries.forms().limit(most)):
        yield row.code, row.language, row.text, row.kind


def edition(session: Session) -> UUID | None:
    """What is another after every change of the glossary; None before the first."""
    found: UUID | None = session.scalar(queries.edition())
    return found


def _face(row: RowMapping, order: tuple[str, ...]) -> dict[str, Any]:
    """The fields of TermSummary."""
    kept = {name: row[name] for name in ("id", "code", "domain", "revision", "name", "verified", "updated_at")}
    definition = None
    if row["definition_language"] is not None:
        definition = TermDefinitionView(
            language=row["definition_language"], text=row["definition_text"], source=row["definition_source"]
        )
    return {
        **kept,
        "abbreviations": row["abbreviations"] or [],
        "language": served(order, row["language"]),
        "definition": definition,
    }


def _forms(language: str, forms: Sequence[TermForm]) -> TermFormsView:
    by_kind: dict[str, list[str]] = {}
    for form in forms:
        by_kind.setdefault(form.kind, []).append(form.text)
    return TermFormsView(
        language=language,
        preferred=by_kind["preferred"][0],
        synonyms=by_kind.get("synonym", []),
        abbreviations=by_kind.get("abbreviation", []),
        variants=by_kind.get("variant", []),
    )


def _place(order: Sequence[str], tag: str) -> tuple[int, str]:
    return (order.index(tag) if tag in order else len(order)), tag
