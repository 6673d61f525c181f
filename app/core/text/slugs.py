"""Slugs: the part of an address that a reader can read."""

import re

from app.core.text.unicode import clean
from app.core.text.vietnamese import fold

#: Languages written without Latin letters, whose slugs keep their own letters: nobody reads a transliteration.
_OWN_LETTERS = frozenset(("zh", "ja", "ko", "ru", "uk", "ar", "fa", "he", "el", "hi", "th", "lo", "km", "my"))
_NOT_ASCII = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[\W_]+")


def slugify(title: str, language: str, *, limit: int = 80, fallback: str = "untitled") -> str:
    """A slug of at most ``limit`` characters, cut between words where there is one in its second half.

    ``language`` is a BCP 47 tag. Latin languages give ``[a-z0-9-]`` ("Quyền được sống" → "quyen-duoc-song"), others keep
    their letters and figures. A title without any letter or figure gives ``fallback``. Slugs are not unique by themselves.
    """
    folded = fold(clean(title))
    keeps_letters = language.split("-")[0].lower() in _OWN_LETTERS
    slug = _bounded((_NOT_WORD if keeps_letters else _NOT_ASCII).sub("-", folded), limit)
    return slug or _bounded(_NOT_WORD.sub("-", folded), limit) or fallback


def _bounded(slug: str, limit: int) -> str:
    slug = slug.strip("-")
    if len(slug) <= limit:
        return slug
    cut = slug[: limit + 1].rfind("-")
    return slug[: cut if cut > limit // 2 else limit].strip("-")
