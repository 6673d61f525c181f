"""Languages: an own table of BCP 47 tags, and the choice among them (RFC 4647 lookup, RFC 9110 quality values).

Babel knows the formats of most languages but not Tày, Nùng or Mông, and its negotiation is not an HTTP one; so the table and
the matcher are ours. Content may be in any language of the table; texts of the interface exist in ``vi``, ``en`` and ``zh``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.errors import Invalid, N_


@dataclass(frozen=True, slots=True)
class Language:
    """One language. ``fallbacks`` are tried in turn when a text does not exist in it; ``interface`` speaks to its readers."""

    tag: str
    autonym: str
    names: dict[str, str]
    interface: str
    fallbacks: tuple[str, ...]


def _language(tag: str, autonym: str, vi: str, en: str, zh: str, interface: str, *fallbacks: str) -> Language:
    return Language(tag, autonym, {"vi": vi, "en": en, "zh": zh}, interface, fallbacks)


TABLE: dict[str, Language] = {
    language.tag: language
    for language in (
        _language("vi", "Tiếng Việt", "Tiếng Việt", "Vietnamese", "越南语", "vi", "en"),
        _language("en", "English", "Tiếng Anh", "English", "英语", "en", "vi"),
        _language(
            "zh-Hans", "简体中文", "Tiếng Trung (giản thể)", "Chinese (simplified)", "简体中文", "zh", "zh-Hant", "en", "vi"
        ),
        _language(
            "zh-Hant", "繁體中文", "Tiếng Trung (phồn thể)", "Chinese (traditional)", "繁体中文", "zh", "zh-Hans", "en", "vi"
        ),
        _language("fr", "Français", "Tiếng Pháp", "French", "法语", "en", "en", "vi"),
        _language("es", "Español", "Tiếng Tây Ban Nha", "Spanish", "西班牙语", "en", "en", "vi"),
        _language("de", "Deutsch", "Tiếng Đức", "German", "德语", "en", "en", "vi"),
        _language("ru", "Русский", "Tiếng Nga", "Russian", "俄语", "en", "en", "vi"),
        _language("ar", "العربية", "Tiếng Ả Rập", "Arabic", "阿拉伯语", "en", "en", "vi"),
        _language("ja", "日本語", "Tiếng Nhật", "Japanese", "日语", "en", "en", "vi"),
        _language("ko", "한국어", "Tiếng Hàn", "Korean", "韩语", "en", "en", "vi"),
        _language("lo", "ລາວ", "Tiếng Lào", "Lao", "老挝语", "en", "en", "vi"),
        _language("km", "ខ្មែរ", "Tiếng Khmer", "Khmer", "高棉语", "vi", "vi", "en"),
        _language("th", "ไทย", "Tiếng Thái Lan", "Thai", "泰语", "en", "en", "vi"),
        _language("tyz", "Tày", "Tiếng Tày", "Tày", "岱依语", "vi", "vi", "en"),
        _language("nut", "Nùng", "Tiếng Nùng", "Nùng", "侬语", "vi", "vi", "en"),
        _language("hmn", "Hmoob", "Tiếng Mông", "Hmong", "苗语", "vi", "vi", "en"),
        _language("ium", "Iu Mienh", "Tiếng Dao", "Iu Mien", "勉语", "vi", "vi", "en"),
    )
}

# Tags that people and browsers send, and what is meant by them.
ALIASES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-my": "zh-Hans",
    "cmn": "zh-Hans",
    "cmn-hans": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "cmn-hant": "zh-Hant",
    "hmong": "hmn",
    "mww": "hmn",
    "hnj": "hmn",
}

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
_BY_LOWER = {tag.lower(): tag for tag in TABLE} | ALIASES


class UnknownLanguage(Invalid):
    code = "unknown-language"
    title = N_("“{language}” is not a language of this service. It has: {languages}.")


@lru_cache(maxsize=1_024)
def canonical(tag: str) -> str | None:
    """The table's tag that ``tag`` means (``zh-CN`` → ``zh-Hans``, ``vi-VN`` → ``vi``), or None. Subtags are dropped from the end."""
    if len(tag) > 35 or not _TAG.fullmatch(tag):
        return None
    subtags = tag.lower().split("-")
    while subtags:
        if found := _BY_LOWER.get("-".join(subtags)):
            return found
        subtags.pop()
    return None


def require(tag: str, offered: Iterable[str]) -> str:
    """The canonical form of ``tag``, which must be one of ``offered``; else UnknownLanguage."""
    found = canonical(tag)
    offered = list(offered)
    if found is None or found not in offered:
        raise UnknownLanguage(language=tag[:35], languages=", ".join(offered))
    return found


def accepted(header: str) -> list[tuple[str, float]]:
    """Ranges of an Accept-Language header with their quality, best first; malformed members are passed over."""
    ranges: list[tuple[str, float]] = []
    for member in header[:1000].split(",")[:50]:
        tag, _, parameter = member.strip().partition(";")
        name, _, value = parameter.strip().partition("=")
        quality = 1.0
        if parameter.strip():
            if name.strip().lower() != "q" or not _QUALITY.fullmatch(value.strip()):
                continue
            quality = float(value)
        tag = tag.strip()
        if tag == "*" or _TAG.fullmatch(tag):
            ranges.append((tag, quality))
    return sorted(ranges, key=lambda pair: -pair[1])


def negotiate(header: str, offered: Sequence[str], default: str) -> str:
    """The offered language that an Accept-Language header likes best (RFC 4647 lookup); ``default`` when it likes none."""
    ranges = accepted(header)
    refused = {canonical(tag) for tag, quality in ranges if quality == 0}
    for tag, quality in ranges:
        if quality == 0:
            continue
        if tag == "*":
            if default not in refused:
                return default
            return next((tag for tag in offered if tag not in refused), default)
        found = canonical(tag)
        if found is not None and found in offered and found not in refused:
            return found
    return default


def order(tag: str, offered: Sequence[str], default: str) -> tuple[str, ...]:
    """The order in which a reader of ``tag`` is offered texts: the language, its fallbacks, the default, then the others."""
    fallbacks = TABLE[tag].fallbacks if tag in TABLE else ()
    return tuple(dict.fromkeys((tag, *(f for f in fallbacks if f in offered), default, *offered)))


def interface(tag: str) -> str:
    """The interface catalogue (``vi``, ``en`` or ``zh``) that speaks to a reader of ``tag``."""
    return TABLE[tag].interface if tag in TABLE else "vi"
