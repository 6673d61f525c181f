"""What the rules are computed from, read from the tables as it was known at an instant: a constant number of statements a plan.

>>> known = facts.known(session, plan, as_of, known_at)      # structure, rules, registry, holidays, extensions, reports, statements
>>> found = facts.owed(known)                                # obligations and their states on known.as_of
>>> grounds = facts.grounds(session, plan, known_at)         # the same without what was recorded on tasks,
>>> figures = facts.projected(session, grounds, as_of, whole=…, sights=…)    # and obligations counted, without going through them
"""

from app.plans.facts.computing import Found, owed
from app.plans.facts.grounds import Grounds, grounds
from app.plans.facts.indicators import KnownIndicator, indicators, measurements, usable
from app.plans.facts.loading import Known, known
from app.plans.facts.planning import as_rule, numbers, planned, reporting_rules, task_versions
from app.plans.facts.projection import Projected, projected
from app.plans.facts.recording import Filed
from app.plans.facts.registry import Concern, concern, could_pass_to, holidays, registry
from app.plans.facts.shapes import Shapes, shapes
from app.plans.facts.tallying import Tally

__all__ = [
    "Concern",
    "Filed",
    "Found",
    "Grounds",
    "Known",
    "KnownIndicator",
    "Projected",
    "Shapes",
    "Tally",
    "as_rule",
    "concern",
    "could_pass_to",
    "grounds",
    "holidays",
    "indicators",
    "known",
    "measurements",
    "numbers",
    "owed",
    "planned",
    "projected",
    "registry",
    "reporting_rules",
    "shapes",
    "task_versions",
    "usable",
]
