"""Slugs: unique across languages, never given to another document, and remembered when they are left."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.core.text.slugs import slugify
from app.documents.errors import SlugTaken
from app.documents.models import Slug

#: Numbered slugs that are asked for with a title's own, before it is known that they are needed.
_AHEAD = 4


def move(session: Session, document_id: UUID, language: str, slug: str) -> None:
    """Make ``slug`` the present one of a translation. One of its own old slugs may come back; another's may not be taken."""
    taken = session.get(Slug, slug)
    if taken is not None and (taken.document_id, taken.language) != (document_id, language):
        raise SlugTaken(slug=slug)
    session.execute(
        update(Slug).where(Slug.document_id == document_id, Slug.language == language, Slug.current).values(current=False)
    )
    if taken is None:
        session.add(Slug(slug=slug, document_id=document_id, language=language, current=True))
    else:
        session.execute(update(Slug).where(Slug.slug == slug).values(current=True))
    session.flush()


def ensure(session: Session, document_id: UUID, language: str, title: str) -> None:
    """Give a translation a slug made from ``title`` unless it has one; a number is added when the slug is taken."""
    if session.scalar(select(Slug.slug).where(Slug.document_id == document_id, Slug.language == language, Slug.current)):
        return
    base = slugify(title, language)
    _lock(session)
    taken = set(session.scalars(select(Slug.slug).where((Slug.slug == base) | Slug.slug.startswith(f"{base}-", autoescape=True))))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    move(session, document_id, language, slug)


class Wanted(NamedTuple):
    """What a new translation is to be called: by ``slug``, else by its title."""

    language: str
    slug: str | None
    title: str


def give(session: Session, wanted: Sequence[Wanted]) -> list[str]:
    """Slugs for translations that have none yet, in the order in which one after the other would have been given them."""
    _lock(session)
    bases = [one.slug or slugify(one.title, one.language) for one in wanted]
    free = _Free(session, bases)
    found = []
    for one, base in zip(wanted, bases, strict=True):
        if one.slug is not None and not free.is_free(base):
            raise SlugTaken(slug=base)
        slug = base if one.slug is not None else free.nearest(base)
        free.taken.add(slug)
        found.append(slug)
    return found


class _Free:
    """Which slugs are free, asked in few statements."""

    def __init__(self, session: Session, bases: Sequence[str]) -> None:
        self.session = session
        self.taken: set[str] = set()
        #: For each title, up to which number it was asked.
        self.known = dict.fromkeys(bases, _AHEAD)
        self._ask(slug for base in self.known for slug in (base, *_numbered(base, 2, _AHEAD)))

    def is_free(self, slug: str) -> bool:
        return slug not in self.taken

    def nearest(self, base: str) -> str:
        """``base`` itself, or with the least number with which it is free."""
        slug, number = base, 1
        while slug in self.taken:
            number += 1
            if number > self.known[base]:
                self._ask(_numbered(base, number, 4 * number))
                self.known[base] = 4 * number
            slug = f"{base}-{number}"
        return slug

    def _ask(self, slugs: Iterable[str]) -> None:
        self.taken.update(self.session.scalars(select(Slug.slug).where(Slug.slug == func.any(list(slugs)))))


def _numbered(base: str, first: int, last: int) -> list[str]:
    return [f"{base}-{number}" for number in range(first, last + 1)]


def _lock(session: Session) -> None:
    """Two publishers at once must not be given the same free slug."""
    session.execute(text("select pg_advisory_xact_lock(hashtext('document_slug'))"))
