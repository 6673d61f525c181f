"""Questions on how far plans have come. Each route is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends

from app.plans.progress.router import figures, history
from app.web.session import actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(tags=["plans"], dependencies=[Depends(actor)])
for part in (figures, history):
    router.include_router(part.router)
