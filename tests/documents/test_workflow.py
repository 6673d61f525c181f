"""The way of a translation: draft, in review, published, withdrawn; and what readers see of it."""

from tests.callers import Caller
from tests.documents.acts import BASE, act, an_article, create, match, publish, published


def test_a_draft_is_nowhere_to_be_seen_by_the_public(anyone: Caller, editor: Caller, reporter: Caller) -> None:
    draft = create(editor, an_article("Bản thảo"))
    for who in (anyone, reporter):
        assert who.get(f"{BASE}/{draft['id']}").status_code == 404
        for part in ("provisions", "relations", "related"):
            assert who.get(f"{BASE}/{draft['id']}/{part}").status_code == 404
        listed = who.get(BASE, params={"count": True}).json()
        assert listed["items"] == [] and listed["total"] == 0


def test_staff_read_a_draft_when_they_ask_for_drafts(editor: Caller, reader: Caller) -> None:
    draft = create(editor, an_article("Bản thảo"))
    assert reader.get(f"{BASE}/{draft['id']}").status_code == 404
    shown = reader.get(f"{BASE}/{draft['id']}", params={"drafts": True})
    assert shown.status_code == 200 and shown.json()["status"] == "draft"
    assert [one["id"] for one in reader.get(BASE, params={"status": "draft"}).json()["items"]] == [draft["id"]]


def test_drafts_are_refused_to_the_public_and_to_reporters(anyone: Caller, reporter: Caller) -> None:
    assert anyone.get(BASE, params={"drafts": True}).status_code == 401
    assert reporter.get(BASE, params={"status": "draft"}).json()["code"] == "drafts-are-for-staff"


def test_nothing_is_published_that_was_not_submitted(publisher: Caller) -> None:
    draft = create(publisher, an_article())
    refused = publisher.post(f"{BASE}/{draft['id']}/translations/vi/publish", headers=match(1))
    assert refused.status_code == 409 and refused.json()["code"] == "not-submitted"


def test_readers_keep_the_published_revision_until_the_next_is_published(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Tên cũ")
    changed = publisher.patch(
        f"{BASE}/{document['id']}/translations/vi",
        json={"kind": "article", "title": "Tên mới"},
        headers=match(document["revision"]),
    ).json()
    seen = anyone.get(f"{BASE}/{document['id']}").json()
    assert (seen["title"], seen["status"], seen["translation_revision"]) == ("Tên cũ", "published", 1)
    publish(publisher, changed)
    seen = anyone.get(f"{BASE}/{document['id']}").json()
    assert (seen["title"], seen["translation_revision"]) == ("Tên mới", 2)


def test_a_publisher_returns_a_translation_to_its_editors(editor: Caller, publisher: Caller) -> None:
    document = act(editor, create(editor, an_article()), "translations/vi/submit")
    assert document["status"] == "in_review"
    assert act(publisher, document, "translations/vi/return", {"reason": "Thiếu nguồn"})["status"] == "draft"


def test_what_is_in_review_or_published_cannot_be_submitted_again(publisher: Caller) -> None:
    document = act(publisher, create(publisher, an_article()), "translations/vi/submit")
    way = f"{BASE}/{document['id']}/translations/vi/submit"
    assert publisher.post(way, headers=match(document["revision"])).json()["code"] == "already-in-review"
    document = act(publisher, document, "translations/vi/publish")
    assert publisher.post(way, headers=match(document["revision"])).json()["code"] == "nothing-to-submit"


def test_a_withdrawn_document_answers_410_with_the_reason(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Sẽ rút")
    act(publisher, document, "withdraw", {"reason": "Nguồn đã bị bác bỏ"})
    gone = anyone.get(f"{BASE}/{document['id']}")
    assert gone.status_code == 410 and "Nguồn đã bị bác bỏ" in gone.json()["title"]
    assert anyone.get(f"{BASE}/by-slug/{document['slug']}").status_code == 410
    assert anyone.get(f"{BASE}/{document['id']}/provisions").status_code == 410
    assert anyone.get(BASE).json()["items"] == []


def test_a_withdrawn_document_can_be_published_again(anyone: Caller, publisher: Caller) -> None:
    document = act(publisher, published(publisher), "withdraw", {"reason": "Nhầm"})
    publish(publisher, document)
    assert anyone.get(f"{BASE}/{document['id']}").status_code == 200


def test_withdrawing_one_language_leaves_the_others(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher)
    document = act(publisher, document, "translations", {"kind": "article", "language": "en", "title": "Human rights"})
    document = publish(publisher, document, "en")
    document = act(publisher, document, "translations/vi/withdraw", {"reason": "Sai"})
    seen = anyone.get(f"{BASE}/{document['id']}", params={"lang": "vi"}).json()
    assert seen["language"] == {"requested": "vi", "served": "en", "fallback": True, "stale": False}
    assert [one["language"] for one in seen["languages"]] == ["en"]
    act(publisher, document, "translations/en/withdraw", {"reason": "Sai"})
    assert anyone.get(f"{BASE}/{document['id']}").status_code == 410


def test_what_was_never_published_cannot_be_withdrawn(publisher: Caller) -> None:
    document = create(publisher, an_article())
    for way in ("withdraw", "translations/vi/withdraw"):
        refused = publisher.post(f"{BASE}/{document['id']}/{way}", json={"reason": "x"}, headers=match(1))
        assert refused.json()["code"] == "nothing-published"
