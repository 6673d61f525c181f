"""Words that tie others together, or only ask: they tell next to nothing, and no hit need have them.

Lists a language, by the keys that tokens have. A word is on a list for what it does in queries. Vietnamese syllables that are
as often part of a word with a meaning ("do" in tự do, "ở" in nhà ở, "không" in hàng không) are on none, or only as part of a
phrase ("hay không").
"""

from collections.abc import Mapping, Sequence

from app.core.text.vietnamese import fold

_VIETNAMESE = """
    của và các những là cho về được có theo trong với tại để khi này đó thì mà đến hoặc cũng bởi vì đã đang sẽ rằng nếu đây ấy rất
    nhưng một gì nào ai đâu mấy
"""
_ENGLISH = """
    a an the of to in on for by with at from as that this these those and or it its be been being is are was were am do does did has
    have had will would can could shall should may might must no not their his her they them there he she we you i my your our
    also than then so if but into about after before during between such any some all each other more most
    what which who whom whose when where why how many much
"""
_FRENCH = """
    le la les l de des du d et en un une dans pour sur au aux par que qu est sont ce cette ces c se s sa son ses ne n pas il elle ils
    elles on y a ont été être avec ou qui quoi quel quelle quels quelles comment pourquoi combien où quand
"""
_COMMON: Mapping[str, frozenset[str]] = {
    "vi": frozenset(_VIETNAMESE.split()),
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
}
_ASKING: Mapping[str, frozenset[str]] = {
    "vi": frozenset(["gì", "nào", "ai", "đâu", "mấy"]),
    "en": frozenset(["what", "which", "who", "whom", "whose", "when", "where", "why", "how"]),
    "fr": frozenset(["qui", "quoi", "quel", "quelle", "quels", "quelles", "comment", "pourquoi", "combien", "où"]),
}
# Runs of words that ask together, the longer first.
_PHRASES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "vi": tuple(
        tuple(phrase.split())
        for phrase in [
            "là như thế nào",
            "như thế nào",
            "làm thế nào",
            "là thế nào",
            "thế nào",
            "ra sao",
            "tại sao",
            "vì sao",
            "làm sao",
            "bao nhiêu",
            "bao lâu",
            "bao giờ",
            "hay không",
            "được không",
            "có phải",
            "là gì",
            "là ai",
            "cho hỏi",
            "xin hỏi",
            "nhằm mục đích gì",
            "để làm gì",
            "khi nào",
            "ở đâu",
        ]
    ),
    "en": (
        *(("how", much) for much in ("many", "much", "long", "often", "far")),
        *((asking, tied) for asking in ("what", "who", "where", "when", "why", "how") for tied in ("is", "are", "was", "were")),
    ),
    "fr": (
        *(("est", "ce", "que"), ("est", "ce", "qu")),
        *((asking, tied) for asking in ("qui", "quoi", "quel", "quelle", "quels", "quelles", "où") for tied in ("est", "sont")),
    ),
}
_UNMARKED = tuple((phrase, tuple(map(fold, phrase))) for phrase in _PHRASES["vi"])
#: Chinese has no words to look up: a pair of characters tells little when one of them is a particle, or when it asks.
_PARTICLES = frozenset("的了吗呢么嗎麼谁誰")
_HAN_ASKING = frozenset(
    [
        "什么",
        "多少",
        "如何",
        "为什",
        "为何",
        "何时",
        "何地",
        "哪些",
        "哪个",
        "哪里",
        "哪种",
        "哪位",
        "哪一",
        "怎么",
        "怎样",
        "是否",
        "有多",
        "几个",
        "是什",
        "是谁",
        "是哪",
        "有哪",
    ]
)


def common(forms: Sequence[str], language: str | None) -> list[bool]:
    """For each word of a query, by its key with marks, whether it tells next to nothing in that language."""
    if language == "zh-Hans":
        return [bool(_PARTICLES.intersection(form)) or form in _HAN_ASKING for form in forms]
    known = _COMMON.get(language or "", frozenset[str]())
    found = [form in known for form in forms]
    for start, length in _phrases(forms, language):
        found[start : start + length] = [True] * length
    if language == "vi" and len(forms) > 3 and forms[-1] == "không":
        found[-1] = True
    return found


def asks(forms: Sequence[str], language: str | None) -> bool:
    """Whether a query, by the keys of its words with marks, has words that make a question of it."""
    if asks_by_phrase(forms, language):
        return True
    if language == "zh-Hans":
        return any("谁" in form or form[-1:] in ("吗", "呢") for form in forms)
    return not _ASKING.get(language or "", frozenset[str]()).isdisjoint(forms)


def asks_by_phrase(forms: Sequence[str], language: str | None) -> bool:
    """Whether a query, by the keys of its words with marks, has a phrase that does nothing but ask ("là gì", "what is")."""
    return not _HAN_ASKING.isdisjoint(forms) if language == "zh-Hans" else bool(_phrases(forms, language))


def asking_unmarked(keys: Sequence[str]) -> dict[int, str]:
    """By place, how the words of phrases that ask are written that were typed without marks: "o dau" is "ở đâu", not "ở đầu".

    ``keys`` are folded. Texts seldom ask, so what is learnt from them does not know it.
    """
    found: dict[int, str] = {}
    for phrase, folded in _UNMARKED:
        for start in range(len(keys) - len(phrase) + 1):
            if tuple(keys[start : start + len(phrase)]) == folded and start not in found:
                found.update(enumerate(phrase, start))
    return found


def _phrases(forms: Sequence[str], language: str | None) -> list[tuple[int, int]]:
    found = []
    for phrase in _PHRASES.get(language or "", ()):
        for start in range(len(forms) - len(phrase) + 1):
            if tuple(forms[start : start + len(phrase)]) == phrase:
                found.append((start, len(phrase)))
    return found
