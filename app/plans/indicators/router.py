"""Routes on indicators. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.facts.deps import CurrentMoment, DayOutOfBounds, InstantUnreadable
from app.plans.facts.periods import PeriodClosed, UnknownPeriod
from app.plans.indicators import errors, service
from app.plans.indicators.deps import AgencyQuery, Expected, IndicatorPath, Measurer, MissingPublished, PeriodQuery, told
from app.plans.indicators.schemas.incoming import IndicatorChange, NewIndicator, NewMeasurement
from app.plans.indicators.schemas.outgoing import IndicatorList, IndicatorView, MeasurementPage, MeasurementView
from app.plans.structure.deps import PlanCode, PlanManager, Today
from app.plans.structure.errors import ConditionMeasured, LanguageTwice, PlanNotFound, UnknownAgency, UnknownPassage
from app.web.locale import CurrentReader, settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, actor

router = APIRouter(prefix="/plans/{code}/indicators", tags=["plans"], dependencies=[Depends(actor)])
WRITTEN = (
    errors.ConditionTwice,
    errors.RatioInPercent,
    errors.TargetOutOfBounds,
    UnknownAgency,
    UnknownPassage,
    LanguageTwice,
    UnknownLanguage,
)
FIGURES = (
    errors.UnknownCondition,
    errors.UnitMismatch,
    errors.PercentageOutOfBounds,
    errors.NumeratorOutOfBounds,
    errors.DenominatorNought,
    errors.RatioIncomplete,
    errors.RatioContradicts,
    errors.RatioNotAsked,
    errors.MeasurementEmpty,
)


@router.get(
    "",
    operation_id="listIndicators",
    summary="Indicators of a plan, and whether they are met",
    responses=responses(PlanNotFound, DayOutOfBounds, InstantUnreadable, UnknownLanguage),
)
def list_indicators(
    session: DbSession,
    who: CurrentActor,
    reader: CurrentReader,
    code: PlanCode,
    moment: CurrentMoment,
    published: MissingPublished,
) -> IndicatorList:
    return service.list_indicators(session, who, reader.order, code, moment.as_of, moment.known_at, published=published)


@router.post(
    "",
    operation_id="createIndicator",
    summary="A new indicator",
    status_code=status.HTTP_201_CREATED,
    responses=responses(PlanNotFound, errors.IndicatorCodeTaken, errors.WordingNeeded, *WRITTEN),
)
def create_indicator(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    new: NewIndicator,
) -> IndicatorView:
    made = service.add_indicator(session, manager, code, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{made.code}"
    return told(response, service.show_now(session, manager, reader.order, code, made.code, today))


@router.get(
    "/{indicator}",
    operation_id="getIndicator",
    summary="One indicator, and whether it is met",
    responses=responses(PlanNotFound, errors.IndicatorNotFound, DayOutOfBounds, InstantUnreadable, UnknownLanguage),
)
def get_indicator(
    response: Response,
    session: DbSession,
    who: CurrentActor,
    reader: CurrentReader,
    code: PlanCode,
    indicator: IndicatorPath,
    moment: CurrentMoment,
    published: MissingPublished,
) -> IndicatorView:
    return told(
        response,
        service.show_indicator(session, who, reader.order, code, indicator, moment.as_of, moment.known_at, published=published),
    )


@router.patch(
    "/{indicator}",
    operation_id="changeIndicator",
    summary="Change an indicator; what it asked for before stays known",
    responses=responses(
        PlanNotFound,
        errors.IndicatorNotFound,
        ConditionMeasured,
        errors.ReasonNeeded,
        PreconditionFailed,
        PreconditionRequired,
        *WRITTEN,
    ),
)
def change_indicator(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    indicator: IndicatorPath,
    expected: Expected,
    wanted: IndicatorChange,
) -> IndicatorView:
    service.change_indicator(session, manager, code, indicator, expected, wanted, settings_of(request).offered)
    return told(response, service.show_now(session, manager, reader.order, code, indicator, today))


@router.get(
    "/{indicator}/measurements",
    operation_id="listMeasurements",
    summary="What was measured, the latest recorded first",
    responses=responses(
        PlanNotFound, errors.IndicatorNotFound, DayOutOfBounds, InstantUnreadable, InvalidCursor, UnknownLanguage
    ),
)
def list_measurements(
    request: Request,
    response: Response,
    session: DbSession,
    reader: CurrentReader,
    code: PlanCode,
    indicator: IndicatorPath,
    moment: CurrentMoment,
    paging: Paging,
    period: PeriodQuery = None,
    agency: AgencyQuery = None,
) -> MeasurementPage:
    listed = service.browse_measurements(
        session,
        reader.order,
        code,
        indicator,
        period,
        agency,
        known_at=moment.known_at,
        after=paging.after,
        limit=paging.limit,
    )
    return MeasurementPage(items=listed.items, next=turn(request, response, listed.next))


@router.post(
    "/{indicator}/measurements",
    operation_id="createMeasurement",
    summary="Record a figure for a period, with its source",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        PlanNotFound,
        errors.IndicatorNotFound,
        UnknownPeriod,
        PeriodClosed,
        UnknownAgency,
        errors.AgencyNeeded,
        errors.AgencyIsClass,
        errors.NotExpected,
        errors.MeasuredOutsidePeriod,
        *FIGURES,
        UnknownLanguage,
    ),
)
def create_measurement(
    session: DbSession,
    measurer: Measurer,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    indicator: IndicatorPath,
    new: NewMeasurement,
) -> MeasurementView:
    return service.measure(session, measurer, reader.order, code, indicator, new, today)
