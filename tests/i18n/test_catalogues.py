"""Catalogues: every message that is marked in the code is translated, and nothing else is."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.core.language import TABLE, interface
from app.i18n import LOCALES, MissingTranslation, translate
from app.i18n.catalogue import FOLDER, messages

APP = Path(__file__).parents[2] / "app"
TRANSLATED = [locale for locale in LOCALES if locale != "en"]


def marked() -> dict[str, str]:
    """Every message marked with ``N_``, and where it stands first."""
    found: dict[str, str] = {}
    for file, line, message, _, _ in extract_from_dir(str(APP), method_map=[("**.py", "python")], keywords={"N_": None}):
        found.setdefault(str(message), f"{file}:{line}")
    return found


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_the_extraction_finds_what_is_marked() -> None:
    found = marked()
    assert len(found) > 100
    assert found["There is nothing at this address."].startswith("core/errors.py")


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_marked_message_is_translated(locale: str) -> None:
    missing = {message: place for message, place in marked().items() if message not in messages(locale)}
    assert missing == {}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_is_translated_that_is_no_longer_marked(locale: str) -> None:
    with (FOLDER / f"{locale}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale)
    listed = [str(message.id) for message in catalogue if message.id]
    assert sorted(set(listed) - set(marked())) == []
    assert sorted(message for message in listed if listed.count(message) > 1) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(locale: str) -> None:
    odd = {message: text for message, text in messages(locale).items() if placeholders(message) != placeholders(text)}
    assert odd == {}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_ends_as_its_message_does(locale: str) -> None:
    """A sentence stays a sentence: it ends with a full stop, in Chinese with an ideographic one."""
    stop = {"vi": ".", "zh": "。"}[locale]
    odd = [text for message, text in messages(locale).items() if message.endswith(".") != text.endswith(stop)]
    assert odd == []


def test_chinese_is_simplified_and_vietnamese_has_its_marks() -> None:
    chinese = "".join(messages("zh").values())
    assert not re.search("[們個應語證檔關變廢類當無據與]", chinese)
    bare = [text for text in messages("vi").values() if text.isascii()]
    assert bare == []


def test_english_is_the_language_of_the_messages_themselves() -> None:
    assert messages("en") == {}
    assert translate("There is no topic {code}.", "en", {"code": "one"}) == "There is no topic one."


def test_a_message_is_translated_with_its_facts() -> None:
    assert translate("There is no topic {code}.", "vi", {"code": "mot"}) == "Không có chủ đề mot."
    assert translate("There is no topic {code}.", "zh", {"code": "yi"}) == "没有代码为 yi 的主题。"


def test_facts_are_never_taken_for_templates() -> None:
    assert (
        translate("There is no topic {code}.", "en", {"code": "{0.__class__} {code}"})
        == "There is no topic {0.__class__} {code}."
    )
    assert translate("There is no topic {code}.", "en", {"other": 1}) == "There is no topic {code}."


def test_an_unknown_message_is_shown_in_english_and_found_by_the_strict() -> None:
    assert translate("Nobody marked this.", "vi") == "Nobody marked this."
    with pytest.raises(MissingTranslation):
        translate("Nobody marked this.", "vi", strict=True)


def test_every_language_has_an_interface_that_exists() -> None:
    assert {interface(tag) for tag in TABLE} <= set(LOCALES)
