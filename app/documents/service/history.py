"""History: every revision can be read, compared with another, and restored as a new one."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.core import clock
from app.core.actor import Actor
from app.documents import policy
from app.documents.errors import DocumentNotFound, RevisionNotFound, TranslationNotFound
from app.documents.models import Document, Revision, Translation
from app.documents.schemas.outgoing import (
    Change,
    FieldComparison,
    ProvisionView,
    RevisionComparison,
    RevisionList,
    RevisionSummary,
    RevisionView,
)
from app.documents.service.records import changed, new_revision, provisions_of, to_change, translation_in

# Beyond this many words a run that differs is shown as a whole: comparing it word by word takes quadratic time.
LONGEST_RUN = 4000
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


def _translation(session: Session, document_id: UUID, language: str) -> Translation:
    found = session.scalar(select(Translation).where(Translation.document_id == document_id, Translation.language == language))
    if found is None:
        if session.get(Document, document_id) is None:
            raise DocumentNotFound(id=document_id)
        raise TranslationNotFound(id=document_id, language=language)
    return found


def _summaries(
    session: Session, translation: Translation, number: int | None = None
) -> Iterator[tuple[Revision, dict[str, Any]]]:
    source, of = aliased(Revision), aliased(Translation)
    statement = (
        select(Revision, source.number, of.language)
        .outerjoin(source, source.id == Revision.made_from_id)
        .outerjoin(of, of.id == source.translation_id)
        .where(Revision.translation_id == translation.id)
        .order_by(Revision.number.desc())
        .limit(1000)
    )
    if number is not None:
        statement = statement.where(Revision.number == number)
    for revision, source_number, language in session.execute(statement):
        yield (
            revision,
            {
                "number": revision.number,
                "title": revision.title,
                "author": revision.author,
                "reason": revision.reason,
                "created_at": revision.created_at,
                "made_from": f"{language}/{source_number}" if language else None,
                "published": revision.id == translation.published_id,
                "working": revision.id == translation.working_id,
            },
        )


def revisions(session: Session, actor: Actor, document_id: UUID, language: str) -> RevisionList:
    """Every revision of a translation, newest first (the newest 1,000)."""
    policy.check_read_drafts(actor)
    translation = _translation(session, document_id, language)
    return RevisionList(items=[RevisionSummary(**head) for _, head in _summaries(session, translation)])


def revision(session: Session, actor: Actor, document_id: UUID, language: str, number: int) -> RevisionView:
    """One revision with its texts."""
    policy.check_read_drafts(actor)
    translation = _translation(session, document_id, language)
    for found, head in _summaries(session, translation, number):
        provisions = [ProvisionView(**one.model_dump(), beside=None) for one in provisions_of(session, found.id)]
        return RevisionView(
            **head, summary=found.summary, body_markdown=found.body, language_fields=found.fields, provisions=provisions
        )
    raise RevisionNotFound(language=language, number=number)


def _numbered(session: Session, translation: Translation, number: int) -> Revision:
    found = session.scalar(select(Revision).where(Revision.translation_id == translation.id, Revision.number == number))
    if found is None:
        raise RevisionNotFound(language=translation.language, number=number)
    return found


def compare(session: Session, actor: Actor, document_id: UUID, language: str, before: int, after: int) -> RevisionComparison:
    """What ``after`` has that ``before`` has not, and the other way, field by field."""
    policy.check_read_drafts(actor)
    translation = _translation(session, document_id, language)
    old = _readable(session, _numbered(session, translation, before))
    new = _readable(session, _numbered(session, translation, after))
    fields = [
        FieldComparison(field=name, changes=list(difference(old.get(name, ""), new.get(name, ""))))
        for name in dict.fromkeys((*old, *new))
        if old.get(name, "") != new.get(name, "")
    ]
    return RevisionComparison(language=language, from_revision=before, to_revision=after, fields=fields)


def restore(session: Session, actor: Actor, document_id: UUID, language: str, number: int, expected: int | None) -> Document:
    """A new working revision with the texts of revision ``number``."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    translation = translation_in(document, language)
    old = _numbered(session, translation, number)
    made = new_revision(
        session,
        actor,
        translation.id,
        title=old.title,
        summary=old.summary,
        body=old.body,
        fields=old.fields,
        provisions=provisions_of(session, old.id),
        made_from_id=old.made_from_id,
        reason=f"restore {number}",
    )
    translation.working_id = made.id
    translation.status = "draft"
    translation.status_by = actor.name
    translation.status_at = clock.now()
    changed(session, actor, document, "document.restore", language=language, number=number)
    return document


def _readable(session: Session, one: Revision) -> dict[str, str]:
    """A revision as named texts, in reading order."""
    texts = {"title": one.title, "summary": one.summary, "body": one.body}
    for name, value in sorted(one.fields.items()):
        texts[f"fields.{name}"] = value if isinstance(value, str) else _lines(value)
    for provision in provisions_of(session, one.id):
        texts[f"provisions.{provision.eid}"] = "\n".join(filter(None, (provision.label, provision.heading, provision.text)))
    return texts


def _lines(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in sorted(value.items()))
    return str(value)


def difference(before: str, after: str) -> Iterator[Change]:
    """``before`` → ``after`` as runs: first by lines, then by words within the lines that differ."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > 250_000).get_opcodes():
        left, right = "".join(old[i:j]), "".join(new[k:m])
        if op == "equal":
            yield Change(op="equal", text=left)
        else:
            yield from _words(left, right)


def _words(before: str, after: str) -> Iterator[Change]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not old or not new or len(old) + len(new) > LONGEST_RUN:
        yield from _runs(("delete", before), ("insert", after))
        return
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i:j]), "".join(new[k:m])
        if op == "equal":
            yield Change(op="equal", text=left)
        else:
            yield from _runs(("delete", left), ("insert", right))


def _runs(*runs: tuple[Literal["delete", "insert"], str]) -> Iterator[Change]:
    for op, text in runs:
        if text:
            yield Change(op=op, text=text)
