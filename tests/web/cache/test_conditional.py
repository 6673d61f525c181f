"""Conditional GET: the public's copies are told by their bytes, staff's by the row revision."""

from tests.callers import Caller
from tests.documents.acts import BASE, published


def test_a_reader_whose_copy_is_the_same_gets_304_without_a_body(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher)
    first = anyone.get(f"{BASE}/{document['id']}")
    assert first.headers["ETag"].startswith('W/"')
    again = anyone.get(f"{BASE}/{document['id']}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"] and "Accept-Language" in again.headers["Vary"]


def test_another_language_has_another_tag(anyone: Caller, publisher: Caller) -> None:
    document = published(publisher)
    tags = {anyone.get(f"{BASE}/{document['id']}", params={"lang": language}).headers["ETag"] for language in ("vi", "en")}
    assert len(tags) == 2


def test_staff_get_the_row_revision_and_the_whole_answer(publisher: Caller) -> None:
    document = published(publisher)
    answer = publisher.get(f"{BASE}/{document['id']}", headers={"If-None-Match": f'"{document["revision"]}"'})
    assert answer.status_code == 200 and answer.headers["ETag"] == f'"{document["revision"]}"'
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_head_is_get_without_the_body(anyone: Caller) -> None:
    whole, head = anyone.get("/api/v1/version"), anyone.head("/api/v1/version")
    assert head.content == b"" and head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
