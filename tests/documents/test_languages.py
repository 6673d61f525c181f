"""In which language a document is shown, and that every answer says so."""

import pytest

from tests.callers import Caller
from tests.documents.acts import BASE, act, match, publish, published


def test_a_text_that_does_not_exist_is_shown_in_the_nearest_language_and_the_answer_says_so(
    anyone: Caller, publisher: Caller
) -> None:
    document = published(publisher, "Quyền trẻ em")
    answer = anyone.get(f"{BASE}/{document['id']}", params={"lang": "en"})
    assert answer.json()["language"] == {"requested": "en", "served": "vi", "fallback": True, "stale": False}
    assert answer.headers["Content-Language"] == "vi"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("asked", "served"), [("zh-CN,zh;q=0.9", "zh-Hans"), ("en-GB", "en"), ("fr", "en"), ("vi", "vi"), ("*", "vi")]
)
def test_accept_language_chooses_among_what_there_is(anyone: Caller, publisher: Caller, asked: str, served: str) -> None:
    document = published(publisher, "Hòa bình")
    for language, title in (("en", "Peace"), ("zh-Hans", "和平")):
        document = act(publisher, document, "translations", {"kind": "article", "language": language, "title": title})
        document = publish(publisher, document, language)
    answer = anyone.get(f"{BASE}/{document['id']}", headers={"Accept-Language": asked})
    assert answer.json()["language"]["served"] == served


def test_a_translation_is_stale_once_its_source_is_published_anew(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Bản gốc")
    translation = {"kind": "article", "language": "en", "title": "Source", "made_from": {"language": "vi"}}
    document = publish(publisher, act(publisher, document, "translations", translation), "en")
    english = {"lang": "en"}
    assert anyone.get(f"{BASE}/{document['id']}", params=english).json()["language"]["stale"] is False
    document = publisher.patch(
        f"{BASE}/{document['id']}/translations/vi", json={"kind": "article", "body": "Thêm."}, headers=match(document["revision"])
    ).json()
    assert anyone.get(f"{BASE}/{document['id']}", params=english).json()["language"]["stale"] is False
    document = publish(publisher, document)
    seen = anyone.get(f"{BASE}/{document['id']}", params=english).json()
    assert seen["language"]["stale"] is True
    assert {one["language"]: one["stale"] for one in seen["languages"]} == {"vi": False, "en": True}
    document = publisher.patch(
        f"{BASE}/{document['id']}/translations/en",
        json={"kind": "article", "made_from": {"language": "vi"}},
        headers=match(document["revision"]),
    ).json()
    publish(publisher, document, "en")
    assert anyone.get(f"{BASE}/{document['id']}", params=english).json()["language"]["stale"] is False


def test_language_as_a_filter_shows_only_what_exists_in_it(anyone: Caller, publisher: Caller) -> None:
    published(publisher, "Chỉ tiếng Việt")
    both = published(publisher, "Hai tiếng")
    both = publish(publisher, act(publisher, both, "translations", {"kind": "article", "language": "en", "title": "Both"}), "en")
    listed = anyone.get(BASE, params={"language": "en", "lang": "vi", "count": True}).json()
    assert [one["title"] for one in listed["items"]] == ["Both"] and listed["total"] == 1


def test_an_unknown_language_is_refused_in_words(anyone: Caller) -> None:
    refused = anyone.get(BASE, params={"lang": "tlh"})
    assert refused.status_code == 422 and refused.json()["code"] == "unknown-language"
    assert anyone.get(BASE, params={"language": "xx"}).status_code == 422


def test_a_language_has_one_translation(publisher: Caller) -> None:
    document = published(publisher)
    again = publisher.post(
        f"{BASE}/{document['id']}/translations",
        json={"kind": "article", "language": "vi", "title": "Lần hai"},
        headers=match(document["revision"]),
    )
    assert again.status_code == 409 and again.json()["code"] == "translation-exists"


def test_a_source_that_does_not_exist_is_refused(publisher: Caller) -> None:
    document = published(publisher)
    for made_from in ({"language": "fr"}, {"language": "vi", "revision": 9}):
        refused = publisher.post(
            f"{BASE}/{document['id']}/translations",
            json={"kind": "article", "language": "en", "title": "x", "made_from": made_from},
            headers=match(document["revision"]),
        )
        assert refused.status_code == 422 and refused.json()["code"] == "source-missing"
