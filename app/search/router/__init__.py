"""Routes of search, by what they are about."""

from fastapi import APIRouter

from app.search.router import misses, saved, searching

router = APIRouter()
for one in (searching, misses, saved):
    router.include_router(one.router)

__all__ = ["router"]
