"""Statements on the glossary. Names come in the first language of an order that exists, so that no term is without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Text, and_, cast, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from app.core.text.han import has_han
from app.glossary.models import GlossaryEdition, Term, TermDefinition, TermForm
from app.glossary.words import beginnings

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; everything given must hold. ``q`` are words, or their beginnings, of one of the forms."""

    q: str | None = None
    language: str | None = None
    domain: str | None = None
    since: datetime | None = None


def names_in(order: Sequence[str]) -> Subquery:
    """The preferred form of every term in the first language of ``order`` that it has, else in any."""
    place = func.array_position(cast(list(order), ARRAY(Text)), TermForm.language)
    return (
        select(TermForm)
        .ext(distinct_on(TermForm.term_id))
        .where(TermForm.kind == "preferred")
        .order_by(TermForm.term_id, place.asc().nulls_last(), TermForm.language)
        .subquery("name")
    )


def definitions_in(order: Sequence[str]) -> Subquery:
    """The definition of every term that has one, in the first language of ``order`` in which it does."""
    place = func.array_position(cast(list(order), ARRAY(Text)), TermDefinition.language)
    return (
        select(TermDefinition)
        .ext(distinct_on(TermDefinition.term_id))
        .order_by(TermDefinition.term_id, place.asc().nulls_last(), TermDefinition.language)
        .subquery("definition")
    )


def summaries(order: Sequence[str]) -> tuple[Rows, Subquery]:
    """What a list shows of terms, to be narrowed and ordered, with the subquery that names them."""
    name, definition = names_in(order), definitions_in(order)
    abbreviations = (
        select(func.array_agg(TermForm.text.distinct()))
        .where(TermForm.term_id == Term.id, TermForm.language == name.c.language, TermForm.kind == "abbreviation")
        .correlate(Term, name)
        .scalar_subquery()
        .label("abbreviations")
    )
    columns = (Term.id, Term.code, Term.domain, Term.revision, Term.verified, Term.updated_at)
    told = (
        definition.c.language.label("definition_language"),
        definition.c.text.label("definition_text"),
        definition.c.source.label("definition_source"),
    )
    statement: Rows = select(*columns, name.c.text.label("name"), name.c.language, name.c.sort_key, abbreviations, *told)
    statement = statement.join(name, name.c.term_id == Term.id).outerjoin(definition, definition.c.term_id == Term.id)
    return statement, name


def listed(order: Sequence[str], filters: Filters, after: Sequence[str] | None, limit: int) -> Rows:
    """A page in the Vietnamese order of names, and one row more when there is a next page. ``after`` is (sort key, code)."""
    statement, name = summaries(order)
    statement = statement.where(*_holding(filters))
    if after is not None:
        statement = statement.where(tuple_(name.c.sort_key, Term.code) > tuple_(*after))
    return statement.order_by(name.c.sort_key, Term.code).limit(limit + 1)


def count(filters: Filters) -> Select[int]:
    """How many terms there are that pass ``filters``."""
    return select(func.count()).select_from(Term).where(*_holding(filters))


def forms() -> Rows:
    """(code, language, text, kind) of every form, oldest terms first, the forms of a language in their order."""
    columns: Rows = select(Term.code, TermForm.language, TermForm.text, TermForm.kind)
    return columns.join(Term, Term.id == TermForm.term_id).order_by(Term.id, TermForm.language, TermForm.position)


def edition() -> Rows:
    """The present edition; no row before the first change."""
    return select(GlossaryEdition.edition)


def _holding(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.domain is not None:
        conditions.append(Term.domain == filters.domain)
    if filters.since is not None:
        conditions.append(Term.updated_at >= filters.since)
    if filters.q is not None or filters.language is not None:
        conditions.append(_said(filters.q, filters.language))
    return conditions


def _said(q: str | None, language: str | None) -> ColumnElement[bool]:
    """Whether a form, in ``language`` when that is given, has all words of ``q``, each from its beginning."""
    own = select(TermForm.term_id).where(TermForm.term_id == Term.id, _has(q or "")).correlate(Term)
    return (own if language is None else own.where(TermForm.language == language)).exists()


def _has(q: str) -> ColumnElement[bool]:
    return and_(true(), *(or_(*(_begins(one) for one in either)) for either in beginnings(q)))


def _begins(word: str) -> ColumnElement[bool]:
    # Chinese has no blanks between words: any part of a form will do.
    return TermForm.words.contains(word if has_han(word) else f" {word}", autoescape=True)
