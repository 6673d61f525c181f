"""Writing: new agencies and changes to them."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.agencies import policy
from app.agencies.errors import AgencyCodeTaken, EnumerableForClasses, LanguageTwice
from app.agencies.models import Agency, AgencyName
from app.agencies.schemas import AgencyChange, NewAgency, NewAgencyName, NewAgencyNote
from app.agencies.service.members import set_members
from app.agencies.service.records import done, in_order, to_change
from app.agencies.service.successions import set_predecessors
from app.core import language
from app.core.actor import Actor
from app.core.text.vietnamese import sort_key


def create(session: Session, actor: Actor, new: NewAgency, offered: Sequence[str]) -> Agency:
    """A new agency. Predecessors and members are named by their codes and must be there; ``offered`` are the service's languages."""
    policy.check_write(actor)
    agency = Agency(
        code=new.code,
        type=new.type,
        enumerable=new.enumerable,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        aliases=list(dict.fromkeys(new.aliases)),
        source=new.source,
        verified=new.verified,
        note=_notes(new.notes, offered),
        names=_names(new.names, offered),
        predecessors=[],
        members=[],
        revision=1,
    )
    _check(agency)
    try:
        with session.begin_nested():
            session.add(agency)
            session.flush()
    except IntegrityError:
        raise AgencyCodeTaken(code=new.code) from None
    set_predecessors(session, agency, new.predecessors)
    set_members(session, agency, new.members)
    done(session, actor, agency, "agency.create")
    return agency


def change(
    session: Session, actor: Actor, code: str, expected: int | None, wanted: AgencyChange, offered: Sequence[str]
) -> Agency:
    """Change an agency made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    agency = to_change(session, code, expected)
    given = wanted.model_fields_set
    for name in given & {"source", "enumerable", "valid_from", "valid_to", "verified"}:
        setattr(agency, name, getattr(wanted, name))
    if wanted.aliases is not None:
        agency.aliases = list(dict.fromkeys(wanted.aliases))
    if wanted.notes is not None:
        agency.note = _notes(wanted.notes, offered)
    if wanted.names is not None:
        _replace_names(agency, _names(wanted.names, offered))
    _check(agency)
    if wanted.predecessors is not None:
        set_predecessors(session, agency, wanted.predecessors)
    if wanted.members is not None:
        set_members(session, agency, wanted.members)
    agency.revision += 1
    session.flush()
    done(session, actor, agency, "agency.change", fields=sorted(given))
    return agency


def _check(agency: Agency) -> None:
    if (agency.type == "class") != (agency.enumerable is not None):
        raise EnumerableForClasses(pointer="/enumerable")
    in_order(agency.valid_from, agency.valid_to, "/valid_to")


def _names(given: Sequence[NewAgencyName], offered: Sequence[str]) -> list[AgencyName]:
    names: dict[str, AgencyName] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if tag in names:
            raise LanguageTwice(language=tag, pointer=f"/names/{place}/language")
        names[tag] = AgencyName(language=tag, name=one.name, short_name=one.short_name, sort_key=sort_key(one.name))
    return list(names.values())


def _replace_names(agency: Agency, names: list[AgencyName]) -> None:
    """Names of the same language are written over: their rows have the same key."""
    present = {name.language: name for name in agency.names}
    wanted = {name.language for name in names}
    agency.names = [name for name in agency.names if name.language in wanted]
    for name in names:
        if old := present.get(name.language):
            old.name, old.short_name, old.sort_key = name.name, name.short_name, name.sort_key
        else:
            agency.names.append(name)


def _notes(given: Sequence[NewAgencyNote], offered: Sequence[str]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if tag in notes:
            raise LanguageTwice(language=tag, pointer=f"/notes/{place}/language")
        notes[tag] = one.text
    return notes
