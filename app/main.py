"""The composition root of the API: the one place that knows every room, and hands each what it needs."""

import logging
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import BoundedSemaphore

import structlog
from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy import Engine

from app import __version__, identity, outbox
from app.agencies.router import router as agencies
from app.core.config import Settings
from app.core.db import make_engine
from app.documents.router import router as documents
from app.glossary.router import router as glossary
from app.plans.calendar.router import router as plan_calendar
from app.plans.files.deps import PLACES
from app.plans.files.router import router as plan_files
from app.plans.indicators.router import router as plan_indicators
from app.plans.progress.router import router as progress
from app.plans.reports.router import router as plan_reports
from app.plans.structure.router import router as plans
from app.search import indexing
from app.search.choosing import Answering
from app.search.knowledge import Memory
from app.search.router import router as search
from app.topics.router import router as topics
from app.web import health, openapi, problem
from app.web.cache import Answer, Cache, Listener, News, Store
from app.web.endpoints import endpoints
from app.web.guard import Guard, Head

PREFIX = "/api/v1"
CONTENT, SEARCH = "content", "search"
#: Which notifications tell of a change of what.
CHANNELS = {outbox.CHANNEL: (CONTENT,), indexing.CHANNEL: (SEARCH,)}
#: What the public reads, by where it stands, and on what that hangs beside the day. An endpoint under none of these is never kept;
#: one that is must announce every change of what it shows (see app.outbox).
KEPT = {
    f"{PREFIX}/documents": (CONTENT,),
    f"{PREFIX}/glossary": (CONTENT,),
    f"{PREFIX}/holidays": (CONTENT,),
    f"{PREFIX}/plans": (CONTENT,),
    f"{PREFIX}/topics": (CONTENT,),
    f"{PREFIX}/agencies": (CONTENT,),
    f"{PREFIX}/search": (CONTENT, SEARCH),
    f"{PREFIX}/searches": (CONTENT,),
    f"{PREFIX}/openapi.json": (CONTENT,),
}
TAGS = [
    {"name": "documents", "description": "Articles, legal texts, trade commitments, achievements and publications"},
    {"name": "provisions", "description": "Chapters, articles and clauses of a document, by eId"},
    {"name": "relations", "description": "What amends, repeals, replaces, implements, cites or translates what"},
    {"name": "search", "description": "Search by keyword in one language or all"},
    {"name": "glossary", "description": "Terms with their forms in each language, abbreviations and definitions"},
    {"name": "topics", "description": "What documents are about, in two levels"},
    {"name": "agencies", "description": "Bodies and classes of bodies, and what became of them"},
    {
        "name": "plans",
        "description": "Plans: what they print, who is to do what by when, what was reported, and how far it has come",
    },
    {"name": "service", "description": "Health and version"},
]


def configure_logging(level: str) -> None:
    """JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """While the application runs it listens for changes; when it ends, so do its connections to others."""
    listens = bool(app.state.settings.cache_bytes)
    if listens:
        app.state.listener.start()
    try:
        yield
    finally:
        if listens:
            await to_thread.run_sync(app.state.listener.stop)
        app.state.answering.close()


def create_app(settings: Settings, *, engine: Engine | None = None) -> FastAPI:
    """The application for ``settings``. ``engine`` is handed in by tests and by `serve`, which knows the embedded database."""
    app = FastAPI(
        title="nhanquyen",
        version=__version__,
        summary="A bilingual human-rights knowledge base, and the plan that asked for it",
        description="Problems are `application/problem+json` (RFC 9457) with a stable `code`, in the reader's language.",
        license_info={"name": "Content: see each document's licence"},
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
        openapi_tags=TAGS,
        redirect_slashes=False,
        lifespan=running,
    )
    if engine is None:
        assert settings.database_url is not None, "the embedded database is started by `serve`, which hands its engine in"
        engine = make_engine(settings.database_url, pool_size=settings.pool_size)
    app.state.settings = settings
    app.state.engine = engine
    app.state.reading_engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    app.state.authenticate = identity.authenticate
    memory = app.state.search_memory = Memory()
    app.state.answering = Answering.by(settings)
    app.state.file_places = BoundedSemaphore(PLACES)
    app.state.cursor_secret = settings.cursor_secret.get_secret_value() if settings.cursor_secret else secrets.token_hex(32)

    for room in (
        documents,
        search,
        glossary,
        topics,
        agencies,
        plans,
        plan_calendar,
        plan_indicators,
        plan_reports,
        progress,
        plan_files,
        health.router,
    ):
        app.include_router(room, prefix=PREFIX)
    app.state.endpoints = tuple(endpoints(app.routes))
    app.state.guarded = {(one.path, method.lower()) for one in app.state.endpoints if one.guarded for method in one.methods}
    problem.install(app)
    openapi.install(app)
    news, store = News((CONTENT, SEARCH)), Store[Answer](settings.cache_bytes)
    app.state.listener = Listener(engine, news, CHANNELS, first=memory.expire, lost=store.clear)
    app.add_middleware(Cache, settings=settings, news=news, store=store, kept=KEPT)
    app.add_middleware(Head)
    app.add_middleware(Guard, limit=settings.max_body_bytes)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=[origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()],
            allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match", "Accept-Language", "Idempotency-Key"],
            expose_headers=["ETag", "Link", "Content-Language", "Location"],
            max_age=3600,
        )
    return app
