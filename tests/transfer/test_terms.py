"""Terms of the glossary as files."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import transfer
from app.core.actor import Actor, Role
from app.core.ids import uuid7
from app.glossary import service
from app.glossary.models import Term
from app.glossary.schemas import TermChange
from tests.transfer.files import LANGUAGES, a_folder, a_term, load

STAFF = Actor(name="An editor", role=Role.admin, key_id=uuid7())
FORMS = [
    {"language": "vi", "text": "quyền con người", "kind": "preferred"},
    {"language": "vi", "text": "nhân quyền", "kind": "synonym"},
    {"language": "en", "text": "human rights", "kind": "preferred"},
]


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(Term.code).order_by(Term.code)))


def test_a_second_load_changes_nothing_and_a_changed_line_its_term(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, terms=[a_term("one", forms=FORMS), a_term("two")])
    assert load(session, folder).terms.created == 2
    assert load(session, folder).nothing_new
    folder = a_folder(tmp_path, terms=[a_term("one", forms=FORMS[:1]), a_term("two")])
    outcome = load(session, folder).terms
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert service.show(session, ("vi",), "one").forms[0].synonyms == []


def test_the_order_of_synonyms_is_kept(session: Session, tmp_path: Path) -> None:
    forms = [FORMS[0], *({"language": "vi", "text": text, "kind": "synonym"} for text in ("z", "a", "m"))]
    load(session, a_folder(tmp_path / "in", terms=[a_term("one", forms=forms)]))
    transfer.export(session, tmp_path / "out")
    (line,) = (tmp_path / "out/glossary.jsonl").read_text().splitlines()
    assert [form["text"] for form in json.loads(line)["forms"]] == ["quyền con người", "z", "a", "m"]


def test_the_seed_leaves_alone_what_others_changed_or_deleted(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, terms=[a_term("changed"), a_term("deleted"), a_term("kept")])
    load(session, folder)
    service.change(session, STAFF, "changed", None, TermChange(domain="trade"), LANGUAGES)
    service.delete(session, STAFF, "deleted", None)
    outcome = load(session, folder).terms
    assert (outcome.kept, outcome.unchanged) == (["changed", "deleted"], 1)
    assert codes(session) == ["changed", "kept"]
    load(session, folder, keep=False)
    assert codes(session) == ["changed", "deleted", "kept"]
    assert service.show(session, ("vi",), "changed").domain == "human_rights"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([a_term("one"), a_term("one")], "glossary.jsonl:2: The term one stands at glossary.jsonl:1 already."),
        ([a_term(forms=[{**FORMS[0], "language": "de"}])], "glossary.jsonl:1: forms.0.language: “de” is not among the languages"),
        ([a_term(forms=FORMS[1:2])], "glossary.jsonl:1: forms: Of the forms in the language vi exactly one must be preferred."),
        ([a_term(domain="poetry")], "glossary.jsonl:1: domain: "),
        ([a_term(verified="yes")], "glossary.jsonl:1: verified: "),
        ([a_term(nickname="x")], "glossary.jsonl:1: nickname: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(session: Session, tmp_path: Path, lines: list[dict[str, object]], told: str) -> None:
    with pytest.raises(transfer.FaultyFiles) as raised:
        load(session, a_folder(tmp_path, terms=lines))
    assert told in str(raised.value)
