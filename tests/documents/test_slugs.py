"""Addresses: a slug for each language, old ones redirect, none is given away."""

from tests.callers import Caller
from tests.documents.acts import BASE, act, match, publish, published


def test_a_document_is_found_by_its_slug_in_the_slugs_language(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Điều ước quốc tế")
    assert document["slug"] == "dieu-uoc-quoc-te"
    document = publish(
        publisher, act(publisher, document, "translations", {"kind": "article", "language": "en", "title": "Treaty"}), "en"
    )
    assert anyone.get(f"{BASE}/by-slug/treaty", headers={"Accept-Language": "vi"}).json()["language"]["served"] == "en"
    assert anyone.get(f"{BASE}/by-slug/treaty", params={"lang": "vi"}).json()["title"] == "Điều ước quốc tế"


def test_a_chinese_slug_is_found(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Nhân quyền")
    document = publish(
        publisher,
        act(publisher, document, "translations", {"kind": "article", "language": "zh-Hans", "title": "人权"}),
        "zh-Hans",
    )
    assert anyone.get(f"{BASE}/by-slug/人权").json()["title"] == "人权"


def test_an_old_slug_redirects_for_good_and_keeps_the_query(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher, "Tên cũ")
    moved = publisher.patch(
        f"{BASE}/{document['id']}/translations/vi",
        json={"kind": "article", "slug": "ten-moi"},
        headers=match(document["revision"]),
    )
    assert moved.status_code == 200
    answer = anyone.get(f"{BASE}/by-slug/ten-cu", params={"lang": "en"}, follow_redirects=False)
    assert answer.status_code == 308 and answer.headers["Location"].endswith("/by-slug/ten-moi?lang=en")
    assert anyone.get(f"{BASE}/by-slug/ten-cu").json()["id"] == document["id"]


def test_changing_only_a_slug_makes_no_revision(publisher: Caller) -> None:
    document = published(publisher, "Tên")
    moved = publisher.patch(
        f"{BASE}/{document['id']}/translations/vi", json={"kind": "article", "slug": "khac"}, headers=match(document["revision"])
    ).json()
    assert (moved["translation_revision"], moved["status"], moved["slug"]) == (1, "published", "khac")


def test_a_slug_of_another_document_is_refused_even_when_it_is_old(publisher: Caller) -> None:
    first = published(publisher, "Một")
    publisher.patch(
        f"{BASE}/{first['id']}/translations/vi", json={"kind": "article", "slug": "hai"}, headers=match(first["revision"])
    )
    other = published(publisher, "Ba")
    for slug in ("mot", "hai"):
        refused = publisher.patch(
            f"{BASE}/{other['id']}/translations/vi", json={"kind": "article", "slug": slug}, headers=match(other["revision"])
        )
        assert refused.status_code == 409 and refused.json()["code"] == "slug-taken"


def test_titles_that_are_the_same_get_slugs_that_differ(publisher: Caller) -> None:
    assert [published(publisher, "Giống nhau")["slug"] for _ in range(3)] == ["giong-nhau", "giong-nhau-2", "giong-nhau-3"]


def test_a_slug_that_never_was_is_not_found(anyone: Caller) -> None:
    assert anyone.get(f"{BASE}/by-slug/khong-co").json()["code"] == "document-not-found"
