"""Who sees what of reports.

Structure, timeframes and accepted reports are public. Drafts, submissions, returns, extensions and the lateness of a named agency are
for staff, and each agency's own for its reporters; a setting publishes states and lateness, never who wrote or why something was
sent back.
"""

from dataclasses import dataclass

from app.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Sight:
    """``everything`` shows all states. Without it only ``agency``'s own are shown, and of the rest what has been accepted.

    ``reasons`` shows the words that go with a state, and who recorded it: staff see all of them, an agency its own.
    """

    everything: bool
    reasons: bool
    agency: str | None = None

    @property
    def accepted_alone(self) -> bool:
        """Whether nothing of reports is shown but that they were accepted."""
        return not self.everything and self.agency is None


def sight(actor: Actor, *, lateness_published: bool) -> Sight:
    """What this actor sees."""
    return Sight(actor.staff or lateness_published, actor.staff, actor.agency)
