"""What the routes of this room have in common: refusals, and the way from an old slug."""

from fastapi import Request, status
from fastapi.responses import RedirectResponse

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.documents import errors

SEEN = (errors.DocumentNotFound, errors.DocumentWithdrawn, errors.DraftsAreForStaff)


CHANGED = (errors.DocumentNotFound, PreconditionFailed, PreconditionRequired)


TRANSLATED = (*CHANGED, errors.TranslationNotFound)


def moved(request: Request, slug: str) -> RedirectResponse:
    """The way from an old slug to the present one, with the query kept."""
    url = request.url_for("get_document_by_slug", slug=slug).include_query_params(**request.query_params)
    return RedirectResponse(str(url), status.HTTP_308_PERMANENT_REDIRECT)
