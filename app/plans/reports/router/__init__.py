"""Routes on reports. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter

from app.plans.reports.router import accepted, acts, reports

router = APIRouter()
for part in (reports, acts, accepted):
    router.include_router(part.router)

__all__ = ["router"]
