"""What is kept and what is not is decided for every endpoint, and whatever changes what is kept says so."""

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.actor import Role
from app.main import CHANNELS, CONTENT, KEPT, PREFIX, SEARCH
from app.outbox.models import OutboxEntry
from tests.access.scenes import SCENES
from tests.access.test_permissions import table
from tests.callers import Caller, a_caller

#: What the public reads and nobody keeps: it tells of this process, at this moment.
NEVER = {f"{PREFIX}/health/live", f"{PREFIX}/health/ready", f"{PREFIX}/version"}
#: Changes that no answer shows which is kept: a saved search is never changed once it is there.
UNSEEN = {"createSavedSearch"}


def test_of_every_public_endpoint_it_is_said_whether_it_is_kept(app: FastAPI) -> None:
    public = {one.path for one in app.state.endpoints if "GET" in one.methods and not one.guarded}
    kept = {path for path in public if any(path == root or path.startswith(f"{root}/") for root in KEPT)}
    assert public - kept == NEVER, "name it in app.main.KEPT, or here"


def test_subjects_are_those_that_channels_tell_of() -> None:
    assert {subject for subjects in CHANNELS.values() for subject in subjects} == {CONTENT, SEARCH}
    assert {subject for subjects in KEPT.values() for subject in subjects} <= {CONTENT, SEARCH}


def _writing() -> list[str]:
    return sorted(name for name, row in table().items() if row["anonymous"] == 401 and row["admin"] in (200, 201, 204))


@pytest.mark.parametrize("operation", _writing())
def test_every_change_is_announced(app: FastAPI, session: Session, operation: str) -> None:
    request = SCENES[operation](session)
    admin = a_caller(app, session, Role.admin)
    before = _announced(session)
    headers = {} if request.revision is None else {"If-Match": f'"{request.revision}"'}
    answer = admin.request(request.method, f"{PREFIX}{request.path}", json=request.json, headers=headers)
    assert answer.status_code < 300
    changed = request.method != "GET" and operation not in UNSEEN
    assert (_announced(session) > before) == changed


def _announced(session: Session) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(OutboxEntry)) or 0


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_never_answered_from_anybodys_memory(anyone: Caller, path: str) -> None:
    assert anyone.get(f"{PREFIX}{path}").headers["Cache-Control"] == "no-store"


def test_what_hangs_together_has_a_name_by_which_a_cdn_can_drop_it(app: FastAPI, session: Session, anyone: Caller) -> None:
    request = SCENES["getDocument"](session)
    identifier = request.path.rpartition("/")[2]
    named = anyone.get(f"{PREFIX}{request.path}").headers["Surrogate-Key"]
    assert named == f"content documents document-{identifier} kind-article"
    assert anyone.get(f"{PREFIX}{request.path}/provisions").headers["Surrogate-Key"] == f"content documents document-{identifier}"
    assert anyone.get(f"{PREFIX}/search").headers["Surrogate-Key"] == "content search"
    assert anyone.get(f"{PREFIX}/topics").headers["Surrogate-Key"] == "content topics"


def test_an_old_slug_is_not_a_way_for_ever(app: FastAPI, session: Session, anyone: Caller) -> None:
    """Browsers keep a 308 without Cache-Control for as long as they like, and an old slug may come back."""
    from app.documents.models import Slug

    request = SCENES["getDocumentBySlug"](session)
    slug = session.get_one(Slug, request.path.rpartition("/")[2])
    session.add(Slug(slug="cu", document_id=slug.document_id, language=slug.language, current=False))
    session.flush()
    answer = anyone.get(f"{PREFIX}/documents/by-slug/cu", follow_redirects=False)
    assert answer.status_code == 308 and answer.headers["Cache-Control"].startswith("public, max-age=10")
