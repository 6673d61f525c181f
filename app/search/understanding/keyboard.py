"""What Telex and VNI leave behind when the input method was off: ``quyeenf con nguwowfi`` and ``quye62n`` for quyền con người."""

from app.core.text.syllables import TONES, is_syllable, parse, place_tone

_HUYEN, _HOI, _NGA, _SAC, _NANG = tuple(TONES)
_TELEX_TONES = {"f": _HUYEN, "r": _HOI, "x": _NGA, "s": _SAC, "j": _NANG}
_VNI_TONES = {"1": _SAC, "2": _HUYEN, "3": _HOI, "4": _NGA, "5": _NANG}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_VOWELS = frozenset("aăâeêioôơuưy")
#: A syllable has at most seven letters, each typed with at most one key more, and one for the tone.
_LONGEST = 12


def decode(word: str) -> str | None:
    """The syllable that a word typed in Telex or VNI was to be, in lower case; None when it is no such word."""
    word = word.lower()
    if not word.isascii() or not word.isalnum() or not 2 <= len(word) <= _LONGEST or word[0].isdigit():
        return None
    letters, tone = _vni(word) if any(letter.isdigit() for letter in word) else _telex(word)
    parts = parse("".join(letters))
    if parts is None or ("".join(letters) == word and not tone):
        return None
    syllable = place_tone(*parts, tone)
    return syllable if syllable != word and is_syllable(syllable) else None


def _telex(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for letter in word:
        has_vowel = not _VOWELS.isdisjoint(letters)
        if has_vowel and letter in _TELEX_TONES:
            if tone == _TELEX_TONES[letter]:
                # Typed twice, it takes itself back: "off" was never meant to have a tone.
                tone = ""
                letters.append(letter)
            else:
                tone = _TELEX_TONES[letter]
        elif letter == "w":
            if not _horn(letters, breve=True):
                letters.append("ư")
        elif letter in _CIRCUMFLEX and _shape(letters, letter, _CIRCUMFLEX[letter]):
            pass
        elif letter == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        else:
            letters.append(letter)
    return letters, tone


def _vni(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _VNI_TONES:
            tone = _VNI_TONES[letter]
        elif letter == "6":
            next((True for plain, shaped in _CIRCUMFLEX.items() if _shape(letters, plain, shaped)), None)
        elif letter == "7":
            _horn(letters, breve=False)
        elif letter == "8":
            _shape(letters, "a", "ă")
        elif letter == "9" and letters[:1] == ["d"]:
            letters[0] = "đ"
        else:
            letters.append(letter)
    return letters, tone


def _shape(letters: list[str], plain: str, shaped: str) -> bool:
    """Shape the last such vowel; whether there was one."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] == plain:
            letters[place] = shaped
            return True
    return False


def _horn(letters: list[str], *, breve: bool) -> bool:
    """Put horns on u and o, on both where they stand together; with ``breve`` a breve on a. Whether there was a vowel for it."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] == "o":
            letters[place] = "ơ"
            if place and letters[place - 1] in "uư":
                letters[place - 1] = "ư"
            return True
        if letters[place] == "u":
            letters[place] = "ư"
            return True
        if breve and letters[place] == "a":
            letters[place] = "ă"
            return True
    return False
