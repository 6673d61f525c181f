"""Obligations and figures as a reader is shown them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.plans.facts import Tally
from app.plans.models import Plan
from app.plans.progress import queries
from app.plans.progress.schemas.obligations import (
    ExtensionView,
    FiguresView,
    ObligationView,
    OwnerView,
    PeriodView,
    RuleView,
    ShareView,
    ShownState,
    StateCount,
    StepView,
)
from app.plans.progress.schemas.outgoing import TaskStateName
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.standing import Seen
from app.plans.rules.facts import Extension, Key
from app.plans.rules.owners import Owner
from app.plans.rules.progress import Cell, Share, cell, tally
from app.plans.rules.status import ObligationState, State
from app.plans.rules.tasks import State as TaskStateCode
from app.plans.rules.tasks import TaskState
from app.plans.structure.schemas.outgoing import AgencyLabel


@dataclass(frozen=True, slots=True)
class Words:
    """Names of agencies and labels of rules, for one reader."""

    agencies: Mapping[str, AgencyLabel]
    rules: Mapping[str, str]

    def agency(self, code: str) -> AgencyLabel:
        return self.agencies[code]

    def rule(self, code: str) -> str:
        return self.rules.get(code, code)


def words(session: Session, plan: Plan, asked: Asked, codes: Iterable[str]) -> Words:
    """Names of the agencies with these codes, and of the plan's rules. Two statements."""
    rows = session.execute(queries.labels(asked.view.order, set(codes)))
    found = {row.code: AgencyLabel(code=row.code, label=row.name, language=row.language) for row in rows}
    by_rule: dict[str, dict[str, str]] = {}
    for code, language, label in session.execute(queries.rule_labels(plan.id)):
        by_rule.setdefault(code, {})[language] = label
    chosen = {
        code: next((labels[tag] for tag in (*asked.view.order, *sorted(labels)) if tag in labels), code)
        for code, labels in by_rule.items()
    }
    return Words(found, chosen)


def mentioned(states: Iterable[ObligationState]) -> set[str]:
    """Codes of the agencies that are named when these obligations are shown."""
    codes: set[str] = set()
    for one in states:
        codes |= {one.obligation.obliged.name, one.obligation.obliged.printed, *one.reporters}
        if one.reporter is not None:
            codes.add(one.reporter)
        codes |= of_owners(one.obligation.owners)
    return codes


def of_owners(owners: Iterable[Owner]) -> set[str]:
    """Codes of the agencies that are named when these owners are shown."""
    codes: set[str] = set()
    for owner in owners:
        codes |= {code for code in (owner.agency, owner.group) if code is not None}
        codes |= {code for step in owner.chain for code in (step.agency, step.successor)}
    return codes


def shown_state(one: ObligationState, whole: Collection[Key]) -> ShownState:
    """The state; where only accepted reports are shown, "no information" says just that none is."""
    return shown(one.state, whole=one.obligation.key in whole)


def shown(state: State, *, whole: bool) -> ShownState:
    """The same for a state by itself."""
    return "nothing_accepted" if state == "no_information" and not whole else state


def shown_task(state: TaskState, states: Iterable[ObligationState], whole: Collection[Key]) -> TaskStateName:
    """The state of a task; where only accepted reports of it are shown, "no information" says just that nothing is published."""
    if state.state != "no_information":
        return state.state
    return task_shown(state.state, any(one.obligation.key not in whole for one in states))


def task_shown(state: TaskStateCode, hidden: bool) -> TaskStateName:
    """The same for a state by itself; ``hidden``: something is owed on the task that the reader does not see whole."""
    return "nothing_published" if state == "no_information" and hidden else state


def shown_tasks(sight: Seen) -> dict[str, TaskStateName]:
    """The same for every task."""
    own: dict[str, list[ObligationState]] = {}
    for one in sight.found.states:
        own.setdefault(one.obligation.task, []).append(one)
    return {number: shown_task(state, own.get(number, ()), sight.whole) for number, state in sight.found.tasks.items()}


def obligation(one: ObligationState, sight: Seen, known: Words) -> ObligationView:
    """An obligation with its state."""
    owed, inside = one.obligation, one.obligation.key in sight.whole
    extension = owed.extension
    return ObligationView(
        task=owed.task,
        group=owed.group,
        period=PeriodView(code=owed.period.code, first=owed.period.first, last=owed.period.last),
        owed_as=known.agency(owed.obliged.name),
        printed=known.agency(owed.obliged.printed),
        owners=owners(owed.owners, known),
        due=owed.due,
        regular_due=owed.regular_due,
        missing_holiday_years=list(owed.missing_years),
        rule=RuleView(code=owed.rule, source=owed.source, label=known.rule(owed.rule)),
        extension=None if extension is None else _extension(extension, told=owed.key in sight.spoken),
        after_period=owed.after_period,
        whole=inside,
        state=shown_state(one, sight.whole),
        since=one.since,
        late=one.late if inside else None,
        reason=one.reason if inside else None,
        days_late=one.days_late if inside else None,
        submitted_on=one.submitted_on if inside else None,
        reporter=None if one.reporter is None else known.agency(one.reporter),
        edition=one.revision,
        reporters=[known.agency(code) for code in one.reporters],
    )


def _extension(one: Extension, *, told: bool) -> ExtensionView:
    return ExtensionView(new_due=one.new_due, reason=one.reason if told else None)


def owners(given: Iterable[Owner], known: Words) -> list[OwnerView]:
    """Who answers, with the steps by which it came to them."""
    return [
        OwnerView(
            agency=None if one.agency is None else known.agency(one.agency),
            group=None if one.group is None else known.agency(one.group),
            by=one.by,
            certain=one.certain,
            chain=[
                StepView(agency=known.agency(step.agency), successor=known.agency(step.successor), manner=step.manner, on=step.on)
                for step in one.chain
            ],
        )
        for one in given
    ]


def figures_view(states: Iterable[ObligationState], whole: Collection[Key], as_of: date) -> FiguresView:
    """The counts of these obligations. What only shows in reports that are not accepted is null, unless all of them are whole."""
    return tally_view(Counter((cell(one, as_of), one.obligation.key in whole) for one in states))


def tally_view(tallied: Tally) -> FiguresView:
    """The same, given how many stand in each cell."""
    inside = all(whole for _, whole in tallied)
    cells: Counter[Cell] = Counter()
    by_state: Counter[ShownState] = Counter()
    for (one, whole), count in tallied.items():
        cells[one] += count
        by_state[shown(one.state, whole=whole)] += count
    counts = tally(cells)
    return FiguresView(
        owed=counts.owed,
        due=counts.due,
        due_unknown=counts.due_unknown,
        accepted=counts.accepted,
        recorded=counts.recorded if inside else None,
        late=counts.late if inside else None,
        returned=counts.returned if inside else None,
        no_information=counts.no_information if inside else None,
        nothing_accepted=None if inside else by_state["nothing_accepted"],
        membership_unknown=counts.membership_unknown,
        by_state=[StateCount(state=state, count=count) for state, count in sorted(by_state.items())],
        accepted_share=share(counts.accepted_share),
    )


def share(one: Share) -> ShareView:
    """A share with its two ends."""
    return ShareView(
        part=one.part,
        whole=one.whole,
        missing=one.missing,
        left_out=one.left_out,
        at_least=None if one.at_least is None else str(one.at_least),
        at_most=None if one.at_most is None else str(one.at_most),
    )
