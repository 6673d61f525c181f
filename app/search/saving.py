"""Saved searches: a lasting, opaque address for what was asked. Nobody's name stands beside it."""

import base64
import hashlib
import json
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import N_, NotFound
from app.search.models import SavedSearch
from app.search.schemas.saved import SavedSearchView, SearchParameters

SEARCH = "/api/v1/search"
SAVED = "/api/v1/searches"
#: Characters of a code: 80 bits, so that no two searches share one.
_LENGTH = 16


class SavedSearchNotFound(NotFound):
    code = "saved-search-not-found"
    title = N_("There is no saved search {code}.")


def save(session: Session, wanted: SearchParameters) -> SavedSearchView:
    """Keep a search. Its code is made of what is asked, so that saving it again changes nothing."""
    parameters = SearchParameters.model_validate(wanted.model_dump())
    kept = parameters.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    code = base64.b32encode(hashlib.sha256(canonical).digest()).decode().lower()[:_LENGTH]
    row = {"code": code, "parameters": kept, "saved_at": clock.now()}
    session.execute(insert(SavedSearch).values(row).on_conflict_do_nothing())
    return _view(code, parameters)


def show(session: Session, code: str) -> SavedSearchView:
    """The search with that code. SavedSearchNotFound."""
    kept = session.scalar(select(SavedSearch.parameters).where(SavedSearch.code == code))
    if kept is None:
        raise SavedSearchNotFound(code=code)
    return _view(code, SearchParameters.model_validate(kept))


def _view(code: str, parameters: SearchParameters) -> SavedSearchView:
    asked = parameters.model_dump(mode="json", exclude_defaults=True)
    told = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.items()}
    query = urlencode(told, doseq=True)
    return SavedSearchView(
        code=code, permalink=f"{SAVED}/{code}", search=f"{SEARCH}?{query}" if query else SEARCH, parameters=parameters
    )
