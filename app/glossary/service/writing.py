"""Writing: new terms, changes to them, and their end."""

from collections.abc import Sequence

from sqlalchemy import delete as delete_from
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import clock, language
from app.core.actor import Actor
from app.core.ids import uuid7
from app.core.text.vietnamese import sort_key
from app.glossary import policy
from app.glossary.errors import DefinitionTwice, FormTwice, NotOnePreferred, TermCodeTaken, TermNotFound
from app.glossary.models import GlossaryEdition, Term, TermDefinition, TermForm
from app.glossary.schemas import NewTerm, NewTermDefinition, NewTermForm, NewTermSource, TermChange
from app.glossary.words import words_of
from app.web.etag import check_revision

TERM = "term"


def create(session: Session, actor: Actor, new: NewTerm, offered: Sequence[str]) -> Term:
    """A new term. ``offered`` are the service's languages."""
    policy.check_write(actor)
    _begin_edition(session)
    term = Term(
        code=new.code,
        domain=new.domain,
        verified=new.verified,
        note=new.note,
        forms=_forms(new.forms, offered),
        definitions=_definitions(new.definitions, offered),
        updated_at=clock.now(),
        revision=1,
    )
    _set_source(term, new.source)
    try:
        with session.begin_nested():
            session.add(term)
            session.flush()
    except IntegrityError:
        raise TermCodeTaken(code=new.code) from None
    _done(session, actor, term, "term.create")
    return term


def change(session: Session, actor: Actor, code: str, expected: int | None, wanted: TermChange, offered: Sequence[str]) -> Term:
    """Change a term made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    term = _to_change(session, code, expected)
    given = wanted.model_fields_set
    for name in given & {"domain", "verified", "note"}:
        setattr(term, name, getattr(wanted, name))
    if wanted.source is not None:
        _set_source(term, wanted.source)
    if wanted.forms is not None:
        forms = _forms(wanted.forms, offered)
        # What goes must be gone before the next preferred form comes.
        term.forms = []
        session.flush()
        term.forms = forms
    if wanted.definitions is not None:
        definitions = _definitions(wanted.definitions, offered)
        term.definitions = []
        session.flush()
        term.definitions = definitions
    term.updated_at = clock.now()
    term.revision += 1
    session.flush()
    _done(session, actor, term, "term.change", fields=sorted(given))
    return term


def delete(session: Session, actor: Actor, code: str, expected: int | None) -> None:
    """Delete a term, with its forms and definitions. Nothing hangs on it: searches go on without it."""
    policy.check_delete(actor)
    term = _to_change(session, code, expected)
    session.execute(delete_from(Term).where(Term.id == term.id))
    session.expunge(term)
    _done(session, actor, term, "term.delete")


def _begin_edition(session: Session) -> None:
    """Name a new edition of the glossary, which holds when the transaction is committed.

    The row is locked until then and always before any term, so that changes stand one after another and cannot wait for each
    other in a circle.
    """
    row = insert(GlossaryEdition).values(id=1, edition=uuid7())
    session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"edition": row.excluded.edition}))


def _to_change(session: Session, code: str, expected: int | None) -> Term:
    _begin_edition(session)
    term = session.scalar(
        select(Term)
        .where(Term.code == code)
        .options(selectinload(Term.forms), selectinload(Term.definitions))
        .execution_options(populate_existing=True)
        .with_for_update(of=Term, key_share=True)
    )
    if term is None:
        raise TermNotFound(code=code[:80])
    if expected is not None:
        check_revision(expected, term.revision)
    return term


def _done(session: Session, actor: Actor, term: Term, action: str, **detail: object) -> None:
    audit.record(session, actor, action, term.code, id=str(term.id), revision=term.revision, **detail)
    outbox.announce(session, TERM, term.id)


def _set_source(term: Term, source: NewTermSource) -> None:
    term.source, term.reference, term.url = source.title, source.reference, source.url


def _forms(given: Sequence[NewTermForm], offered: Sequence[str]) -> list[TermForm]:
    forms: dict[tuple[str, str], TermForm] = {}
    preferred: dict[str, list[int]] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if (tag, one.text) in forms:
            raise FormTwice(text=one.text, language=tag, pointer=f"/forms/{place}/text")
        preferred.setdefault(tag, []).extend([place] if one.kind == "preferred" else [])
        forms[tag, one.text] = TermForm(
            language=tag, text=one.text, kind=one.kind, position=place, sort_key=sort_key(one.text), words=words_of(one.text)
        )
    for tag, places in preferred.items():
        if len(places) != 1:
            raise NotOnePreferred(language=tag, pointer=f"/forms/{places[1]}/kind" if places else "/forms")
    return list(forms.values())


def _definitions(given: Sequence[NewTermDefinition], offered: Sequence[str]) -> list[TermDefinition]:
    definitions: dict[str, TermDefinition] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if tag in definitions:
            raise DefinitionTwice(language=tag, pointer=f"/definitions/{place}/language")
        definitions[tag] = TermDefinition(language=tag, text=one.text, source=one.source)
    return list(definitions.values())
