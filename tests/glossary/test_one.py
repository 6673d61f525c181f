"""One term: its forms by language, its definitions, its source."""

from sqlalchemy.orm import Session

from tests.builders import a_term
from tests.callers import Caller

URL = "/api/v1/glossary"


def test_a_term_tells_its_forms_by_language_in_the_order_that_the_reader_prefers(session: Session, anyone: Caller) -> None:
    a_term(
        session, "committee", vi=("Ủy ban nhân dân", "ủy ban"), en=("people's committee",), short=("UBND",), zh=("人民委员会",)
    )
    answer = anyone.get(f"{URL}/committee", params={"lang": "en"})
    shown = answer.json()
    assert [forms["language"] for forms in shown["forms"]] == ["en", "vi", "zh-Hans"]
    assert shown["forms"][1] == {
        "language": "vi",
        "preferred": "Ủy ban nhân dân",
        "synonyms": ["ủy ban"],
        "abbreviations": ["UBND"],
        "variants": [],
    }
    assert (shown["name"], shown["source"]) == (
        "people's committee",
        {"title": "Made for a test", "reference": None, "url": None},
    )
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_served_is_told(session: Session, anyone: Caller) -> None:
    a_term(session, "one", vi=("dân chủ ở cơ sở",), definitions={"vi": "Nghĩa.", "en": "Meaning."})
    answer = anyone.get(f"{URL}/one", headers={"Accept-Language": "en"})
    assert answer.json()["language"] == {"requested": "en", "served": "vi", "fallback": True}
    assert [one["language"] for one in answer.json()["definitions"]] == ["en", "vi"]
    assert answer.headers["Content-Language"] == "vi"


def test_a_term_that_is_not_there_is_a_problem_in_the_readers_language(anyone: Caller) -> None:
    answer = anyone.get(f"{URL}/nowhere", params={"lang": "vi"})
    assert (answer.status_code, answer.json()["code"]) == (404, "term-not-found")
    assert answer.json()["title"] == "Không có thuật ngữ nào mang mã nowhere."


def test_the_revision_is_the_strong_entity_tag_for_those_with_a_key(session: Session, reader: Caller) -> None:
    a_term(session, "one")
    assert reader.get(f"{URL}/one").headers["ETag"] == '"1"'


def test_the_public_is_spared_what_it_has_already(session: Session, anyone: Caller) -> None:
    a_term(session, "one")
    tag = anyone.get(f"{URL}/one").headers["ETag"]
    assert anyone.get(f"{URL}/one", headers={"If-None-Match": tag}).status_code == 304
