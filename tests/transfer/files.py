"""Folders of records to load, made as small as a test needs them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app import transfer
from app.core.actor import Actor

SEED = Path(__file__).parents[2] / "seed"
LANGUAGES = ("vi", "en", "zh-Hans", "fr")


def an_agency(code: str = "an-agency", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "type": "body",
        "names": [{"language": "vi", "name": code}],
        "source": "Made for a test",
        "verified": False,
        **more,
    }


def a_topic(code: str = "a-topic", **more: Any) -> dict[str, Any]:
    return {"code": code, "parent": None, "position": 1, "names": [{"language": "vi", "name": code}], **more}


def a_term(code: str = "a-term", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "domain": "human_rights",
        "forms": [{"language": "vi", "text": code, "kind": "preferred"}],
        "source": {"title": "Made for a test"},
        "verified": False,
        **more,
    }


def a_translation(language: str = "vi", title: str = "Quyền con người", **more: Any) -> dict[str, Any]:
    return {"language": language, "title": title, **more}


def a_document(key: str = "a-document", *translations: dict[str, Any], **more: Any) -> dict[str, Any]:
    translations = translations or (a_translation(),)
    return {
        "key": key,
        "kind": "article",
        "source_language": translations[0]["language"],
        "fields": {},
        "provenance": {"source": "Made for a test"},
        "verified": False,
        "translations": list(translations),
        **more,
    }


def a_folder(
    path: Path,
    documents: Iterable[dict[str, Any] | str] = (),
    agencies: Iterable[dict[str, Any] | str] = (),
    topics: Iterable[dict[str, Any] | str] = (),
    terms: Iterable[dict[str, Any] | str] = (),
) -> Path:
    """A folder of these records; a text stands for a line as it is."""
    (path / "documents").mkdir(parents=True, exist_ok=True)
    files = {"documents/all.jsonl": documents, "agencies.jsonl": agencies, "topics.jsonl": topics, "glossary.jsonl": terms}
    for name, lines in files.items():
        written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        (path / name).write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return path


def load(session: Session, folder: Path, *, actor: Actor = transfer.SEED, keep: bool = True) -> transfer.Loaded:
    return transfer.load(session, actor, transfer.read(folder), LANGUAGES, keep=keep)
