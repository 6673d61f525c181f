"""The SQL of the engine. Values and lexemes are always parameters; only pieces written here are put together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text

from app.search.engines.postgresql import lexemes
from app.search.engines.postgresql.plan import Plan, Tier
from app.search.query import Filters
from app.search.ranking import Sign

# A sequential scan would read every vector; the planner takes one for a bargain when it expects many hits.
SETTINGS = text(
    "select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '32MB', true),"
    " set_config('max_parallel_workers_per_gather', '0', true), set_config('statement_timeout', '10s', true),"
    " set_config('plan_cache_mode', 'auto', true)"
)

SHOWN = text(
    """
    select id, document_id, language, languages, kind, slug, title, number, year, published_at, has_force, force_from,
      force_until, eid, eids, label, heading, text
    from search_passage where id = any(:ids)
    """
)

# The language in which a document is shown when nothing in it was looked for: the first of the reader's order that it has.
_PREFERRED = """
    language = coalesce((select tag from unnest(cast(:preferred as text[])) with ordinality as preferred(tag, place)
      where tag = any(languages) order by place limit 1), languages[1])
"""


def conditions(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Ranges, which lexemes cannot say, as SQL to follow a ``where``, and their parameters."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    if filters.year_from is not None:
        parts.append("and year >= :year_from")
        values["year_from"] = filters.year_from
    if filters.year_to is not None:
        parts.append("and year <= :year_to")
        values["year_to"] = filters.year_to
    if filters.in_force is not None:
        state = "coalesce(force_from <= :force_on and (force_until is null or force_until > :force_on), false)"
        parts.append(f"and has_force and {state} = :in_force")
        values |= {"force_on": filters.on, "in_force": filters.in_force}
    return " ".join(parts), values


def candidates(
    tiers: Sequence[Tier], filters: Filters, limit: int, document: UUID | None = None
) -> tuple[TextClause, dict[str, Any]]:
    """The best candidates of all tiers, or those of one document. What was found by a translation alone comes last.

    Columns: id, document_id, language, position, published_at, signs, sequence.
    """
    where, values = conditions(filters)
    if document is not None:
        where += " and document_id = :document"
        values["document"] = document
    strong: list[str] = []
    spares: list[str] = []
    found = "select id, sign from strong"
    for place, tier in enumerate(tiers):
        needed = ""
        if tier.spare:
            # A condition that hangs on no row is looked at once, and when it does not hold nothing is read.
            before = int(max(tier.sign, Sign.translated))
            needed = f"and (select count(distinct id) from ({found}) as one where sign > {before}) < :limit"
        read = (
            f"(select id, {int(tier.sign)} as sign from search_passage"
            f" where lexemes @@ cast(:tier_{place} as tsquery) {where} {needed} limit {tier.limit})"
        )
        values[f"tier_{place}"] = tier.tsquery
        if not tier.spare:
            strong.append(read)
            continue
        name = f"spare_{len(spares)}"
        spares.append(f"{name} as materialized {read}")
        found += f" union all select id, sign from {name}"
    statement = f"""
        with {", ".join([f"strong as materialized ({' union all '.join(strong)})", *spares])},
        found as ({found}),
        best as materialized (
          select id, bit_or(sign) & case min(sign) when 0 then ~ {int(Sign.translated)} else -1 end as signs, count(*) as times
          from found group by id order by min(sign) = {int(Sign.translated)} and max(sign) = {int(Sign.translated)}, signs desc, times desc, id
          limit :limit
        )
        select id, document_id, language, position, published_at, signs, sequence from best join search_passage using (id)
    """
    return text(statement), {**values, "limit": limit}


def completions(tiers: Sequence[Tier]) -> tuple[TextClause, dict[str, Any]]:
    """Heads that a title being typed may become: (document_id, language, kind, slug, title, number, signs)."""
    selects = []
    values: dict[str, Any] = {}
    for place, tier in enumerate(tiers):
        matching = f"select id, {int(tier.sign)} as sign from search_passage where lexemes @@ cast(:tier_{place} as tsquery)"
        selects.append(f"({matching} limit {tier.limit})")
        values[f"tier_{place}"] = tier.tsquery
    statement = f"""
        with found as materialized ({" union all ".join(selects)}),
        best as (select id, bit_or(sign) as signs from found group by id)
        select document_id, language, kind, slug, title, number, signs from best join search_passage using (id)
    """
    return text(statement), values


def deeper(
    planned: Plan, filters: Filters, shown: Sequence[UUID], languages: Sequence[str], offset: int, limit: int
) -> tuple[TextClause, dict[str, Any]]:
    """Documents behind the ranked ones, each by its first passage in the language preferred: (id, translated).

    Newest first, those that were found by a translation alone behind the others.
    """
    where, values = conditions(filters)
    translated = "false"
    if planned.untranslated:
        translated = "not bool_or(lexemes @@ cast(:untranslated as tsquery))"
        values["untranslated"] = planned.untranslated
    statement = f"""
        with page as (
          select document_id, max(published_at) as newest, {translated} as translated from search_passage
          where lexemes @@ cast(:every as tsquery) {where} and document_id <> all(cast(:shown as uuid[]))
          group by document_id order by translated, newest desc, document_id desc offset :offset limit :limit
        ), chosen as (
          select distinct on (document_id) id, translated, newest, document_id from search_passage join page using (document_id)
          where lexemes @@ cast(:every as tsquery) {where}
          order by document_id, array_position(cast(:preferred as text[]), language), language, position
        )
        select id, translated from chosen order by translated, newest desc, document_id desc
    """
    values |= {"every": planned.every, "shown": list(shown), "preferred": list(languages), "offset": offset, "limit": limit}
    return text(statement), values


def newest(every: str, filters: Filters, languages: Sequence[str], offset: int, limit: int) -> tuple[TextClause, dict[str, Any]]:
    """Heads of all documents that the filters leave, newest first, each in the language preferred: (id)."""
    where, values = conditions(filters)
    if lexemes.filters(filters):
        where += " and lexemes @@ cast(:every as tsquery)"
        values["every"] = every
    preferred = [tag for tag in languages if not filters.languages or tag in filters.languages]
    statement = f"""
        select id from search_passage where position = 0 {where} and {_PREFERRED}
        order by published_at desc, document_id desc offset :offset limit :limit
    """
    return text(statement), {**values, "preferred": preferred, "offset": offset, "limit": limit}
