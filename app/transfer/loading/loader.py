"""A load as a whole: one transaction, one load at a time."""

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core.actor import Actor, Role
from app.plans.models import Plan
from app.topics.models import Topic
from app.transfer import exporting
from app.transfer.checking import Known, check
from app.transfer.loading import agencies, plans, topics
from app.transfer.loading.documents import DocumentLoader
from app.transfer.loading.outcome import Loaded
from app.transfer.reading import Records

SEED = Actor(name="seed", role=Role.admin)
IMPORT = Actor(name="import", role=Role.admin)

# Two loads at once would both find that something is missing: the second waits for the first, and then finds it there.
LOADING = 3432_010


def load(
    session: Session,
    actor: Actor,
    records: Records,
    offered: Sequence[str],
    *,
    keep: bool,
) -> Loaded:
    """Have the database hold what ``records`` say; what they do not mention stays. ``offered`` are the service's languages.

    With ``keep``, what others than ``actor`` have worked on stays as they left it. Withdrawn documents stay withdrawn in any case.
    FaultyFiles names the lines that cannot be loaded; the caller's transaction must then not be committed.
    """
    session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOADING})
    check(
        records,
        offered,
        Known(
            agencies=set(session.scalars(select(Agency.code))),
            topics=set(session.scalars(select(Topic.code))),
            documents=set(exporting.keys(session).values()),
            plans=set(session.scalars(select(Plan.code))),
        ),
    )
    loaded = Loaded()
    agencies.load(session, actor, records.agencies, offered, loaded.agencies, keep=keep)
    topics.load(session, actor, records.topics, offered, loaded.topics, keep=keep)
    DocumentLoader(session, actor, offered, loaded.documents, keep=keep).load(records.documents)
    plans.load(session, actor, records.plans, offered, loaded.plans, keep=keep)
    return loaded
