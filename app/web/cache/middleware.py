"""The door in front of routing: what the public reads is answered from memory when nothing has changed since it was made.

Kept are answers 200 to GET (and HEAD, which comes here as GET) of the resources that ``kept`` names. Never kept: anything asked for
with a key or a cookie, whatever a route marks by ``Cache-Control: no-store`` (a degraded search), whatever sets a cookie or varies
by more than the key tells apart; refusals and redirects, which are few and cheap, and of which a lasting one could be wrong.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.config import Settings
from app.web.cache.answer import Answer, RawHeaders
from app.web.cache.calendar import Calendar
from app.web.cache.codings import choose
from app.web.cache.flights import Flights
from app.web.cache.keys import Asked, Keys
from app.web.cache.news import News
from app.web.cache.store import Store

#: Bytes of the longest answer that is collected; a longer one is passed on as it comes, without tag or coding.
LONGEST = 8 * 1024 * 1024
_HIT, _MISS, _BYPASS = (b"nhanquyen; %s" % what for what in (b"hit", b"fwd=miss", b"fwd=bypass"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is kept: its key, and the stamp of what it hangs on."""

    key: Hashable
    stamp: Hashable


class Cache:
    """``kept`` are paths under which answers may be kept, with the subjects of ``news`` on which those hang."""

    def __init__(self, app: ASGIApp, settings: Settings, news: News, store: Store[Answer], kept: Mapping[str, tuple[str, ...]]):
        self.app = app
        self.news = news
        self.store = store
        self.kept = kept
        self.keys = Keys(settings)
        self.calendar = Calendar(settings.timezone, settings.cache_max_age, settings.cache_stale)
        self.flights: Flights[Answer] = Flights()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        asked = Asked.read(scope)
        if asked.authorization:
            await self.app(scope, receive, private(send))
            return
        root = self.root(scope["path"])
        place = None if root is None or asked.cookie else self.place(scope, asked, root)
        if place is None:
            await self.make(scope, receive, send, asked, root, None)
            return
        answer = self.store.get(place.key, place.stamp)
        if answer is not None:
            await self.give(answer, send, asked, _HIT, place)
            return
        flight = self.flights.join(place)
        if flight is None:
            try:
                await self.make(scope, receive, send, asked, root, place)
            finally:
                self.flights.land(place, None)
            return
        answer = await self.flights.wait(flight)
        if answer is None:
            await self.make(scope, receive, send, asked, root, place)
        else:
            await self.give(answer, send, asked, _HIT, place)

    def root(self, path: str) -> str | None:
        """The entry of ``kept`` that a path stands under; None when it is not to be kept."""
        return next((root for root in self.kept if path.startswith(root) and path[len(root) : len(root) + 1] in ("", "/")), None)

    def place(self, scope: Scope, asked: Asked, root: str) -> Place | None:
        """Where the answer is kept, or None while nothing can be."""
        stamp = self.stamp(root)
        return None if stamp is None else Place(self.keys.key(scope, asked), stamp)

    def stamp(self, root: str) -> Hashable | None:
        """Everything that what stands under ``root`` hangs on: the numbers of its subjects, and the day."""
        numbers = self.news.numbers(self.kept[root]) if self.store.capacity else None
        return None if numbers is None else (numbers, self.calendar.today())

    async def give(self, answer: Answer, send: Send, asked: Asked, status: bytes, place: Place | None) -> None:
        """Answer, in the coding that the reader takes."""
        control = self.calendar.control() if answer.control is None else answer.control.encode("latin-1")
        extra: RawHeaders = [(b"cache-control", control), (b"cache-status", status)]
        coding = answer.coding(choose(asked.encoding))
        codings = len(answer.bodies)
        await answer.send(send, coding, asked.if_none_match, extra)
        if place is not None and len(answer.bodies) > codings:
            self.store.weigh(place.key, answer)

    async def make(self, scope: Scope, receive: Receive, send: Send, asked: Asked, root: str | None, place: Place | None) -> None:
        """Have the answer made, keep it in its ``place`` if it may be, give it to those who wait for it, and send it."""
        start: Message | None = None
        body = bytearray()
        passing = False

        async def collect(message: Message) -> None:
            nonlocal start, passing
            if passing:
                await send(message)
                return
            if message["type"] == "http.response.start":
                start = message
                if message["status"] != 200:
                    passing = True
                    await send(self.moved(message) if root and 300 <= message["status"] < 400 else message)
                return
            assert start is not None
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                if len(body) > LONGEST:
                    passing = True
                    await send(start)
                    await send({**message, "body": bytes(body)})
                return
            answer = self.finished(start, bytes(body), root)
            if place is not None:
                await self.keep(answer, asked, root, place)
            await self.give(answer, send, asked, _BYPASS if place is None else _MISS, place)

        await self.app(scope, receive, collect)

    def finished(self, start: Message, body: bytes, root: str | None) -> Answer:
        """What a route answered, made ready. Outside of what is kept, others must ask again each time."""
        answer = Answer(start["headers"], body, (*self.kept[root], root.rpartition("/")[2]) if root else ())
        if root is None and answer.control is None:
            answer.control = "public, no-cache"
        return answer

    async def keep(self, answer: Answer, asked: Asked, root: str | None, place: Place) -> None:
        """Keep an answer if nothing has changed since it was begun, and let those have it who have waited."""
        if not answer.keepable or root is None:
            return
        # Compressed before it is shared, so that many who wait do not each do it.
        await answer.encoded(answer.coding(choose(asked.encoding)))
        if self.stamp(root) == place.stamp:
            self.store.put(place.key, place.stamp, answer)
        # Those who wait asked before the change was heard of, if there was one: it may be answered to them, but not kept.
        self.flights.land(place, answer)

    def moved(self, message: Message) -> Message:
        """A redirect, which others may keep for as long as an answer: the slug that it names may come back."""
        headers = MutableHeaders(raw=list(message["headers"]))
        headers.add_vary_header("Authorization")
        headers.setdefault("Cache-Control", self.calendar.control().decode())
        return {**message, "headers": headers.raw}


def private(send: Send) -> Send:
    """A ``send`` for who has a key: nobody else may be given his answers, and none is kept."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 400:
            headers = MutableHeaders(raw=list(message["headers"]))
            headers.add_vary_header("Authorization")
            headers.setdefault("Cache-Control", "private, no-store")
            del headers["surrogate-key"]
            message = {**message, "headers": headers.raw}
        await send(message)

    return told
