"""Plans to test with, as plain functions. They flush, so that the next statement sees them, and commit nothing.

``a_plan`` is a small plan of the years 2018–2020 with the task 1.4, led by the agency ``so-a`` and coordinated by ``so-b``, on which a
rule asks for a report every year by 15 January.
"""

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import SYSTEM
from app.plans.calendar import service as calendar
from app.plans.calendar.schemas.days import NewHolidayYear
from app.plans.calendar.schemas.rules import NewReportingRule
from app.plans.indicators import service as indicators
from app.plans.indicators.schemas.incoming import NewIndicator
from app.plans.models import Indicator, Plan, Report, ReportingRule, Task
from app.plans.reports import service as reports
from app.plans.reports.schemas.incoming import NewReport
from app.plans.structure import service as structure
from app.plans.structure.schemas.incoming import NewGroup, NewPlan, NewTask
from tests.builders import LANGUAGES, an_agency

CODE = "ke-hoach"
LEAD, HELPER, OUTSIDER = "so-a", "so-b", "so-c"
BASE = f"/api/v1/plans/{CODE}"


def an_empty_plan(session: Session, code: str = CODE, *, first: int = 2018, last: int | None = 2020) -> Plan:
    """A plan with one group of tasks, ``I``."""
    issuer = an_agency(session, "ubnd-tinh", if_missing=True)
    new = NewPlan(
        code=code,
        number="3432/KH-UBND",
        language="vi",
        printed_title="KẾ HOẠCH",
        issuer=issuer.code,
        first_year=first,
        last_year=last,
        source="Made for a test",
    )
    plan = structure.create(session, SYSTEM, new, LANGUAGES)
    structure.add_group(session, SYSTEM, code, NewGroup(key="I", printed="Nhóm nhiệm vụ"), LANGUAGES)
    return plan


def a_task(
    session: Session,
    number: str = "1.4",
    *,
    plan: str = CODE,
    leads: tuple[str, ...] = (LEAD,),
    helpers: tuple[str, ...] = (HELPER,),
    timeframe: str = "Thường xuyên",
    **more: Any,
) -> Task:
    """A task; agencies that are not there are made, as bodies."""
    for code in (*leads, *helpers):
        an_agency(session, code, vi=code.replace("-", " ").title(), if_missing=True)
    assignments = [{"agency": code, "role": "lead", "printed": code} for code in leads]
    assignments += [{"agency": code, "role": "coordinating", "printed": code} for code in helpers]
    told = {
        "number": number,
        "group": "I",
        "printed": f"Nhiệm vụ {number}",
        "timeframe_printed": timeframe,
        "leads_printed": "; ".join(leads),
        "assignments": assignments,
        **more,
    }
    return structure.add_task(session, SYSTEM, plan, NewTask.model_validate(told), LANGUAGES)


def a_rule(session: Session, code: str = "yearly", *, plan: str = CODE, **more: Any) -> ReportingRule:
    """A rule of an administrator: every year, by 15 January."""
    told = {
        "code": code,
        "source": "administrator",
        "frequency": "yearly",
        "due": {"kind": "day_of_year", "month": 1, "day": 15},
        "reason": "Made for a test",
        **more,
    }
    return calendar.add_rule(session, SYSTEM, plan, NewReportingRule.model_validate(told), LANGUAGES)


def a_plan(session: Session, code: str = CODE, *, last: int | None = 2020) -> Plan:
    """The small plan."""
    plan = an_empty_plan(session, code, last=last)
    a_task(session, plan=code)
    an_agency(session, OUTSIDER, if_missing=True)
    a_rule(session, plan=code)
    return plan


def an_indicator(session: Session, code: str = "tap-huan", *, plan: str = CODE, **more: Any) -> Indicator:
    """An indicator with a ratio (``trained``) and a sum (``courses``), expecting no agency in particular."""
    told = {
        "code": code,
        "source": "administrator",
        "titles": [{"language": "vi", "title": "Tập huấn"}, {"language": "en", "title": "Training"}],
        "conditions": [
            {
                "code": "trained",
                "unit": "percent",
                "combine": "ratio",
                "direction": "increase",
                "target": "100",
                "labels": [{"language": "vi", "label": "Được tập huấn"}],
            },
            {"code": "courses", "unit": "courses", "combine": "sum", "direction": "increase", "target": "3"},
        ],
        **more,
    }
    return indicators.add_indicator(session, SYSTEM, plan, NewIndicator.model_validate(told), LANGUAGES)


def a_report(session: Session, plan: str = CODE, *, agency: str = LEAD, period: str = "2019", task: str = "1.4") -> Report:
    """A draft."""
    told = {"task": task, "period": period, "language": "vi", "agency": agency, "narrative": "Đã làm."}
    return reports.create(session, SYSTEM, plan, NewReport.model_validate(told), clock.now().date(), LANGUAGES)


#: Eleven days off that lie in any year, for tests that do not care which.
DAYS = ("01-01", "02-04", "02-05", "02-06", "02-07", "02-08", "04-18", "04-30", "05-01", "09-02", "09-03")


def holidays_of(year: int, *extra: str, worked: tuple[str, ...] = ()) -> dict[str, Any]:
    """A whole year of holidays, as it comes in."""
    return {
        "source": "Made for a test",
        "off": [{"day": f"{year}-{day}"} for day in (*DAYS, *extra)],
        "worked": [{"day": f"{year}-{day}"} for day in worked],
    }


def loaded_holidays(session: Session, *years: int) -> None:
    """These years, loaded."""
    calendar.load_holidays(session, SYSTEM, [NewHolidayYear(year=year, **holidays_of(year)) for year in years])
