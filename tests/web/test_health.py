"""Whether the service lives, whether it can answer, and what it is."""

from app import __version__
from tests.callers import Caller


def test_a_service_that_lives_and_can_answer_says_ok(anyone: Caller) -> None:
    for path in ("live", "ready"):
        answer = anyone.get(f"/api/v1/health/{path}")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_tells_its_version_and_languages_the_default_one_first(anyone: Caller) -> None:
    assert anyone.get("/api/v1/version").json() == {
        "name": "nhanquyen",
        "version": __version__,
        "languages": ["vi", "en", "zh-Hans", "fr"],
    }
