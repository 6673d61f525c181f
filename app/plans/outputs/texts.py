"""Texts of others, as a document may hold them: no control character, no direction mark, no line where there must be none."""

from app.core.text.unicode import clean


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean(text).split())


def lines(text: str) -> list[str]:
    """The text's lines, without the empty ones."""
    return [found for raw in clean(text).splitlines() if (found := line(raw))]


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis, in at most ``most`` UTF-16 units, which is how office programs count."""
    if len(text) <= most // 2 or len(text.encode("utf-16-le")) <= 2 * most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"
