"""What the report is about, sorted for its parts: each obligation by its task, each piece of evidence by its number."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from app.plans.outputs.contents import Accounts, Evidence, GroupText, Narrative, PlanContents, TaskText, YearlyReport
from app.plans.outputs.report import words
from app.plans.outputs.texts import line
from app.plans.rules.obligations import Obligation
from app.plans.rules.progress import Figures, figures
from app.plans.rules.status import ObligationState
from app.plans.rules.tasks import TaskState


@dataclass(frozen=True)
class Matter:
    """A report's contents, and what follows from them."""

    report: YearlyReport

    @property
    def contents(self) -> PlanContents:
        return self.report.contents

    @cached_property
    def figures(self) -> Figures:
        return figures(self.contents.states, self.contents.as_of)

    @cached_property
    def by_task(self) -> dict[str, list[ObligationState]]:
        found: dict[str, list[ObligationState]] = defaultdict(list)
        for one in self.contents.states:
            found[one.obligation.task].append(one)
        return dict(found)

    @cached_property
    def task_states(self) -> dict[str, TaskState]:
        return {one.task: one for one in self.contents.task_states}

    @cached_property
    def groups(self) -> list[tuple[GroupText, list[TaskText]]]:
        """The groups with their tasks, as printed; tasks of a group that was not handed in stand last, under its mark."""
        found: dict[str, list[TaskText]] = {one.mark: [] for one in self.contents.groups}
        for task in self.contents.tasks:
            found.setdefault(task.planned.group, []).append(task)
        titles = {one.mark: one for one in self.contents.groups}
        return [(titles.get(mark) or GroupText(mark, ""), tasks) for mark, tasks in found.items() if tasks]

    @cached_property
    def evidence(self) -> dict[Evidence, int]:
        """Every piece once, numbered as it comes in the report."""
        found: dict[Evidence, int] = {}
        for task in self.contents.tasks:
            for narrative in self.narratives.get(task.number, ()):
                for one in narrative.evidence:
                    found.setdefault(one, len(found) + 1)
        return found

    @cached_property
    def narratives(self) -> dict[str, list[Narrative]]:
        """What was accepted, by task."""
        found: dict[str, list[Narrative]] = defaultdict(list)
        for one in self.contents.narratives:
            found[one.task].append(one)
        return dict(found)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.contents.narratives)

    def agency(self, code: str) -> str:
        return line(self.contents.name(code))

    def bearer(self, one: Obligation) -> str:
        """On whom the duty fell, and who answers for it now where that is another."""
        name = self.agency(one.obliged.name)
        if one.obliged.body is None:
            return f"{name} (chưa xác định được các cơ quan trong nhóm)"
        if not one.owners:
            return f"{name} (đã kết thúc hoạt động, chưa ghi nhận cơ quan kế thừa)"
        now = [self.agency(owner.agency or owner.group or owner.printed) for owner in one.owners]
        if now == [name]:
            return name
        sure = "nay" if all(owner.certain for owner in one.owners) else "chưa rõ ngày chuyển giao; có thể"
        return f"{name} ({sure} do {' và '.join(now)} chịu trách nhiệm)"

    def period_of(self, one: Obligation) -> str:
        """The obligation's period in words, where it is not the report's own; else nothing."""
        return "" if one.period == self.report.period else words.period(one.period)
