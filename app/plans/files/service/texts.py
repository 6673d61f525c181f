"""What a plan prints, as the files tell it: its head, its groups and its tasks as they were known."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.plans.files import queries
from app.plans.files.service.asking import Wanted
from app.plans.models import Plan, TaskVersion
from app.plans.outputs.contents import GroupText, PlanHead, TaskText
from app.plans.rules.structure import PlannedTask
from app.plans.structure import queries as structure
from app.plans.structure.service.showing import names, titled


def head(session: Session, plan: Plan, wanted: Wanted) -> PlanHead:
    """The plan as it is cited."""
    order = wanted.asked.view.order
    title = titled(order, plan.language, plan.printed_title, plan.titles).text
    issuer = names(session, order, {plan.issuer_id}).of(plan.issuer_id).label
    return PlanHead(plan.code, title, plan.number, plan.issued_on, issuer)


def groups(session: Session, plan: Plan, wanted: Wanted) -> tuple[GroupText, ...]:
    """The plan's groups in its order."""
    order = wanted.asked.view.order
    rows = session.scalars(structure.groups(plan.id))
    return tuple(GroupText(one.key, titled(order, plan.language, one.printed, one.titles).text) for one in rows)


def versions(session: Session, plan: Plan, wanted: Wanted) -> dict[str, TaskVersion]:
    """What each task said, as was known, by its number."""
    return {one.task.number: one for one in session.scalars(queries.versions(plan, wanted.asked.known_at))}


def assigned(given: Mapping[str, TaskVersion]) -> set[str]:
    """Codes of the agencies that have a role in a task."""
    return {role.agency.code for one in given.values() for role in one.assignments}


def tasks(
    plan: Plan, planned: Sequence[PlannedTask], given: Mapping[str, TaskVersion], wanted: Wanted, labels: Mapping[str, str]
) -> tuple[TaskText, ...]:
    """The tasks with their words; agencies as printed where the plan's own language is asked for, else by their names."""
    return tuple(_task(one, given[one.number], plan, wanted, labels) for one in planned)


def _task(planned: PlannedTask, version: TaskVersion, plan: Plan, wanted: Wanted, labels: Mapping[str, str]) -> TaskText:
    order = wanted.asked.view.order
    printed = order[0] == plan.language

    def who(role: str) -> tuple[str, ...]:
        given = [one for one in version.assignments if one.role == role]
        return tuple(one.printed if printed else labels.get(one.agency.code, one.printed) for one in given)

    title = titled(order, plan.language, version.printed, version.task.titles).text
    return TaskText(planned, title, who("lead"), who("coordinating"))
