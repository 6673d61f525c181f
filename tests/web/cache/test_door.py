"""The middleware over an application that the test holds in its hands: what is kept, for whom, and who waits for whom."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.core import clock
from app.core.config import Settings
from app.web.cache import Answer, Cache, News, Store, flights
from app.web.guard import Head

BODY = b'{"title": "x"}' * 100


@dataclass
class Route:
    """An application with one answer. ``gate`` holds it back, ``count`` tells how often it was asked."""

    status: int = 200
    body: bytes = BODY
    headers: dict[str, str] = field(default_factory=dict)
    gate: asyncio.Event | None = None
    count: int = 0
    meanwhile: Callable[[], object] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.count += 1
        if self.gate is not None:
            await self.gate.wait()
        self.meanwhile()
        raw = {"content-type": "application/json", "content-length": str(len(self.body)), **self.headers}
        headers = [(name.encode(), value.encode()) for name, value in raw.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


@dataclass
class Told:
    status: int
    headers: dict[str, str]
    body: bytes


class Door:
    """A cache over ``route`` whose news the test tells."""

    def __init__(self, route: Any, **settings: Any) -> None:
        wanted = Settings(**{"cache_bytes": 1_000_000, **settings})
        self.news = News(["content", "search"])
        self.news.listening()
        self.store: Store[Answer] = Store(wanted.cache_bytes)
        self.app = Head(Cache(route, wanted, self.news, self.store, {"/kept": ("content",), "/found": ("content", "search")}))

    async def ask(self, path: str = "/kept", query: str = "", method: str = "GET", **headers: str) -> Told:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        named = {"host": "a.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
            "server": ("a.example", 80),
        }
        await self.app(scope, receive, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Told(sent[0]["status"], told, b"".join(one["body"] for one in sent[1:]))


def run(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scene())


def asked_twice(route: Route, **of: Any) -> int:
    """How often the application was asked when a reader asked twice."""

    async def scene() -> None:
        door = Door(route)
        await door.ask(**of)
        await door.ask(**of)

    run(scene)
    return route.count


def test_the_second_reader_gets_the_same_bytes_without_work() -> None:
    async def scene() -> None:
        route = Route(headers={"content-language": "vi", "link": '<http://a.example/kept?cursor=x>; rel="next"'})
        door = Door(route)
        first, second = await door.ask(), await door.ask()
        assert route.count == 1 and second.body == BODY
        assert first.headers["cache-status"] == "nhanquyen; fwd=miss" and second.headers["cache-status"] == "nhanquyen; hit"
        assert {**first.headers, "cache-status": ""} == {**second.headers, "cache-status": ""}
        head = await door.ask(method="HEAD")
        assert (head.headers, head.body) == (second.headers, b"")

    run(scene)


@pytest.mark.parametrize(
    "route",
    [
        Route(status=404),
        Route(status=410),
        Route(status=308, headers={"location": "/kept/new"}),
        Route(headers={"cache-control": "no-store"}),
        Route(headers={"cache-control": "public, No-Cache"}),
        Route(headers={"cache-control": "private"}),
        Route(headers={"set-cookie": "a=b"}),
        Route(headers={"vary": "Accept-Language, Cookie"}),
        Route(headers={"vary": "*"}),
        Route(body=b"x" * 300_000),
    ],
)
def test_what_must_not_be_kept_is_made_anew_each_time(route: Route) -> None:
    assert asked_twice(route) == 2


@pytest.mark.parametrize(
    "of", [{"authorization": "Bearer nq_x"}, {"authorization": ""}, {"cookie": "a=b"}, {"path": "/other"}, {"path": "/keptother"}]
)
def test_requests_that_are_not_of_the_public_or_not_for_what_is_kept_are_never_answered_from_memory(of: dict[str, str]) -> None:
    async def scene() -> None:
        route = Route()
        door = Door(route)
        await door.ask()
        await door.ask(**of)  # type: ignore[arg-type]
        await door.ask(**of)  # type: ignore[arg-type]
        assert route.count == 3 and len(door.store) == 1

    run(scene)


def test_a_keys_answer_is_private_and_the_publics_is_not() -> None:
    async def scene() -> None:
        door = Door(Route(headers={"etag": '"7"', "surrogate-key": "document-1"}))
        keyed, public = await door.ask(authorization="Bearer nq_x"), await door.ask()
        assert keyed.headers["etag"] == '"7"' and keyed.headers["cache-control"] == "private, no-store"
        assert "surrogate-key" not in keyed.headers
        assert public.headers["etag"].startswith('W/"') and public.headers["cache-control"].startswith("public, max-age=")
        assert public.headers["surrogate-key"] == "content kept document-1"
        assert public.headers["vary"] == "Authorization, Accept-Encoding" and keyed.headers["vary"] == "Authorization"

    run(scene)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"query": "a=1&b=2"}, {"query": "b=2&a=1"}, True),
        ({"query": "a=1&a=2"}, {"query": "a=2&a=1"}, False),
        ({"query": "q=quy%E1%BB%81n"}, {"query": "q=quy%e1%bb%81n"}, True),
        ({"query": "q=a+b"}, {"query": "q=a%20b"}, True),
        ({"query": "q="}, {"query": ""}, False),
        ({"path": "/kept/1"}, {"path": "/kept/2"}, False),
        ({"host": "A.example"}, {"host": "a.example"}, True),
        ({"host": "a.example"}, {"host": "evil.example"}, False),
        ({"accept_language": "vi"}, {"accept_language": "vi-VN,fr;q=0.5"}, True),
        ({"accept_language": "vi"}, {"accept_language": "en"}, False),
        ({"accept_language": "vi"}, {}, False),
        ({"accept_language": "vi" + " " * 300}, {"accept_language": "en"}, False),
        ({"accept_encoding": "gzip"}, {"accept_encoding": "br"}, True),
    ],
)
def test_requests_share_an_answer_exactly_when_they_mean_the_same(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    async def scene() -> None:
        route = Route()
        door = Door(route)
        await door.ask(**one)  # type: ignore[arg-type]
        await door.ask(**other)  # type: ignore[arg-type]
        assert route.count == (1 if same else 2)

    run(scene)


def test_a_change_is_seen_by_what_hangs_on_it_and_by_nothing_else() -> None:
    async def scene() -> None:
        route = Route()
        door = Door(route)

        async def made(path: str) -> bool:
            before = route.count
            await door.ask(path)
            return route.count > before

        assert await made("/kept") and await made("/found")
        door.news.changed("search")
        assert not await made("/kept") and await made("/found")
        door.news.changed("content")
        assert await made("/kept") and await made("/found")
        door.news.lost()
        assert await made("/kept") and await made("/kept")

    run(scene)


def test_what_was_made_while_something_changed_is_not_kept() -> None:
    async def scene() -> None:
        route = Route()
        door = Door(route)
        route.meanwhile = lambda: door.news.changed("content")
        await door.ask()
        assert len(door.store) == 0
        route.meanwhile = door.news.lost
        await door.ask()
        assert len(door.store) == 0

    run(scene)


def test_a_date_that_passes_changes_the_answer_and_ends_what_others_may_keep() -> None:
    midnight = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # in Hà Nội

    async def scene() -> None:
        route = Route()
        door = Door(route, cache_max_age=30, cache_stale=60)
        with clock.frozen(midnight - timedelta(hours=1)):
            assert (await door.ask()).headers["cache-control"] == "public, max-age=30, stale-while-revalidate=60"
        with clock.frozen(midnight - timedelta(seconds=40)):
            assert (await door.ask()).headers["cache-control"] == "public, max-age=30, stale-while-revalidate=10"
        with clock.frozen(midnight - timedelta(seconds=1)):
            assert (await door.ask()).headers["cache-control"] == "public, max-age=1"
            assert route.count == 1
        with clock.frozen(midnight):
            await door.ask()
            assert route.count == 2

    run(scene)


def test_fifty_at_once_are_answered_by_one_execution() -> None:
    async def scene() -> None:
        route = Route(gate=asyncio.Event())
        door = Door(route)
        asking = [asyncio.create_task(door.ask(accept_encoding="gzip")) for _ in range(50)]
        await asyncio.sleep(0.01)
        asking[7].cancel()  # a client that waits and leaves
        assert route.gate is not None
        route.gate.set()
        told = await asyncio.gather(*asking, return_exceptions=True)
        assert route.count == 1
        assert isinstance(told.pop(7), asyncio.CancelledError)
        assert {one.body for one in told} == {told[0].body} and told[0].headers["content-encoding"] == "gzip"  # type: ignore[union-attr]

    run(scene)


@pytest.mark.parametrize("broken", [Route(status=503), Route(headers={"cache-control": "no-store"}), None])
def test_when_the_first_has_nothing_to_share_the_others_go_by_themselves(broken: Route | None) -> None:
    async def scene() -> None:
        gate = asyncio.Event()
        count = 0

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal count
            count += 1
            if count == 1:
                await gate.wait()
                if broken is None:
                    raise RuntimeError("a defect")
                await broken(scope, receive, send)
            else:
                await Route()(scope, receive, send)

        door = Door(application)
        asking = [asyncio.create_task(door.ask()) for _ in range(5)]
        await asyncio.sleep(0.01)
        gate.set()
        told = await asyncio.gather(*asking, return_exceptions=True)
        assert [isinstance(one, Told) and one.body == BODY and one.status == 200 for one in told[1:]] == [True] * 4

    run(scene)


def test_a_first_one_that_is_cancelled_or_slow_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flights, "PATIENCE", 0.05)

    async def scene(end: Callable[[asyncio.Task[Told]], object]) -> None:
        gates = [asyncio.Event()]
        count = 0

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal count
            count += 1
            if count == 1:
                await gates[0].wait()
            await Route()(scope, receive, send)

        door = Door(application)
        first = asyncio.create_task(door.ask())
        await asyncio.sleep(0)
        second = asyncio.create_task(door.ask())
        await asyncio.sleep(0)
        end(first)
        assert (await asyncio.wait_for(second, 1.0)).body == BODY
        gates[0].set()
        await asyncio.gather(first, return_exceptions=True)

    run(lambda: scene(lambda first: first.cancel()))
    run(lambda: scene(lambda first: None))


def test_an_answer_too_long_to_be_kept_whole_is_passed_on_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.cache.middleware.LONGEST", 100)

    async def scene() -> None:
        told = await Door(Route()).ask()
        assert told.body == BODY and "etag" not in told.headers

    run(scene)


def test_each_coding_is_made_once_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    async def scene() -> None:
        from app.web.cache import answer

        compress = answer.compress
        monkeypatch.setattr(answer, "compress", lambda coding, body: made.append(coding) or compress(coding, body))
        door = Door(Route())
        for _ in range(3):
            for header in ("gzip", "br", "zstd", "identity"):
                told = await door.ask(accept_encoding=header)
                assert told.headers.get("content-encoding", "identity") == header
                assert int(told.headers["content-length"]) == len(told.body)
        assert made == ["gzip", "br", "zstd"]
        tags = {(await door.ask(accept_encoding=header)).headers["etag"] for header in ("gzip", "br", "identity")}
        assert len(tags) == 1
        assert door.store.bytes == sum(kept.size for _, kept, _ in door.store._kept.values())

    run(scene)


def test_a_small_answer_is_compressed_only_for_who_refuses_it_as_it_is() -> None:
    async def scene() -> None:
        door = Door(Route(body=b"{}"))
        assert "content-encoding" not in (await door.ask(accept_encoding="gzip")).headers
        assert (await door.ask(accept_encoding="gzip, identity;q=0")).headers["content-encoding"] == "gzip"

    run(scene)


def test_a_picture_is_not_compressed() -> None:
    async def scene() -> None:
        told = await Door(Route(headers={"content-type": "image/png"})).ask(accept_encoding="gzip")
        assert "content-encoding" not in told.headers and told.body == BODY

    run(scene)


def test_a_reader_whose_copy_is_the_same_gets_304_from_memory_and_from_another_process() -> None:
    async def scene() -> None:
        doors = [Door(Route()), Door(Route())]
        tag = (await doors[0].ask()).headers["etag"]
        for header in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
            for door in doors:
                told = await door.ask(if_none_match=header, accept_encoding="br")
                assert (told.status, told.body) == (304, b"")
                assert told.headers["etag"] == tag and {"vary", "cache-control"} <= told.headers.keys()
                assert "content-length" not in told.headers and "content-encoding" not in told.headers
        assert (await doors[0].ask(if_none_match='W/"other"')).status == 200

    run(scene)
