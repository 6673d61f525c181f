"""Where an obligation stands on a day, as far as was known at an instant.

Only steps of reports count that were true by ``as_of`` and recorded by ``known_at``. The first row that fits is the answer: what
was accepted stays accepted while a correction is written, and a submission stands beside a newer draft.

| recorded | until the due day | after it |
|---|---|---|
| members of the class unknown | membership_unknown | membership_unknown |
| accepted | accepted | accepted |
| submitted by the due day | submitted | submitted |
| submitted after it | – | late (submitted_late) |
| returned, not submitted again | returned | late (not_resubmitted) |
| draft only | draft | late (still_draft) |
| nothing, period not over | not_due | no_information |
| nothing, period over | due | no_information |

*No information recorded* is not late: lateness is said only where a record shows it. The submission that stands is the one that
counts, so that a report sent back and submitted again after the due day is late; an extension, with its reason, is the remedy.
An accepted report keeps in ``late`` whether it had been submitted late; accepted without a recorded submission it was not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.plans.rules.facts import Facts, ReportFact, ReportState, ReportStep, by_task_and_period, visible
from app.plans.rules.obligations import Obligation

State = Literal["membership_unknown", "accepted", "submitted", "returned", "draft", "late", "not_due", "due", "no_information"]
_CLASS: dict[ReportState, int] = {"accepted": 2, "submitted": 1, "returned": 0, "draft": 0}
Reason = Literal["submitted_late", "not_resubmitted", "still_draft"]


@dataclass(frozen=True, slots=True)
class ObligationState:
    """``since`` is the day of the step that decides, ``submitted_on`` that of the submission that stands; None: nothing recorded.

    ``late`` is true for the state "late", and for what was accepted after it had been submitted late. ``days_late`` are calendar
    days. ``reporter`` filed the report that counts; ``reporters`` are all who filed one (more than a draft), sorted;
    ``reported_on`` is the day of the latest step beyond a draft.
    """

    obligation: Obligation
    state: State
    late: bool = False
    reason: Reason | None = None
    days_late: int = 0
    since: date | None = None
    submitted_on: date | None = None
    reporter: str | None = None
    revision: int | None = None
    reporters: tuple[str, ...] = ()
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """A report as it was known: its visible steps in order, and what stands, the acceptance once there is one, else the last step."""

    report: ReportFact
    steps: tuple[ReportStep, ...]
    decisive: ReportStep

    @property
    def submitted_on(self) -> date | None:
        """The day of the submission that the decisive step stands on."""
        upto = self.steps[: self.steps.index(self.decisive) + 1]
        return next((step.on for step in reversed(upto) if step.state == "submitted"), None)


def states(obligations: Iterable[Obligation], facts: Facts, as_of: date, known_at: datetime) -> tuple[ObligationState, ...]:
    """The state of each obligation, in the order given. Reports are sorted out once: for many obligations at a time."""
    filed = by_task_and_period(facts.reports)
    return tuple(_state(one, filed.get((one.task, one.period.code), ()), as_of, known_at) for one in obligations)


def state_of(obligation: Obligation, facts: Facts, as_of: date, known_at: datetime) -> ObligationState:
    """The state of one obligation. Its due day must have been computed for the same ``known_at``, its owners for ``as_of``."""
    return states((obligation,), facts, as_of, known_at)[0]


def _state(one: Obligation, filed: Sequence[ReportFact], as_of: date, known_at: datetime) -> ObligationState:
    told = _told(filed, as_of, known_at)
    if one.obliged.body is None:
        told = [some for some in told if some.report.agency not in one.besides]
        return ObligationState(one, "membership_unknown", reporters=_reporters(told), reported_on=_reported_on(told))
    if told:
        counting = answering(one)
        told = [some for some in told if some.report.agency in counting]
    if not told:
        if as_of > one.due:
            return ObligationState(one, "no_information")
        return ObligationState(one, "due" if as_of > one.period.last else "not_due")
    return _judged(one, told, as_of)


def _judged(one: Obligation, told: Sequence[_Told], as_of: date) -> ObligationState:
    best = max(_CLASS[some.decisive.state] for some in told)
    counting = [some for some in told if _CLASS[some.decisive.state] == best]
    shown = max(counting, key=lambda some: (some.decisive.order, some.report.revision, some.report.agency))
    state = shown.decisive.state
    submitted = None
    reason: Reason = "still_draft" if state == "draft" else "not_resubmitted"
    judged_on = as_of
    if state in ("submitted", "accepted"):
        # Of several that count, the first is what the duty was met with: a correction never makes it late.
        submitted = min((some.submitted_on or date.min for some in counting), default=date.min)
        reason, judged_on = "submitted_late", submitted
    late = judged_on > one.due
    return ObligationState(
        one,
        "late" if late and state != "accepted" else state,
        late,
        reason if late else None,
        (judged_on - one.due).days if late else 0,
        shown.decisive.on,
        None if submitted == date.min else submitted,
        shown.report.agency,
        shown.report.revision,
        _reporters(told),
        _reported_on(told),
    )


def answering(one: Obligation) -> frozenset[str]:
    """The agencies whose report counts: the body on whom the duty fell, and all to whom it passed on the way."""
    steps = (code for owner in one.owners for step in owner.chain for code in (step.agency, step.successor))
    return frozenset(steps) | {owner.agency for owner in one.owners if owner.agency} | {one.obliged.name}


def _told(filed: Iterable[ReportFact], as_of: date, known_at: datetime) -> list[_Told]:
    told = []
    for report in filed:
        steps = sorted(visible(report.history, as_of, known_at), key=lambda step: step.order)
        if steps:
            accepted = next((step for step in reversed(steps) if step.state == "accepted"), None)
            told.append(_Told(report, tuple(steps), accepted or steps[-1]))
    return told


def _reporters(told: Iterable[_Told]) -> tuple[str, ...]:
    return tuple(sorted({some.report.agency for some in told if any(step.state != "draft" for step in some.steps)}))


def _reported_on(told: Iterable[_Told]) -> date | None:
    return max((step.on for some in told for step in some.steps if step.state != "draft"), default=None)
