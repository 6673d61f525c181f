"""What an entry of a plan leaves out, and names in the language that there is."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.search.planned import statements

#: An entry of what is no document: one passage, without number, topics and legal force.
BLANK: Mapping[str, Any] = {
    "position": 0,
    "eid": None,
    "eids": (),
    "number": None,
    "number_keys": (),
    "days": (),
    "topics": (),
    "has_force": False,
    "force_from": None,
    "force_until": None,
    "label": None,
    "headings": (),
    "subjects": (),
}


def names(session: Session, agencies: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Names of agencies by language."""
    found: dict[UUID, dict[str, str]] = {}
    for agency, language, name in session.execute(statements.agency_names(list(agencies))) if agencies else ():
        found.setdefault(agency, {})[language] = name
    return found


def nearest(texts: Mapping[str, str], *order: str) -> str:
    """The text in the first language of the order that there is, else in any."""
    return next((texts[tag] for tag in (*order, *sorted(texts)) if tag in texts), "")
