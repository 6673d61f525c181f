"""Fields: what is cleaned, what is bounded, and what a client is told about it."""

from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from app.web.fields import Code, LanguageTag, given, line, prose

Name = TypeAdapter(Annotated[str, line(10)])
Note = TypeAdapter(Annotated[str, prose(40)])


def mistakes(adapter: TypeAdapter[str], value: object) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        adapter.validate_python(value)
    return [error["type"] for error in refusal.value.errors()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Sở  \u00a0Tư ", "Sở Tư"),
        ("a\nb\tc", "a b c"),
        ("So\u031b\u0309", "Sở"),
        ("a\u0000\u0007\u200bb", "ab"),
    ],
)
def test_a_line_is_composed_and_has_single_blanks(typed: str, kept: str) -> None:
    assert Name.validate_python(typed) == kept


def test_prose_keeps_its_lines_and_loses_blanks_at_their_ends() -> None:
    assert Note.validate_python(" one  two  \r\n\r\n  three \n") == "one  two\n\n  three"


@pytest.mark.parametrize("typed", ["", " ", "\u00a0\n", "\u200b", "\u0000"])
def test_a_line_of_nothing_visible_is_refused(typed: str) -> None:
    assert mistakes(Name, typed)[0] in ("string_too_short", "string_pattern_mismatch")


def test_the_bound_holds_before_cleaning_and_after_it() -> None:
    assert mistakes(Name, "x" * 11) == ["string_too_long"]
    assert mistakes(Name, "\u0958" * 10) == ["string_too_long"], "each of these letters becomes two when it is composed"


def test_prose_may_be_empty_unless_it_must_not() -> None:
    assert Note.validate_python(" \n") == ""
    assert mistakes(TypeAdapter(Annotated[str, prose(5, min_length=1)]), "\u200b") == ["string_too_short"]


@pytest.mark.parametrize("code", ["so-tttt-cao-bang", "a", "2", "a-1"])
def test_codes_are_slug_like(code: str) -> None:
    assert TypeAdapter(Code).validate_python(code) == code


@pytest.mark.parametrize("code", ["", "-a", "a-", "a--b", "A", "sở", "a b", "a\n", "x" * 81])
def test_other_codes_are_refused(code: str) -> None:
    assert mistakes(TypeAdapter(Code), code)


@pytest.mark.parametrize(
    ("tag", "known"), [("vi", "vi"), ("vi-VN", "vi"), ("zh-CN", "zh-Hans"), ("ZH-tw", "zh-Hant"), ("tyz", "tyz")]
)
def test_language_tags_become_canonical(tag: str, known: str) -> None:
    assert TypeAdapter(LanguageTag).validate_python(tag) == known


@pytest.mark.parametrize("tag", ["xx", "v", "vi_VN", "", "tiếng"])
def test_unknown_languages_are_refused(tag: str) -> None:
    assert mistakes(TypeAdapter(LanguageTag), tag)


def test_the_schema_says_what_is_bounded() -> None:
    assert Name.json_schema() == {"type": "string", "minLength": 1, "maxLength": 10, "pattern": r"\S"}
    assert Note.json_schema() == {"type": "string", "minLength": 0, "maxLength": 40}


def test_null_is_not_the_same_as_leaving_out() -> None:
    with pytest.raises(Exception, match="Leave this out"):
        given(None)
    assert given("") == ""


def test_a_field_of_a_model_takes_a_factory() -> None:
    class Model(BaseModel):
        name: Annotated[str, line(5)]

    assert Model(name=" ab ").name == "ab"
