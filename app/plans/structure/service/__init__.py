"""What can be done with the structure of plans: one module a noun, one function an act."""

from app.plans.structure.service.groups import add_group, change_group
from app.plans.structure.service.measured import check_measured
from app.plans.structure.service.passages import set_passages
from app.plans.structure.service.plans import change, create
from app.plans.structure.service.reading import browse, find, show, show_group
from app.plans.structure.service.setting import set_indicator, set_rule
from app.plans.structure.service.statements import state_task
from app.plans.structure.service.tasks import add_task, change_task
from app.plans.structure.service.tasks_read import Narrowed, browse_tasks, labels_of_tasks, show_task

__all__ = [
    "Narrowed",
    "add_group",
    "add_task",
    "browse",
    "browse_tasks",
    "change",
    "change_group",
    "change_task",
    "check_measured",
    "create",
    "find",
    "labels_of_tasks",
    "set_indicator",
    "set_passages",
    "set_rule",
    "show",
    "show_group",
    "show_task",
    "state_task",
]
