"""One agency: its names, what became of it, who belongs to it."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.agencies import service
from app.core import clock
from tests.builders import a_member, a_succession, an_agency
from tests.callers import Caller

URL = "/api/v1/agencies"


def test_an_agency_shows_all_its_names_and_one_in_the_readers_language(session: Session, anyone: Caller) -> None:
    an_agency(session, "so-tu-phap", vi="Sở Tư pháp", en="Department of Justice", short="STP", aliases=("Sở TP",))
    answer = anyone.get(f"{URL}/so-tu-phap", headers={"Accept-Language": "en-GB"})
    shown = answer.json()
    assert (shown["name"], shown["short_name"]) == ("Department of Justice", None)
    assert shown["language"] == {"requested": "en", "served": "en", "fallback": False}
    assert [(name["language"], name["name"], name["short_name"]) for name in shown["names"]] == [
        ("en", "Department of Justice", None),
        ("vi", "Sở Tư pháp", "STP"),
    ]
    assert shown["aliases"] == ["Sở TP"]
    assert shown["source"] == "Made for a test"
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_that_is_served_is_told_in_the_header_too(session: Session, anyone: Caller) -> None:
    an_agency(session, "one", vi="Một")
    answer = anyone.get(f"{URL}/one?lang=en")
    assert answer.headers["Content-Language"] == "vi"
    assert answer.json()["language"] == {"requested": "en", "served": "vi", "fallback": True}


def test_the_revision_is_the_strong_entity_tag_for_those_with_a_key(session: Session, reader: Caller) -> None:
    an_agency(session, "one")
    assert reader.get(f"{URL}/one").headers["ETag"] == '"1"'


def test_what_became_of_an_agency_is_told_from_both_sides(session: Session, anyone: Caller) -> None:
    before, after = an_agency(session, "before", vi="Trước"), an_agency(session, "after", vi="Sau")
    a_succession(session, before, after, date(2025, 3, 1))
    told = {"manner": "merger", "on": "2025-03-01", "note": None, "language": "vi"}
    assert anyone.get(f"{URL}/before").json()["successors"] == [{"code": "after", "label": "Sau", **told}]
    assert anyone.get(f"{URL}/before").json()["predecessors"] == []
    assert anyone.get(f"{URL}/after").json()["predecessors"] == [{"code": "before", "label": "Trước", **told}]


def test_members_are_those_of_the_day_that_is_asked_about(session: Session, anyone: Caller) -> None:
    group = an_agency(session, "districts", type="class")
    a_member(session, group, an_agency(session, "old"), None, date(2020, 2, 29))
    a_member(session, group, an_agency(session, "new"), date(2020, 3, 1), date(2025, 6, 30))
    a_member(session, group, an_agency(session, "always"))

    def members(day: str) -> list[str]:
        shown = anyone.get(f"{URL}/districts", params={"on": day}).json()["members"]
        assert shown["known"] is True
        assert shown["on"] == day
        return [member["code"] for member in shown["items"]]

    assert members("2020-02-29") == ["always", "old"]
    assert members("2020-03-01") == ["always", "new"]
    assert members("2025-07-01") == ["always"]


def test_without_a_day_it_is_today_in_viet_nam(session: Session, anyone: Caller) -> None:
    group = an_agency(session, "districts", type="class")
    a_member(session, group, an_agency(session, "new"), date(2020, 3, 1))
    with clock.frozen(datetime(2020, 2, 29, 16, 59, tzinfo=UTC)):
        assert anyone.get(f"{URL}/districts").json()["members"]["items"] == []
    with clock.frozen(datetime(2020, 2, 29, 17, 0, tzinfo=UTC)):
        assert len(anyone.get(f"{URL}/districts").json()["members"]["items"]) == 1


def test_a_class_whose_members_nobody_can_list_says_so(session: Session, anyone: Caller) -> None:
    an_agency(session, "some", type="class", enumerable=False)
    shown = anyone.get(f"{URL}/some", params={"lang": "en", "on": "2020-01-01"}).json()["members"]
    assert shown == {
        "known": False,
        "on": "2020-01-01",
        "statement": "Membership unknown: who belongs to this class cannot be listed.",
        "items": [],
    }


def test_a_body_tells_the_classes_it_belongs_to_and_has_no_members(session: Session, anyone: Caller) -> None:
    body = an_agency(session, "district")
    a_member(session, an_agency(session, "districts", vi="Các huyện", type="class"), body, None, date(2025, 6, 30))
    shown = anyone.get(f"{URL}/district", params={"on": "2020-01-01"}).json()
    assert shown["members"] is None
    assert shown["classes"] == [
        {"code": "districts", "label": "Các huyện", "language": "vi", "since": None, "until": "2025-06-30"}
    ]
    assert anyone.get(f"{URL}/district", params={"on": "2025-07-01"}).json()["classes"] == []


def test_a_note_is_told_in_the_nearest_language_it_exists_in(session: Session, anyone: Caller) -> None:
    an_agency(session, "one", note={"vi": "Ghi chú", "en": "A note"})
    an_agency(session, "two")
    assert anyone.get(f"{URL}/one?lang=vi").json()["note"] == {"language": "vi", "text": "Ghi chú"}
    assert anyone.get(f"{URL}/one?lang=zh-Hans").json()["note"] == {"language": "en", "text": "A note"}
    assert anyone.get(f"{URL}/two").json()["note"] is None


def test_an_agency_that_is_not_there_is_a_problem_in_the_readers_language(anyone: Caller) -> None:
    answer = anyone.get(f"{URL}/nowhere", headers={"Accept-Language": "vi"})
    assert (answer.status_code, answer.json()["code"]) == (404, "agency-not-found")
    assert "nowhere" in answer.json()["title"]


def test_labels_of_many_agencies_come_in_each_ones_nearest_language(session: Session) -> None:
    one, two = an_agency(session, "one", vi="Một", en="One"), an_agency(session, "two", vi="Hai", short="H")
    found = service.labels(session, ("en", "vi"), [one.id, two.id, one.id])
    assert found == {
        one.id: service.Label("one", "One", None, "en"),
        two.id: service.Label("two", "Hai", "H", "vi"),
    }
