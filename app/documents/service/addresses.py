"""Slugs: unique across languages, never given to another document, and remembered when they are left."""

from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.core.text.slugs import slugify
from app.documents.errors import SlugTaken
from app.documents.models import Slug


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
    # Two publishers at once must not be given the same free slug.
    session.execute(text("select pg_advisory_xact_lock(hashtext('document_slug'))"))
    taken = set(session.scalars(select(Slug.slug).where((Slug.slug == base) | Slug.slug.startswith(f"{base}-", autoescape=True))))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    move(session, document_id, language, slug)
