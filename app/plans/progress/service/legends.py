"""What codes mean, in the reader's language."""

from collections.abc import Iterable

from app.core.errors import N_
from app.i18n import translate
from app.plans.progress.schemas.obligations import Meaning

STATES = {
    "membership_unknown": N_("The duty falls on a class of agencies whose members cannot be listed."),
    "accepted": N_("The report was accepted."),
    "submitted": N_("The report was submitted and is being looked at."),
    "returned": N_("The report was sent back with reasons, and its due day has not passed."),
    "draft": N_("A report is being written, and its due day has not passed."),
    "late": N_("What is recorded shows that the report came, or stands, after its due day."),
    "not_due": N_("The period is not over."),
    "due": N_("The period is over and the due day has not passed."),
    "no_information": N_("Nothing is recorded. That is not to say that nothing was done, nor that it was late."),
    "nothing_accepted": N_("No accepted report is published. Whether one was written or submitted is not shown here."),
}
TASKS = {
    "planned": N_("The task's time has not begun."),
    "under_way": N_("Something recorded shows that the task is under way."),
    "done": N_("The task was stated done."),
    "dropped": N_("The task was stated dropped."),
    "overdue_as_recorded": N_("The task was stated under way after its time."),
    "ended_unknown": N_("The task's time is over; whether it was done is not recorded."),
    "no_information": N_("Nothing is recorded of this task."),
    "nothing_published": N_("Neither an accepted report on this task nor a statement is published."),
}


def states(codes: Iterable[str], interface: str) -> list[Meaning]:
    """The meaning of each state of obligations that occurs."""
    there = set(codes)
    return [Meaning(code=code, meaning=translate(words, interface)) for code, words in STATES.items() if code in there]


def tasks(codes: Iterable[str], interface: str) -> list[Meaning]:
    """The meaning of each state of tasks that occurs; its code is told with the word "task" before it."""
    there = set(codes)
    return [Meaning(code=f"task:{code}", meaning=translate(words, interface)) for code, words in TASKS.items() if code in there]
