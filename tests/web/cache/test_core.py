"""Store and news together, against every order in which requests, commits, notifications and interruptions can happen."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from app.web.cache.news import PATIENCE, News
from app.web.cache.store import PART, Store


@dataclass(frozen=True)
class Made:
    """An answer: the version of the content that it was made from, and the day."""

    version: int
    day: int
    size: int = 10


@dataclass
class Asking:
    """A request under way. It reads the database when it wants to, after it has read the stamp."""

    key: str
    stamp: object
    made: Made | None = None


class Interleavings(RuleBasedStateMachine):
    """One process. The truth is ``version``; ``heard`` is the last one whose notification has arrived."""

    requests = Bundle("requests")

    @initialize()
    def begin(self) -> None:
        self.time = 0.0
        self.news = News(["content"], lambda: self.time)
        self.store: Store[Made] = Store(PART * 40)
        self.version = self.heard = self.day = 0
        self.connected = False

    def stamp(self) -> object:
        numbers = self.news.numbers(["content"])
        return None if numbers is None else (numbers, self.day)

    @rule(target=requests, key=st.sampled_from("abcde"))
    def ask(self, key: str) -> object:
        stamp = self.stamp()
        if stamp is None:
            return multiple()
        found = self.store.get(key, stamp)
        if found is not None:
            assert found.version >= self.heard, "an answer is older than a notification that has arrived"
            assert found.day == self.day, "an answer is of another day"
            return multiple()
        return Asking(key, stamp)

    @rule(request=requests)
    def read(self, request: Asking) -> None:
        request.made = request.made or Made(self.version, self.day)

    @rule(request=requests)
    def finish(self, request: Asking) -> None:
        if request.made is not None and request.stamp == self.stamp():
            self.store.put(request.key, request.stamp, request.made)

    @rule()
    def commit(self) -> None:
        self.version += 1

    @rule()
    def notify(self) -> None:
        if self.connected and self.heard < self.version:
            self.news.changed("content")
            self.heard = self.version

    @rule()
    def connect(self) -> None:
        if not self.connected:
            self.news.listening()
            self.connected, self.heard = True, self.version

    @rule()
    def interrupt(self) -> None:
        if self.connected:
            self.news.lost()
            self.store.clear()
        self.connected = False

    @rule()
    def show_life(self) -> None:
        if self.connected:
            self.news.alive()

    @rule(seconds=st.sampled_from([0.5, PATIENCE + 1]))
    def wait(self, seconds: float) -> None:
        self.time += seconds

    @rule()
    def dawn(self) -> None:
        self.day += 1

    @invariant()
    def bounded(self) -> None:
        assert self.store.bytes <= self.store.capacity

    @invariant()
    def nothing_is_answered_by_who_does_not_listen(self) -> None:
        assert self.connected or self.stamp() is None


TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)


def test_what_was_heard_is_not_believed_for_longer_than_the_connection_shows_life() -> None:
    time = [0.0]
    news = News(["content"], lambda: time[0])
    assert news.numbers(["content"]) is None
    news.listening()
    numbers = news.numbers(["content"])
    time[0] = PATIENCE
    assert news.numbers(["content"]) == numbers
    time[0] = PATIENCE + 0.1
    assert news.numbers(["content"]) is None
    news.alive()
    assert news.numbers(["content"]) == numbers, "nothing was missed: the connection was only slow"
    news.lost()
    news.listening()
    assert news.numbers(["content"]) != numbers, "something may have been missed"


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 60)), max_size=60))
def test_the_store_is_bounded_in_bytes_and_keeps_what_was_used_last(puts: list[tuple[str, int]]) -> None:
    store: Store[Made] = Store(100)
    for key, size in puts:
        kept = store.put(key, 0, Made(0, 0, size))
        assert kept == (size * PART <= 100) == (store.get(key, 0) is not None)
        assert store.bytes <= 100
    present = [store.get(key, 0) for key in "abcdefgh"]
    assert store.bytes == sum(one.size for one in present if one) and len(store) == sum(one is not None for one in present)


def test_an_answer_that_grows_is_weighed_again() -> None:
    @dataclass
    class Growing:
        size: int

    store: Store[Growing] = Store(100)
    kept = [Growing(20) for _ in range(4)]
    for number, one in enumerate(kept):
        store.put(number, 0, one)
    kept[3].size = 25
    store.weigh(3, kept[3])
    assert store.bytes == 85 and len(store) == 4
    kept[2].size = 26
    store.weigh(2, kept[2])
    assert store.get(2, 0) is None, "it has become larger than any may be"
    store.weigh(0, kept[3])
    assert store.bytes == 65, "what is not kept any more is not counted"


def test_of_no_capacity_nothing_is_kept() -> None:
    store: Store[Made] = Store(0)
    assert not store.put("a", 0, Made(0, 0)) and len(store) == 0
