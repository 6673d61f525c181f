"""Routes on reporting rules."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.agencies.errors import LanguageTwice, ValidityReversed
from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.calendar import errors, service
from app.plans.calendar.deps import Expected, RuleCode, rule_told
from app.plans.calendar.schemas.rules import (
    NewReportingRule,
    ReportingRuleChange,
    ReportingRuleCorrection,
    ReportingRuleList,
    ReportingRuleView,
)
from app.plans.facts.deps import CurrentMoment, DayOutOfBounds, InstantUnreadable
from app.plans.structure.deps import PlanCode, PlanManager
from app.plans.structure.errors import PlanNotFound, UnknownTask
from app.web.locale import CurrentReader, settings_of
from app.web.problem import responses
from app.web.session import DbSession, actor

router = APIRouter(prefix="/plans", tags=["plans"], dependencies=[Depends(actor)])
WRITTEN = (ValidityReversed, UnknownTask, LanguageTwice, UnknownLanguage)
NEXT = (errors.ReportingRuleNotFound, errors.RuleWithdrawn, PreconditionFailed, PreconditionRequired)


@router.get(
    "/{code}/rules",
    operation_id="listReportingRules",
    summary="Rules by which reports are asked for: what the plan prints, and what an administrator set",
    responses=responses(PlanNotFound, DayOutOfBounds, InstantUnreadable, UnknownLanguage),
)
def list_reporting_rules(session: DbSession, reader: CurrentReader, code: PlanCode, moment: CurrentMoment) -> ReportingRuleList:
    return service.list_rules(session, reader.order, code, moment.known_at)


@router.post(
    "/{code}/rules",
    operation_id="createReportingRule",
    summary="A new reporting rule",
    status_code=status.HTTP_201_CREATED,
    responses=responses(PlanNotFound, errors.ReportingRuleTaken, errors.PrintedNeeded, *WRITTEN),
)
def create_reporting_rule(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    code: PlanCode,
    new: NewReportingRule,
) -> ReportingRuleView:
    rule = service.add_rule(session, manager, code, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{rule.code}"
    return rule_told(response, service.show_rule(session, reader.order, code, rule.code))


@router.get(
    "/{code}/rules/{rule}",
    operation_id="getReportingRule",
    summary="One reporting rule in its newest version",
    responses=responses(PlanNotFound, errors.ReportingRuleNotFound, UnknownLanguage),
)
def get_reporting_rule(
    response: Response, session: DbSession, reader: CurrentReader, code: PlanCode, rule: RuleCode
) -> ReportingRuleView:
    return rule_told(response, service.show_rule(session, reader.order, code, rule))


@router.patch(
    "/{code}/rules/{rule}",
    operation_id="changeReportingRule",
    summary="Change a rule that an administrator set; what it said before stays known",
    responses=responses(PlanNotFound, errors.PlanRuleStays, *NEXT, *WRITTEN),
)
def change_reporting_rule(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    code: PlanCode,
    rule: RuleCode,
    expected: Expected,
    wanted: ReportingRuleChange,
) -> ReportingRuleView:
    service.change_rule(session, manager, code, rule, expected, wanted, settings_of(request).offered)
    return rule_told(response, service.show_rule(session, reader.order, code, rule))


@router.post(
    "/{code}/rules/{rule}/correct",
    operation_id="correctReportingRule",
    summary="Put right what was typed in wrongly of a rule that the plan prints",
    responses=responses(PlanNotFound, errors.NotPrinted, *NEXT, *WRITTEN),
)
def correct_reporting_rule(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    code: PlanCode,
    rule: RuleCode,
    expected: Expected,
    wanted: ReportingRuleCorrection,
) -> ReportingRuleView:
    service.correct_rule(session, manager, code, rule, expected, wanted, settings_of(request).offered)
    return rule_told(response, service.show_rule(session, reader.order, code, rule))
