"""Narrowing: filters, facets, totals, languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app.core import clock
from app.documents.models import Relation
from tests.builders import a_document, a_topic, a_translation, an_agency
from tests.callers import Caller
from tests.search.asking import counts, labels, search, titles


@pytest.fixture
def library(session: Session, indexed: Callable[[], None]) -> None:
    """Six documents on freedom, in several kinds, topics, agencies, years and languages."""
    civil = a_topic(session, "civil", vi="Quyền dân sự", en="Civil rights")
    a_topic(session, "speech", parent=civil, vi="Tự do ngôn luận", en="Freedom of speech")
    a_topic(session, "work", vi="Việc làm", en="Work")
    an_agency(session, "so-tttt", vi="Sở Thông tin", en="Department of Information")
    an_agency(session, "bo-ngoai-giao", vi="Bộ Ngoại giao", en="Ministry of Foreign Affairs")
    law = a_document(
        session,
        title="Luật tự do báo chí",
        kind="legal_text",
        fields={"type": "law", "issued_on": "2016-04-05", "effective_on": "2017-01-01", "expires_on": "2026-06-30"},
        topics=("speech",),
        agencies=(("so-tttt", "issuer"), ("bo-ngoai-giao", "subject")),
    )
    a_translation(session, law, "en", "Press freedom law")
    a_document(
        session,
        title="Nghị định về tự do đi lại",
        kind="legal_text",
        fields={"type": "decree", "issued_on": "2018-03-01", "effective_on": "2027-01-01"},
        topics=("civil",),
        agencies=(("so-tttt", "responsible"),),
    )
    a_document(session, title="Bài viết về tự do", fields={"written_on": "2018-10-25"}, topics=("speech", "work"))
    a_document(session, title="Tự do việc làm", fields={"written_on": "2020-10-25"}, topics=("work",))
    a_document(session, title="Freedom of movement", language="en", fields={"written_on": "2020-10-25"})
    a_document(session, title="Phim tự do", kind="publication", fields={"medium": "film", "year": 2019})
    indexed()


@pytest.mark.usefixtures("library")
class TestLibrary:
    def test_facets_count_documents_by_what_they_are(self, client: Caller) -> None:
        result = search(client, "tự do")
        assert (result["total"], result["total_exact"]) == (5, True)
        assert counts(result, "kind") == {"legal_text": 2, "article": 2, "publication": 1}
        assert counts(result, "language") == {"vi": 5}
        assert counts(result, "topic") == {"civil": 3, "speech": 2, "work": 2}
        assert counts(result, "agency") == {"so-tttt": 2, "bo-ngoai-giao": 1}
        assert [year["value"] for year in result["facets"]["year"]] == ["2020", "2019", "2018", "2016"]

    def test_a_document_in_two_languages_is_counted_once_and_in_both_languages(self, client: Caller) -> None:
        result = search(client)
        assert result["total"] == 6
        assert counts(result, "language") == {"vi": 5, "en": 2}
        assert sum(counts(result, "kind").values()) == 6

    def test_facets_are_labelled_in_the_readers_language(self, client: Caller) -> None:
        english, vietnamese = search(client, "tự do", lang="en"), search(client, "tự do", lang="vi")
        assert labels(english, "topic")["speech"] == "Freedom of speech"
        assert labels(vietnamese, "topic")["speech"] == "Tự do ngôn luận"
        assert labels(english, "language") == {"vi": "Vietnamese"}
        assert labels(english, "agency")["so-tttt"] == "Department of Information"
        assert labels(english, "year")["2018"] == "2018"

    def test_only_the_facets_asked_for_are_counted(self, client: Caller) -> None:
        result = search(client, "tự do", facets="kind")
        assert counts(result, "kind")
        assert all(not result["facets"][name] for name in ("language", "topic", "agency", "year"))

    @pytest.mark.parametrize(
        ("narrowed", "expected"),
        [
            ({"kind": "publication"}, {"Phim tự do"}),
            ({"kind": ["publication", "article"]}, {"Phim tự do", "Bài viết về tự do", "Tự do việc làm"}),
            ({"topic": "civil"}, {"Luật tự do báo chí", "Nghị định về tự do đi lại", "Bài viết về tự do"}),
            ({"topic": ["speech", "work"], "kind": "article"}, {"Bài viết về tự do", "Tự do việc làm"}),
            ({"agency": "bo-ngoai-giao"}, {"Luật tự do báo chí"}),
            ({"year": 2018}, {"Nghị định về tự do đi lại", "Bài viết về tự do"}),
            ({"year_from": 2019}, {"Phim tự do", "Tự do việc làm"}),
            ({"year_from": 2018, "year_to": 2018, "kind": "article"}, {"Bài viết về tự do"}),
            ({"language": "en"}, set()),
            ({"topic": "nothing-of-the-sort"}, set()),
        ],
    )
    def test_each_filter_narrows_hits_and_total(self, client: Caller, narrowed: dict[str, object], expected: set[str]) -> None:
        result = search(client, "tự do", **narrowed)
        assert set(titles(result)) == expected
        assert result["total"] == len(expected)

    def test_a_language_narrows_to_what_exists_in_it_and_shows_that(self, client: Caller) -> None:
        result = search(client, "", language="en", lang="vi")
        assert set(titles(result)) == {"Press freedom law", "Freedom of movement"}
        assert {hit["language"] for hit in result["hits"]} == {"en"}
        law = next(hit for hit in result["hits"] if hit["document"]["title"] == "Press freedom law")
        assert law["document"]["languages"] == ["en", "vi"]
        assert labels(result, "language") == {"en": "Tiếng Anh"}

    def test_without_a_language_the_readers_own_is_shown(self, client: Caller) -> None:
        assert "Luật tự do báo chí" in titles(search(client, lang="vi"))
        assert "Press freedom law" in titles(search(client, lang="en"))

    @pytest.mark.parametrize(
        ("narrowed", "expected"),
        [
            ({"in_force": True, "on": "2018-01-01"}, {"Luật tự do báo chí"}),
            ({"in_force": True, "on": "2026-06-30"}, {"Luật tự do báo chí"}),
            ({"in_force": True, "on": "2026-07-01"}, set()),
            ({"in_force": False, "on": "2018-01-01"}, {"Nghị định về tự do đi lại"}),
            ({"in_force": False, "on": "2016-01-01"}, {"Luật tự do báo chí", "Nghị định về tự do đi lại"}),
        ],
    )
    def test_legal_texts_are_narrowed_by_force_on_a_day(
        self, client: Caller, narrowed: dict[str, object], expected: set[str]
    ) -> None:
        assert set(titles(search(client, "tự do", **narrowed))) == expected

    def test_today_is_the_day_when_none_is_named(self, client: Caller) -> None:
        with clock.frozen(datetime(2017, 1, 1, tzinfo=UTC)):
            hits = search(client, "tự do báo chí")["hits"]
        assert hits[0]["document"]["in_force"] is True
        assert search(client, "bài viết tự do")["hits"][0]["document"]["in_force"] is None

    def test_everything_is_listed_newest_first_when_nothing_is_asked(self, client: Caller) -> None:
        result = search(client, "  ")
        published = [hit["document"]["published_at"] for hit in result["hits"]]
        assert published == sorted(published, reverse=True)
        assert len(published) == 6

    def test_signs_alone_find_nothing(self, client: Caller) -> None:
        result = search(client, "?! … —")
        assert (result["total"], result["hits"]) == (0, [])


def test_a_repealed_text_is_no_longer_in_force_and_its_own_dates_need_not_change(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    fields = {"type": "law", "effective_on": "2010-01-01"}
    old = a_document(session, title="Luật cũ", kind="legal_text", fields=fields)
    new = a_document(session, title="Luật mới", kind="legal_text", fields={**fields, "effective_on": "2020-01-01"})
    relation = Relation(
        source_id=new.id,
        target_id=old.id,
        type="replaces",
        on=date(2020, 1, 1),
        created_at=clock.now(),
        created_by="t",
    )
    session.add(relation)
    session.flush()
    indexed()
    assert set(titles(search(client, "luật", in_force=True, on="2019-12-31"))) == {"Luật cũ"}
    assert set(titles(search(client, "luật", in_force=True, on="2020-01-01"))) == {"Luật mới"}


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 501},
        {"limit": 0},
        {"limit": 101},
        {"offset": -1},
        {"offset": 1001},
        {"kind": "law"},
        {"language": "tlh"},
        {"language": "x" * 40},
        {"year": "soon"},
        {"in_force": "perhaps"},
        {"on": "yesterday"},
        {"facets": "colour"},
        {"topic": ["t"] * 21},
    ],
)
def test_what_cannot_be_asked_is_refused_as_a_problem(client: Caller, asked: dict[str, object]) -> None:
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
