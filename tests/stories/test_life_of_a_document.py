"""A whole tale: written, translated, published, found in both languages, changed, withdrawn; and what the export says of it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app import transfer, worker
from app.core.actor import Role
from app.core.config import Settings
from app.core.db import unit_of_work
from tests.callers import Caller
from tests.documents.acts import BASE, act, create, match, publish

TEXT = "Mỗi công dân có quyền tiếp cận thông tin do cơ quan nhà nước tạo ra."


@pytest.fixture
def working(settings: Settings, committed_engine: Engine) -> Iterator[None]:
    """A worker beside the application, as `serve` has one."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(settings, committed_engine, stop))
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def found(who: Caller, **params: Any) -> list[str]:
    answer = who.get("/api/v1/search", params=params)
    assert answer.status_code == 200, answer.text
    return [hit["document"]["id"] for hit in answer.json()["hits"]]


def soon(condition: Callable[[], bool], within: float = 15.0) -> bool:
    """Whether ``condition`` comes to hold within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_from_the_first_draft_to_the_export(
    committed_client: Caller, committed_caller: Callable[[Role], Caller], committed_engine: Engine, working: None, tmp_path: Path
) -> None:
    anyone, editor, publisher = committed_client, committed_caller(Role.editor), committed_caller(Role.publisher)

    # Written by an editor, and invisible until a publisher has published it.
    document = create(
        editor,
        {
            "kind": "legal_text",
            "fields": {"type": "law", "number": "104/2016/QH13", "effective_on": "2018-07-01"},
            "provenance": {"source": "Công báo"},
            "original": {
                "language": "vi",
                "title": "Luật Tiếp cận thông tin",
                "provisions": [{"eid": "art_3", "kind": "article", "label": "Điều 3", "text": TEXT}],
            },
        },
    )
    id = document["id"]
    assert found(anyone, q="tiếp cận thông tin") == []
    document = act(editor, document, "translations/vi/submit")
    document = act(publisher, document, "translations/vi/publish")
    assert soon(lambda: found(anyone, q="tiep can thong tin") == [id])
    hit = anyone.get("/api/v1/search", params={"q": "tiep can thong tin cong dan"}).json()["hits"][0]
    assert hit["passage"]["eid"] == "art_3" and "<mark>" in hit["snippet_html"] and "tiếp" in hit["snippet_html"]

    # Translated, published, found in both languages, each by its own words.
    english = {"kind": "legal_text", "language": "en", "title": "Law on Access to Information", "made_from": {"language": "vi"}}
    document = publish(publisher, act(editor, document, "translations", english), "en")
    assert soon(lambda: found(anyone, q="access to information", language="en") == [id])
    assert found(anyone, q="104/2016/qh13") == [id]

    # Changed: readers find the old text until the new one is published, then the new one.
    changed = editor.patch(
        f"{BASE}/{id}/translations/vi",
        json={"kind": "legal_text", "title": "Luật Minh bạch"},
        headers=match(document["revision"]),
    ).json()
    assert found(anyone, q="minh bạch") == []
    document = publish(publisher, changed)
    assert soon(lambda: found(anyone, q="minh bạch") == [id])
    assert anyone.get(f"{BASE}/{id}", params={"lang": "en"}).json()["language"]["stale"] is True

    # Exported: the present published texts, in a form that can be imported again.
    with unit_of_work(committed_engine) as session:
        transfer.export(session, tmp_path)
    records = [json.loads(line) for file in sorted(tmp_path.rglob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    (exported,) = [one for one in records if one.get("kind") == "legal_text"]
    assert {one["language"]: one["title"] for one in exported["translations"]} == {
        "vi": "Luật Minh bạch",
        "en": "Law on Access to Information",
    }

    # Withdrawn: gone from the search, and its address tells why.
    act(publisher, document, "withdraw", {"reason": "Đã có bản mới"})
    assert soon(lambda: found(anyone, q="minh bạch") == [])
    assert anyone.get(f"{BASE}/{id}").status_code == 410
