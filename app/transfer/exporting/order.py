from app.core.language import TABLE

_PLACES = {tag: place for place, tag in enumerate(TABLE)}


def language_order(tag: str) -> tuple[int, str]:
    """Sort key of languages: those of the table in its order, others after them."""
    return _PLACES.get(tag, len(_PLACES)), tag
