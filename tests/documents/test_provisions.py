"""Provisions: addressed by one eId in every language, side by side."""

from sqlalchemy.orm import Session

from app.documents.models import Document
from tests.builders import a_document, a_translation
from tests.callers import Caller
from tests.documents.acts import BASE

VI = (
    {"eid": "chp_II", "kind": "chapter", "number": "II", "label": "Chương II", "heading": "Quyền con người"},
    {"eid": "art_14", "kind": "article", "number": "14", "label": "Điều 14", "parent": "chp_II"},
    {
        "eid": "art_14__para_2",
        "kind": "paragraph",
        "number": "2",
        "label": "2.",
        "text": "Quyền chỉ bị hạn chế theo luật.",
        "parent": "art_14",
    },
    {"eid": "art_15", "kind": "article", "number": "15", "label": "Điều 15", "text": "Nghĩa vụ.", "parent": "chp_II"},
)
EN = (
    {"eid": "art_14", "kind": "article", "label": "Article 14"},
    {"eid": "art_14__para_2", "kind": "paragraph", "label": "2.", "text": "Limited by law only.", "parent": "art_14"},
)


def a_constitution(session: Session) -> Document:
    document = a_document(session, title="Hiến pháp", kind="legal_text", fields={"type": "constitution"}, provisions=VI)
    return a_translation(session, document, "en", "Constitution", provisions=EN, made_from="vi")


def test_two_languages_stand_side_by_side(anyone: Caller, session: Session) -> None:
    document = a_constitution(session)
    shown = anyone.get(f"{BASE}/{document.id}/provisions", params={"lang": "vi", "beside": "en"}).json()
    assert [one["eid"] for one in shown["items"]] == [one["eid"] for one in VI]
    beside = {one["eid"]: one["beside"] and one["beside"]["text"] for one in shown["items"]}
    assert beside == {"chp_II": None, "art_14": "", "art_14__para_2": "Limited by law only.", "art_15": None}


def test_one_provision_comes_with_what_it_stands_in_and_what_stands_in_it(anyone: Caller, session: Session) -> None:
    document = a_constitution(session)
    shown = anyone.get(f"{BASE}/{document.id}/provisions/art_14", params={"lang": "vi"}).json()
    assert [one["eid"] for one in shown["context"]] == ["chp_II"]
    assert [one["eid"] for one in shown["children"]] == ["art_14__para_2"]
    assert shown["language"]["served"] == "vi"


def test_what_is_not_there_is_said(anyone: Caller, session: Session) -> None:
    document = a_constitution(session)
    assert anyone.get(f"{BASE}/{document.id}/provisions/art_99").json()["code"] == "provision-not-found"
    assert anyone.get(f"{BASE}/{document.id}/provisions", params={"beside": "fr"}).json()["code"] == "translation-not-found"
    assert anyone.get(f"{BASE}/{document.id}/provisions", params={"beside": "xx"}).json()["code"] == "unknown-language"


def test_the_detail_has_the_outline(anyone: Caller, session: Session) -> None:
    document = a_constitution(session)
    outline = anyone.get(f"{BASE}/{document.id}", params={"lang": "vi"}).json()["outline"]
    assert [(one["eid"], one["parent"]) for one in outline][:2] == [("chp_II", None), ("art_14", "chp_II")]
