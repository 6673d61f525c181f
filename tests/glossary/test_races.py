"""Changes at the same moment, committed for real."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, func, select

from app.core.actor import SYSTEM, Role
from app.core.db import unit_of_work
from app.glossary import service
from app.glossary.models import Term
from app.glossary.schemas import TermChange
from tests.builders import LANGUAGES, a_term
from tests.callers import Caller

URL = "/api/v1/glossary"


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
    editor = committed_caller(Role.editor)
    forms = [{"language": "vi", "text": "Mới", "kind": "preferred"}]
    body = {"code": "new", "domain": "trade", "forms": forms, "source": {"title": "A treaty"}}
    assert at_once([lambda: editor.post(URL, json=body).status_code] * 4) == [201, 409, 409, 409]
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Term)) == 1


def test_of_two_changes_from_one_revision_one_is_refused(
    committed_caller: Callable[[Role], Caller], committed_engine: Engine
) -> None:
    with unit_of_work(committed_engine) as work:
        a_term(work, "one")
    editor = committed_caller(Role.editor)

    def change() -> int:
        forms = [{"language": "vi", "text": "Khác", "kind": "preferred"}]
        return int(editor.patch(f"{URL}/one", json={"forms": forms}, headers={"If-Match": '"1"'}).status_code)

    assert at_once([change] * 3) == [200, 412, 412]
    assert editor.get(f"{URL}/one").json()["revision"] == 2


def test_transactions_that_change_the_same_terms_in_other_orders_wait_for_each_other(committed_engine: Engine) -> None:
    with unit_of_work(committed_engine) as work:
        a_term(work, "one")
        a_term(work, "two")

    def change(*codes: str) -> int:
        with unit_of_work(committed_engine) as work:
            for code in codes:
                service.change(work, SYSTEM, code, None, TermChange(verified=True), LANGUAGES)
        return 1

    assert at_once([lambda: change("one", "two"), lambda: change("two", "one")]) == [1, 1]
