"""Ten thousand spoiled requests, made by a seeded hand: no 5xx, and every 4xx a problem that says what is wrong."""

import json
from collections import Counter

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from tests.builders import a_document, a_topic, a_translation, an_agency
from tests.callers import Caller
from tests.hostile.asgi import RawAnswer, RawRequest, send
from tests.hostile.mutations import Maker
from tests.plans.building import a_plan, a_report, a_rule, an_indicator

ROUNDS, EACH = 20, 500


def complaint(request: RawRequest, answer: RawAnswer) -> str | None:
    """What is wrong with an answer, if anything."""
    if answer.status >= 500:
        return f"{answer.status} {answer.body[:300]!r}"
    if answer.status >= 400:
        if not answer.headers.get("content-type", "").startswith("application/problem+json"):
            return f"{answer.status} as {answer.headers.get('content-type')}"
        if request.method != "HEAD":
            problem = json.loads(answer.body)
            if problem["status"] != answer.status or not problem["code"] or not problem["title"]:
                return f"{answer.status} says {problem}"
    return None


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_spoiled_requests_get_problems_and_never_a_5xx(app: FastAPI, admin: Caller, session: Session, seed: int) -> None:
    an_agency(session, "a-code", vi="Cơ quan")
    a_topic(session, "a-code", vi="Chủ đề")
    provisions = ({"eid": "art_1", "kind": "article", "label": "Điều 1", "text": "Quyền con người"},)
    document = a_document(
        session,
        title="Quyền con người",
        kind="legal_text",
        fields={"type": "law", "number": "1/2016/QH13"},
        provisions=provisions,
    )
    a_translation(session, document, "en", "Human rights", made_from="vi", provisions=provisions)
    draft = a_document(session, title="Bản thảo", published=False)
    a_plan(session, "a-code")
    an_indicator(session, "a-code", plan="a-code")
    a_rule(session, "a-code", plan="a-code")
    report = a_report(session, "a-code")
    ids = {
        "id": [str(document.id), str(draft.id), str(report.id)],
        "slug": ["quyen-con-nguoi", "human-rights"],
        "language": ["vi", "en"],
        "eid": ["art_1"],
        "code": ["a-code"],
        "number": ["1", "2", "1.4"],
        "indicator": ["a-code"],
        "rule": ["a-code", "yearly"],
        "period": ["2019", "2019-H1"],
    }
    maker = Maker(app.openapi(), ids, seed)
    key = (b"authorization", f"Bearer {admin.key}".encode())
    statuses: Counter[int] = Counter()
    for _ in range(EACH):
        request = maker.request()
        if maker.random.random() < 0.7:
            request.headers.insert(0, key)
        answer = send(app, request)
        statuses[answer.status] += 1
        wrong = complaint(request, answer)
        assert wrong is None, f"{request}: {wrong}"
    assert sum(statuses.values()) == EACH
    assert statuses[200] + statuses[201] > EACH // 20, f"the requests are too far from any that work: {statuses}"


@pytest.mark.parametrize("kind", [b"application/json", b"text/plain"])
def test_a_body_of_ten_megabytes_is_refused_unread(app: FastAPI, admin: Caller, kind: bytes) -> None:
    headers = [(b"authorization", f"Bearer {admin.key}".encode()), (b"content-type", kind)]
    answer = send(app, RawRequest("POST", b"/api/v1/documents", headers=headers, body=b'"' + b"a" * 10_000_000 + b'"'))
    assert answer.status == 413 and json.loads(answer.body)["code"] == "too-large"
