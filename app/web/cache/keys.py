"""What an answer hangs on beside the stamp: where it was asked for, how it was asked, and in which language it is told."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.types import Scope

from app.core.config import Settings
from app.web.locale import spoken

#: A header longer than any browser's is negotiated anew each time, so that nobody fills memory with headers.
LONGEST_HEADER = 200


@dataclass(slots=True)
class Asked:
    """The headers of a request that decide how it is answered. ``language`` is None when none was stated."""

    host: str = ""
    language: str | None = None
    encoding: str | None = None
    if_none_match: str | None = None
    authorization: bool = False
    cookie: bool = False

    @classmethod
    def read(cls, scope: Scope) -> "Asked":
        asked = cls()
        for name, value in scope["headers"]:
            if name == b"host":
                asked.host = value.decode("latin-1").lower()
            elif name == b"accept-language":
                # The first of several, as routes read it.
                if asked.language is None:
                    asked.language = value.decode("latin-1")
            elif name == b"accept-encoding":
                asked.encoding = _with(asked.encoding, value)
            elif name == b"if-none-match":
                asked.if_none_match = _with(asked.if_none_match, value)
            elif name == b"authorization":
                asked.authorization = True
            elif name == b"cookie":
                asked.cookie = True
        return asked


def _with(before: str | None, value: bytes) -> str:
    text = value.decode("latin-1")
    return text if before is None else f"{before}, {text}"


class Keys:
    """Makes keys for one set of settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._remembered = lru_cache(maxsize=512)(self._spoken)

    def key(self, scope: Scope, asked: Asked) -> Hashable:
        """Equal for requests that are answered alike.

        Parameters of different names may stand in any order; those of one name keep theirs, for of a single one the last counts.
        The host and the scheme are part of it, because links to pages before and after are absolute. The language is the
        negotiated one; that one was stated at all is told beside it, for a search prefers the language of the query otherwise.
        """
        query = scope["query_string"]
        pairs = sorted(parse_qsl(query.decode("latin-1"), keep_blank_values=True), key=_name) if query else ()
        language = asked.language
        if language is not None:
            language = self._remembered(language) if len(language) <= LONGEST_HEADER else self._spoken(language)
        return scope["scheme"], asked.host or scope.get("server"), scope["path"], tuple(pairs), language

    def _spoken(self, header: str) -> str:
        return spoken(self._settings, header)


def _name(pair: tuple[str, str]) -> str:
    return pair[0]
