"""What is said along with a report."""

from sqlalchemy.orm import Session

from app.core.errors import N_
from app.i18n import translate
from app.plans.calendar.schemas.obligations import NoticeView
from app.plans.models import Report
from app.plans.reports import queries

#: Tasks that touch police work or the press, and those that continue them. No text is searched for names: writers are told.
TOUCHING_PERSONS = frozenset({("3432-kh-ubnd", number) for number in ("1.2", "1.5", "1.7", "3.1")})

NO_NAMES = N_(
    "This task touches police work or the press. Give counts and citations of published press; never names of private persons, "
    "nor anything else that singles one out."
)
CONTRIBUTION = N_(
    "This is the contribution of an agency that coordinates: it stands beside the lead's report, and meets no duty."
)


def notices(session: Session, report: Report, interface: str) -> list[NoticeView]:
    """The notices for a report, in the reader's language."""
    found = []
    if any((code, number) in TOUCHING_PERSONS for code, number in session.execute(queries.continued(report.task_id))):
        found.append(NoticeView(code="no-names", text=translate(NO_NAMES, interface)))
    if report.role == "coordinating":
        found.append(NoticeView(code="contribution", text=translate(CONTRIBUTION, interface)))
    return found
