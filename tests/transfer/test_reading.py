"""Files are read strictly, and whatever is wrong is told with its file and line, all of it at once."""

import re
from pathlib import Path
from typing import Any

import pytest

from app import transfer
from app.documents.kinds import KINDS
from app.transfer.checking import check
from app.transfer.records import AgencyRecord, DocumentRecord, TopicRecord, TranslationRecord
from tests.transfer.files import LANGUAGES, SEED, a_document, a_folder, a_term, a_topic, a_translation, an_agency


def faults(folder: Path) -> list[str]:
    with pytest.raises(transfer.FaultyFiles) as caught:
        check(transfer.read(folder), LANGUAGES)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[1]", "Input should be an object"),
        ("hello", "This is not one JSON object"),
        ('{"key": "a"', "This is not one JSON object"),
        ('{"key": "a", "key": "b"}', "the name “key” occurs twice"),
        ('{"year": NaN}', "NaN is not a number of JSON"),
        ("[" * 100_000, "nested too deeply"),
        (a_document(kind="film"), "does not match any of the expected tags"),
        (a_document(colour="red"), "colour: Extra inputs are not permitted"),
        (a_document(fields={"colour": "red"}), "fields.colour: Extra inputs are not permitted"),
        (a_document(verified="yes"), "verified: Input should be a valid boolean"),
        (a_document(fields={"written_on": 1700000000}), "fields.written_on: Input should be a valid date"),
        (
            a_document(kind="publication", fields={"medium": "film", "year": "2018"}),
            "fields.year: Input should be a valid integer",
        ),
        (a_document(provenance={}), "provenance.source: Field required"),
        (a_document("Tuyên ngôn"), "key: String should match pattern"),
        (a_document("a", a_translation("xx")), "translations.0.language: This is not a language tag"),
        (a_document("a", a_translation(), a_translation()), "The language vi occurs twice"),
        (a_document("a", a_translation(), source_language="en"), "no translation in the source language en"),
        (a_document("a", a_translation(made_from="en"), a_translation("en")), "made_from must be null"),
        (a_document("a", a_translation(), a_translation("en", made_from="fr")), "made from a language that is not here"),
        (
            a_document("a", a_translation(), a_translation("en", made_from="fr"), a_translation("fr", made_from="en")),
            "made from itself",
        ),
        (a_document(external_ids=[{"scheme": "key", "value": "b"}]), "kept for the record's own key"),
        (a_document(relations=[{"type": "cites", "target": "a-document"}]), "relation to itself"),
    ],
)
def test_a_line_that_is_no_record_is_refused(tmp_path: Path, line: Any, told: str) -> None:
    found = faults(a_folder(tmp_path, [a_document("first"), line]))
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("documents/all.jsonl:2: ") for fault in found)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (an_agency(valid_to=20250228), "valid_to: Input should be a valid date"),
        (an_agency(valid_to="2025-02-30"), "valid_to: Input should be a valid date"),
        (an_agency(verified=0), "verified: Input should be a valid boolean"),
        (an_agency(members=[{"code": "b", "since": None, "up_to": None}]), "members.0.up_to: Extra inputs"),
        (an_agency(names=[]), "names: List should have at least 1 item"),
    ],
)
def test_an_agency_is_read_as_strictly(tmp_path: Path, record: dict[str, Any], told: str) -> None:
    found = faults(a_folder(tmp_path, agencies=[record]))
    assert any(told in fault for fault in found), found


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path, [a_document("a", verified=None), a_document("b", verified=None)], [an_agency(type="x")], [a_topic(position=-1)]
    )
    places = [fault.split(": ")[0] for fault in faults(folder)]
    assert places == ["agencies.jsonl:1", "topics.jsonl:1", "documents/all.jsonl:1", "documents/all.jsonl:2"]


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, [a_document()])
    (folder / "agencies.jsonl").write_bytes(b"{}\n" + "Sở".encode("utf-16"))
    assert any("agencies.jsonl:2" in fault for fault in faults(folder))


def test_line_ends_of_unicode_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, [a_document("a", a_translation(body="một\u2028hai\u0085ba"))])
    assert len(transfer.read(folder).documents) == 1


def test_references_must_lead_somewhere(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        [a_document(topics=["x"], agencies=[{"code": "y", "role": "issuer"}], relations=[{"type": "cites", "target": "z"}])],
        [an_agency(predecessors=[{"code": "w", "manner": "merger"}])],
        [a_topic(parent="v")],
    )
    assert faults(folder) == [
        "agencies.jsonl:1: predecessors.0.code: There is no agency w.",
        "documents/all.jsonl:1: topics.0: There is no topic x.",
        "documents/all.jsonl:1: agencies.0.code: There is no agency y.",
        "documents/all.jsonl:1: relations.0.target: There is no document z.",
        "topics.jsonl:1: parent: There is no topic v.",
    ]


def test_what_is_there_twice_is_told_with_both_places(tmp_path: Path) -> None:
    told = faults(a_folder(tmp_path, [a_document(), a_document()]))
    assert told == ["documents/all.jsonl:2: The document a-document stands at documents/all.jsonl:1 already."]


def test_what_replaces_a_text_needs_a_day(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, [a_document(relations=[{"type": "replaces", "target": "b"}]), a_document("b")])
    assert faults(folder) == ["documents/all.jsonl:1: relations.0.on: What replaces another text does so from a day."]


def test_topics_have_two_levels(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, topics=[a_topic("a"), a_topic("b", parent="a"), a_topic("c", parent="b")])
    assert faults(folder) == ["topics.jsonl:3: parent: The topic b has a parent itself, and there are two levels."]


def test_a_language_that_the_service_does_not_offer_is_refused(tmp_path: Path) -> None:
    assert "“ru” is not among the languages" in faults(a_folder(tmp_path, [a_document("a", a_translation("ru"))]))[0]


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_a_folder_without_records_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(transfer.TransferError):
        transfer.read(tmp_path / name)


def test_the_seed_fits_together() -> None:
    check(transfer.read(SEED), LANGUAGES)


def test_the_seed_is_in_vietnamese_and_english() -> None:
    for one in transfer.read(SEED).documents:
        assert {"vi", "en"} <= {translation.language for translation in one.record.translations}, one.place


def test_the_report_counts_verified_and_unverified(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        [a_document("a", a_translation(), a_translation("en")), a_document("b", verified=True)],
        [an_agency(verified=True)],
        terms=[a_term()],
    )
    assert transfer.report(transfer.read(folder)) == [
        transfer.Row("article", verified=1, unverified=1, languages=(("vi", 1, 1), ("en", 0, 1))),
        transfer.Row("agency", verified=1, unverified=0, languages=(("vi", 1, 0),)),
        transfer.Row("term", verified=0, unverified=1, languages=(("vi", 0, 1),)),
    ]


def test_the_format_is_described_field_by_field() -> None:
    told = (SEED / "README.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        (line,) = [one for one in told.splitlines() if one.startswith(f"| `{kind.name}` |")]
        assert {*kind.neutral.model_fields, *kind.per_language.model_fields} <= set(re.findall(r"`(\w+)`", line))
    for record in (AgencyRecord, TopicRecord, DocumentRecord, TranslationRecord):
        for name in record.model_fields:
            assert f"`{name}`" in told, f"{record.__name__}.{name}"
