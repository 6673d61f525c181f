"""Routes on the calendar. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter

from app.plans.calendar.router import days, obligations, rules

router = APIRouter()
for part in (obligations, rules, days):
    router.include_router(part.router)

__all__ = ["router"]
