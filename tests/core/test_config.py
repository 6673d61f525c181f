"""Settings: a wrong one stops the start with a sentence that says how to mend it."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.core.config import Settings, SettingsError, load_settings

SECRET = "0123456789abcdef0123456789abcdef"


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    return str(error.value)


def test_without_any_setting_it_starts_on_the_embedded_database() -> None:
    settings = load_settings()
    assert settings.embedded
    assert settings.offered == ("vi", "en", "zh-Hans", "fr")
    assert settings.default_language == "vi"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"NQ_PORT": "http"}, "NQ_PORT: "),
        ({"NQ_PORT": "70000"}, "NQ_PORT: "),
        ({"NQ_WORKERS": "0"}, "NQ_WORKERS: "),
        ({"NQ_TIMEZONE": "Hanoi"}, "NQ_TIMEZONE: must be an IANA time zone such as Asia/Ho_Chi_Minh"),
        ({"NQ_TIMEZONE": "../etc/passwd"}, "NQ_TIMEZONE: must be an IANA time zone"),
        ({"NQ_LANGUAGES": "vi,xx"}, "NQ_LANGUAGES: knows vi, en, zh-Hans"),
        ({"NQ_LANGUAGES": " , "}, "not an empty list"),
        ({"NQ_DEFAULT_LANGUAGE": "de"}, "NQ_DEFAULT_LANGUAGE must be one of NQ_LANGUAGES"),
        ({"NQ_DATABASE_URL": "mysql://localhost/x"}, "NQ_DATABASE_URL: must look like postgresql://user:password@host/database"),
        ({"NQ_DATABASE_URL": "postgresql://localhost/x"}, "NQ_CURSOR_SECRET must be set when NQ_DATABASE_URL is"),
        ({"NQ_CURSOR_SECRET": "short"}, "NQ_CURSOR_SECRET: must have at least 32 characters; `openssl rand -hex 32` makes one"),
        ({"NQ_MAX_BODY_BYTES": "10"}, "NQ_MAX_BODY_BYTES: "),
        ({"NQ_LOG_LEVEL": "loud"}, "NQ_LOG_LEVEL: "),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    assert sentence in refusal(monkeypatch, **variables)


def test_every_wrong_setting_is_named_at_once_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    told = refusal(monkeypatch, NQ_PORT="x", NQ_WORKERS="x", NQ_CURSOR_SECRET="my-short-secret")
    assert "NQ_PORT" in told and "NQ_WORKERS" in told and "NQ_CURSOR_SECRET" in told
    assert "my-short-secret" not in told


def test_a_database_url_is_made_one_of_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NQ_CURSOR_SECRET", SECRET)
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        monkeypatch.setenv("NQ_DATABASE_URL", f"{scheme}://user:word@host/base")
        settings = load_settings()
        assert settings.database_url == "postgresql+psycopg://user:word@host/base"
        assert not settings.embedded


def test_languages_become_canonical_and_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NQ_LANGUAGES", "vi-VN, zh-CN,en,vi,tyz")
    assert load_settings().offered == ("vi", "zh-Hans", "en", "tyz")


def test_secrets_are_not_printed() -> None:
    assert SECRET not in repr(Settings.model_validate({"cursor_secret": SECRET}))


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").strip().endswith(".")] == []


def test_nothing_reads_the_environment_at_import() -> None:
    """The composition roots read it when they are called; importing them with nonsense in the environment does no harm."""
    code = "import app.main, app.tables, app.core.config"
    environment = {"NQ_PORT": "nonsense", "NQ_DATABASE_URL": "nonsense", "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
