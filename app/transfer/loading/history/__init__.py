"""Histories of plans, replayed: each thing is recorded again as it was, at its own instant and through the one who recorded it.

What the write side would refuse is refused here, with file and line: it is the write side that is asked, with the clock put back.
"""

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit
from app.agencies.models import Agency
from app.plans.models import Plan
from app.transfer import exporting
from app.transfer.checking import Known, check
from app.transfer.errors import Fault, FaultyFiles
from app.transfer.loading.history.holidays import replay_holidays
from app.transfer.loading.history.plan import replay_plan
from app.transfer.loading.loader import IMPORT, LOADING
from app.transfer.loading.outcome import placed
from app.transfer.loading.plans import in_order
from app.transfer.reading import Records
from app.transfer.reading_history import Histories

__all__ = ["load_histories"]


def load_histories(session: Session, histories: Histories, offered: Sequence[str], zone: str) -> dict[str, int]:
    """Have the database hold these plans with everything that was recorded of them; how many records each had, by its code.

    A plan that is there already is refused: what was known of it cannot be put between what is known of it. Agencies and documents
    must be there; holidays that are there must be the same. The caller's transaction must not be committed after FaultyFiles.
    """
    session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOADING})
    there = set(session.scalars(select(Plan.code)))
    documents = {key: id for id, key in exporting.keys(session).items()}
    known = Known(agencies=set(session.scalars(select(Agency.code))), documents=set(documents), plans=there)
    check(Records(plans=histories.plans), offered, known)
    told = "The plan is there already. Its history is read only into a database that does not have the plan."
    if faults := [Fault(one.place, "code", told) for one in histories.plans if one.record.code in there]:
        raise FaultyFiles(faults)
    replay_holidays(session, histories.holidays)
    done = {}
    for one in in_order(histories.plans):
        code = one.record.code
        facts = histories.facts[code]
        replay_plan(session, one, facts, offered, zone, documents)
        with placed(one.place):
            audit.record(session, IMPORT, "plan.import", code, records=len(facts))
        done[code] = len(facts)
    return done
