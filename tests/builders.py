"""Things to test with, as plain functions. They flush, so that the next statement sees them, and commit nothing."""

from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency, AgencyName, Membership, Succession
from app.core.actor import SYSTEM, Actor
from app.core.text.vietnamese import sort_key
from app.documents import service as documents
from app.documents.models import Document
from app.documents.schemas.unions import AnyNewDocument, AnyNewTranslation
from app.glossary import service as glossary
from app.glossary.models import Term
from app.glossary.schemas import NewTerm
from app.topics.models import Topic, TopicMapping, TopicName


def an_agency(
    session: Session,
    code: str = "an-agency",
    *,
    vi: str | None = None,
    en: str | None = None,
    zh: str | None = None,
    short: str | None = None,
    type: str = "body",
    enumerable: bool | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    aliases: tuple[str, ...] = (),
    verified: bool = False,
    note: dict[str, str] | None = None,
    if_missing: bool = False,
) -> Agency:
    """An agency named ``vi`` in Vietnamese (its code, when no name is given at all); ``short`` is its short Vietnamese name."""
    if if_missing and (found := session.scalar(select(Agency).where(Agency.code == code))):
        return found
    if not (vi or en or zh):
        vi = code
    names = [
        AgencyName(
            language=language,
            name=name,
            short_name=short if language == "vi" else None,
            sort_key=sort_key(name),
        )
        for language, name in (("vi", vi), ("en", en), ("zh-Hans", zh))
        if name
    ]
    agency = Agency(
        code=code,
        type=type,
        enumerable=enumerable if type == "body" or enumerable is not None else True,
        valid_from=valid_from,
        valid_to=valid_to,
        aliases=list(aliases),
        source="Made for a test",
        verified=verified,
        note=note or {},
        names=names,
    )
    session.add(agency)
    session.flush()
    return agency


def a_succession(
    session: Session,
    before: Agency,
    after: Agency,
    on: date | None,
    manner: str = "merger",
) -> Succession:
    """``after`` took over from ``before``."""
    succession = Succession(predecessor_id=before.id, successor_id=after.id, on=on, manner=manner)
    session.add(succession)
    session.flush()
    return succession


def a_member(
    session: Session,
    group: Agency,
    member: Agency,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """``member`` belongs to the class ``group``."""
    membership = Membership(class_id=group.id, member_id=member.id, since=since, until=until)
    session.add(membership)
    session.flush()
    return membership


def a_topic(
    session: Session,
    code: str = "a-topic",
    *,
    parent: Topic | None = None,
    vi: str | None = None,
    en: str | None = None,
    zh: str | None = None,
    position: int = 0,
    mappings: tuple[tuple[str, str], ...] = (),
) -> Topic:
    """A topic; ``mappings`` are pairs such as ("UDHR", "19")."""
    if not (vi or en or zh):
        vi = code
    names = [
        TopicName(language=language, name=name)
        for language, name in (("vi", vi), ("en", en), ("zh-Hans", zh))
        if name is not None
    ]
    topic = Topic(
        code=code,
        parent_id=parent.id if parent else None,
        position=position,
        names=names,
        mappings=[TopicMapping(instrument=instrument, reference=reference) for instrument, reference in mappings],
    )
    session.add(topic)
    session.flush()
    return topic


LANGUAGES = ("vi", "en", "zh-Hans", "fr")


def a_term(
    session: Session,
    code: str = "a-term",
    *,
    vi: tuple[str, ...] = (),
    en: tuple[str, ...] = (),
    zh: tuple[str, ...] = (),
    short: tuple[str, ...] = (),
    domain: str = "human_rights",
    definitions: dict[str, str] | None = None,
    actor: Actor = SYSTEM,
) -> Term:
    """A term; of the forms of a language the first is preferred, the others are synonyms. ``short`` are Vietnamese abbreviations."""
    if not (vi or en or zh):
        vi = (code,)
    forms = [
        {"language": language, "text": text, "kind": "synonym" if place else "preferred"}
        for language, texts in (("vi", vi), ("en", en), ("zh-Hans", zh))
        for place, text in enumerate(texts)
    ]
    forms += [{"language": "vi", "text": text, "kind": "abbreviation"} for text in short]
    told = [{"language": language, "text": text} for language, text in (definitions or {}).items()]
    wanted = {"code": code, "domain": domain, "forms": forms, "definitions": told, "source": {"title": "Made for a test"}}
    return glossary.create(session, actor, NewTerm.model_validate(wanted), LANGUAGES)


def a_document(
    session: Session,
    *,
    title: str = "A document",
    language: str = "vi",
    kind: str = "article",
    summary: str = "",
    body: str = "",
    fields: dict[str, Any] | None = None,
    language_fields: dict[str, Any] | None = None,
    topics: tuple[str, ...] = (),
    agencies: tuple[tuple[str, str], ...] = (),
    provisions: tuple[dict[str, Any], ...] = (),
    external_ids: tuple[tuple[str, str], ...] = (),
    verified: bool = False,
    published: bool = True,
    actor: Actor = SYSTEM,
) -> Document:
    """A document of ``kind`` in one language, published unless told otherwise. ``agencies`` are (code, role) pairs."""
    wanted = {
        "kind": kind,
        "fields": fields or {},
        "topics": list(topics),
        "agencies": [{"code": code, "role": role} for code, role in agencies],
        "external_ids": [{"scheme": scheme, "value": value} for scheme, value in external_ids],
        "provenance": {"source": "Made for a test"},
        "verification": {"verified": verified},
        "original": {
            "language": language,
            "title": title,
            "summary": summary,
            "body": body,
            "provisions": list(provisions),
            "language_fields": language_fields or {},
        },
    }
    document = documents.create(session, actor, TypeAdapter(AnyNewDocument).validate_python(wanted), LANGUAGES)
    if published:
        document = publish(session, document, language, actor)
    session.flush()
    return document


def a_translation(
    session: Session,
    document: Document,
    language: str,
    title: str,
    *,
    summary: str = "",
    body: str = "",
    language_fields: dict[str, Any] | None = None,
    provisions: tuple[dict[str, Any], ...] = (),
    made_from: str | None = None,
    published: bool = True,
    actor: Actor = SYSTEM,
) -> Document:
    """``document`` in another language, published unless told otherwise. ``made_from`` is the language it was translated from."""
    wanted = {
        "kind": document.kind,
        "language": language,
        "title": title,
        "summary": summary,
        "body": body,
        "provisions": list(provisions),
        "language_fields": language_fields or {},
        **({"made_from": {"language": made_from}} if made_from else {}),
    }
    new = TypeAdapter(AnyNewTranslation).validate_python(wanted)
    document = documents.translate(session, actor, document.id, document.revision, new, LANGUAGES)
    if published:
        document = publish(session, document, language, actor)
    session.flush()
    return document


def publish(session: Session, document: Document, language: str, actor: Actor = SYSTEM) -> Document:
    """Submit and publish the working revision in ``language``."""
    document = documents.submit(session, actor, document.id, language, document.revision)
    return documents.publish(session, actor, document.id, language, document.revision)
