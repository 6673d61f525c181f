"""Changes at the same moment, committed for real."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, func, select

from app.agencies import service
from app.agencies.errors import SuccessionCycle
from app.agencies.models import Agency, Succession
from app.agencies.schemas import NewSuccession
from app.core.actor import SYSTEM, Role
from app.core.db import unit_of_work
from tests.builders import an_agency
from tests.callers import Caller

URL = "/api/v1/agencies"


def at_once(acts: list[Callable[[], int]]) -> list[int]:
    """The sorted results of ``acts``, begun together."""
    barrier = Barrier(len(acts))

    def begin(act: Callable[[], int]) -> int:
        barrier.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(begin, acts))


def test_a_code_asked_for_twice_at_once_is_given_once(
    committed_caller: Callable[[Role], Caller], committed_engine: Engine
) -> None:
    admin = committed_caller(Role.admin)
    body = {"code": "new", "type": "body", "names": [{"language": "vi", "name": "Mới"}], "source": "A decree"}
    assert at_once([lambda: admin.post(URL, json=body).status_code] * 4) == [201, 409, 409, 409]
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Agency)) == 1


def test_of_two_changes_from_one_revision_one_is_refused(
    committed_caller: Callable[[Role], Caller], committed_engine: Engine
) -> None:
    with unit_of_work(committed_engine) as work:
        an_agency(work, "one")
    admin = committed_caller(Role.admin)

    def change() -> int:
        answer = admin.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'})
        return int(answer.status_code)

    assert at_once([change] * 3) == [200, 412, 412]
    assert admin.get(f"{URL}/one").json()["revision"] == 2


def test_two_successions_that_would_close_a_circle_are_not_both_recorded(committed_engine: Engine) -> None:
    with unit_of_work(committed_engine) as work:
        an_agency(work, "one")
        an_agency(work, "two")

    def take_over(successor: str, predecessor: str) -> int:
        try:
            with unit_of_work(committed_engine) as work:
                service.succeed(work, SYSTEM, successor, NewSuccession(code=predecessor, manner="merger"))
        except SuccessionCycle:
            return 0
        return 1

    assert at_once([lambda: take_over("one", "two"), lambda: take_over("two", "one")]) == [0, 1]
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Succession)) == 1
