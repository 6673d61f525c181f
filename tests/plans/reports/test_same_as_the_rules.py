"""Whatever order of legal acts: what is loaded from the tables gives the same states as the rules on facts made by hand.

Contributions of the coordinating agency are written too, and are none of the facts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor, Role
from app.core.errors import Refusal
from app.plans import facts
from app.plans.reports import service
from app.plans.reports.schemas.incoming import NewReport, ReportChange, ReportCorrection
from app.plans.rules.facts import Facts, ReportFact, ReportStep
from app.plans.rules.obligations import obligations
from app.plans.rules.status import states
from tests.builders import LANGUAGES
from tests.plans.building import CODE, HELPER, LEAD, a_plan

MANAGER = Actor("Người quản lý kế hoạch", Role.plan_manager)
BEGIN = datetime(2019, 3, 1, 3, tzinfo=UTC)
Act = Literal["create", "change", "submit", "return", "accept", "correct", "discard"]
ACTS: tuple[Act, ...] = ("create", "change", "submit", "return", "accept", "correct", "discard")

#: Which states allow an act, and the state that it leads to (None: it stays).
LEGAL: dict[Act, tuple[tuple[str, ...], str | None]] = {
    "create": (("",), "draft"),
    "change": (("draft", "returned"), None),
    "submit": (("draft", "returned"), "submitted"),
    "return": (("submitted",), "returned"),
    "accept": (("submitted",), "accepted"),
    "correct": (("accepted",), "draft"),
    "discard": (("draft",), ""),
}


@dataclass
class ByHand:
    """One agency's report, kept by hand: editions of steps."""

    id: UUID | None = None
    editions: list[list[ReportStep]] = field(default_factory=list)

    @property
    def state(self) -> str:
        return self.editions[-1][-1].state if self.editions else ""

    def allows(self, act: Act) -> bool:
        if act == "discard" and (len(self.editions) != 1 or len(self.editions[0]) != 1):
            return False
        return self.state in LEGAL[act][0]

    def did(self, act: Act, on: date, at: datetime) -> None:
        state: Any = LEGAL[act][1]
        if act == "discard":
            self.id, self.editions = None, []
        elif act in ("create", "correct"):
            self.editions.append([ReportStep(state, on, at)])
        elif state is not None:
            self.editions[-1].append(ReportStep(state, on, at))


def perform(session: Session, one: ByHand, agency: str, period: str, act: Act, on: date, today: date) -> None:
    """The act, through the service."""
    if act == "create":
        new = NewReport.model_validate({"task": "1.4", "period": period, "language": "vi", "agency": agency, "narrative": "Có"})
        one.id = service.create(session, MANAGER, CODE, new.model_copy(update={"on": on}), today, LANGUAGES).id
        return
    id = one.id or UUID(int=0)
    match act:
        case "change":
            service.change(session, MANAGER, CODE, id, None, ReportChange(narrative="Khác"))
        case "submit":
            service.submit(session, MANAGER, CODE, id, None, on, today)
        case "return":
            service.send_back(session, MANAGER, CODE, id, None, "Thiếu", on, today)
        case "accept":
            service.accept(session, MANAGER, CODE, id, None, on, today)
        case "correct":
            service.correct(session, MANAGER, CODE, id, None, ReportCorrection(reason="Sai", on=on), today)
        case "discard":
            service.discard(session, MANAGER, CODE, id, None)


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """What is done inside is gone afterwards."""
    with session.begin_nested() as savepoint:
        yield
        savepoint.rollback()
    session.expire_all()


wanted = st.lists(
    st.tuples(
        st.integers(0, 49),
        st.sampled_from(((LEAD, "2018"), (LEAD, "2018"), (LEAD, "2019"), (HELPER, "2018"))),
        st.integers(0, 60),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=20,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted, st.integers(0, 700), st.integers(0, 700))
def test_states_from_the_tables_are_those_of_facts_made_by_hand(
    session: Session, acts: list[tuple[int, tuple[str, str], int, int]], asked: int, knew: int
) -> None:
    with undone(session):
        with clock.frozen(BEGIN):
            plan = a_plan(session)
        by_hand: dict[tuple[str, str], ByHand] = {}
        now = BEGIN
        discarded: list[tuple[datetime, datetime, ReportFact]] = []
        for chosen, (agency, period), passed, earlier in acts:
            now += timedelta(days=passed, seconds=1)
            today = now.date()
            one = by_hand.setdefault((agency, period), ByHand())
            possible = [act for act in ACTS if one.allows(act)]
            # Mostly what is legal, so that reports go a long way; now and then anything.
            act = possible[chosen % len(possible)] if chosen < 40 else ACTS[chosen % len(ACTS)]
            last = one.editions[-1][-1].on if one.editions else date(int(period), 1, 1)
            on = max(today - timedelta(days=earlier), last)
            legal = one.allows(act) and on <= today
            kept = [ReportFact("1.4", period, agency, tuple(steps), n + 1) for n, steps in enumerate(one.editions)]
            with clock.frozen(now):
                try:
                    with session.begin_nested():
                        perform(session, one, agency, period, act, on, today)
                except Refusal:
                    assert not legal, (act, one.state)
                    continue
            assert legal, (act, one.state)
            if act == "discard":
                discarded += [(steps.history[0].recorded_at, now, steps) for steps in kept]
            one.did(act, on, now)

        as_of = (BEGIN + timedelta(days=asked)).date()
        known_at = BEGIN + timedelta(days=knew)
        known = facts.known(session, plan, as_of, known_at, only={"1.4"})
        made = [
            ReportFact("1.4", period, agency, tuple(steps), number + 1)
            for (agency, period), one in by_hand.items()
            if agency == LEAD
            for number, steps in enumerate(one.editions)
        ]
        made += [fact for began, ended, fact in discarded if fact.agency == LEAD and began <= known_at < ended]
        owed = obligations(known.plan, known.tasks, known.rules, known.registry, known.holidays, (), as_of, as_of, known_at)
        by_tables = states(owed, known.facts, as_of, known_at)
        assert by_tables == states(owed, Facts(reports=tuple(made)), as_of, known_at)
