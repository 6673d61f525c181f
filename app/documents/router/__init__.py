"""Routes on documents. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter

from app.documents.router import documents, provisions, relations, revisions, translations

router = APIRouter()
for part in (documents, translations, revisions, provisions, relations):
    router.include_router(part.router)

__all__ = ["router"]
