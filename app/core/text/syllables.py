"""The Vietnamese syllable: which letters may stand together, and where the tone mark belongs."""

import unicodedata
from functools import lru_cache

#: Tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng.
TONES = "\u0300\u0309\u0303\u0301\u0323"
_VOWELS = "aăâeêioôơuưy"
_PLAIN_VOWELS = ("a", "e", "i", "o", "u", "y")
_SHAPED = "ăâêôơư"
_ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
_FRONT = "eêi"
_STOPS = ("c", "ch", "p", "t")

# All rhymes of the written language, without tone; some with y stand only behind "qu" or behind nothing.
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơng ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uô uôc uôi uôm uôn uông uôt uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươ ươc ươi ươm ươn ương ươp ươt ươu y
"""
_RHYMES = frozenset(_RHYME_LIST.split())
_AFTER_QU = frozenset(("ych", "yn", "ynh", "yp", "yt", "yên", "yêt", "yêu"))
_WITHOUT_ONSET = frozenset(("yêm", "yên", "yêng", "yêt", "yêu"))


def split_tone(word: str) -> tuple[str, str]:
    """A lower-case NFC word without the tone marks on its vowels, and those marks in order (the tilde of ñ is none)."""
    letters: list[str] = []
    tones = ""
    base = ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in TONES and base in _PLAIN_VOWELS:
            tones += letter
            continue
        letters.append(letter)
        if not unicodedata.combining(letter):
            base = letter
    return (unicodedata.normalize("NFC", "".join(letters)), tones) if tones else (word, "")


@lru_cache(maxsize=16_384)
def parse(toneless: str) -> tuple[str, str] | None:
    """Onset and rhyme of a lower-case syllable without tone ("ngươi" gives "ng", "ươi"), or None if it cannot be one."""
    for onset in _ONSETS:
        if toneless.startswith(onset) and _agree(onset, toneless[len(onset) :]):
            return onset, toneless[len(onset) :]
    return None


def _agree(onset: str, rhyme: str) -> bool:
    if onset == "qu" and rhyme in _AFTER_QU or onset == "" and rhyme in _WITHOUT_ONSET:
        return True
    if rhyme not in _RHYMES:
        return False
    if onset in ("gh", "ngh"):
        return rhyme[0] in _FRONT
    if onset in ("c", "ng"):
        return rhyme[0] not in _FRONT + "y"
    if onset == "g":
        return rhyme[0] not in "eêy"
    if onset == "gi":
        return rhyme[0] not in "iy"
    return True


def place_tone(onset: str, rhyme: str, tone: str) -> str:
    """The syllable with its tone mark where the newer spelling has it: hòa, thủy, hoàn, quý, người."""
    if not tone:
        return onset + rhyme
    nucleus = len(rhyme) - len(rhyme.lstrip(_VOWELS))
    shaped = [index for index, letter in enumerate(rhyme) if letter in _SHAPED]
    if shaped:
        index = shaped[-1]
    elif nucleus < len(rhyme):
        index = nucleus - 1
    else:
        index = 1 if nucleus == 3 else 0
    return unicodedata.normalize("NFC", onset + rhyme[: index + 1] + tone + rhyme[index + 1 :])


def is_syllable(word: str) -> bool:
    """Whether the word is a possible Vietnamese syllable, marks and all ("quyền", "MẤT"; not "quyen", "mat", "café").

    Either placement of the tone mark is accepted. A syllable closed by c, ch, p or t needs sắc or nặng.
    """
    toneless, tones = split_tone(unicodedata.normalize("NFC", word).lower())
    parts = parse(toneless)
    if parts is None or len(tones) > 1:
        return False
    closed = parts[1].lstrip(_VOWELS) in _STOPS
    return not closed or tones in ("\u0301", "\u0323")


@lru_cache(maxsize=1)
def _bare_rhymes() -> frozenset[str]:
    return frozenset(_bare(rhyme) for rhyme in _RHYMES)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def may_be_unmarked(word: str) -> bool:
    """Whether the word may be a Vietnamese syllable typed without its marks: "quyen", "nguoi", and also "can" and "the"."""
    word = word.lower()
    for onset in _ONSETS:
        bare = _bare(onset)
        if word.startswith(bare):
            rhyme = word[len(bare) :]
            if rhyme in _bare_rhymes() or (onset == "qu" and rhyme in {_bare(known) for known in _AFTER_QU}):
                return True
            if onset == "" and rhyme in {_bare(known) for known in _WITHOUT_ONSET}:
                return True
    return False
