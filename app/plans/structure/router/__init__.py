"""Routes on the structure of plans. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends

from app.plans.structure.router import groups, plans, tasks
from app.web.session import actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(tags=["plans"], dependencies=[Depends(actor)])
for part in (plans, groups, tasks):
    router.include_router(part.router)
