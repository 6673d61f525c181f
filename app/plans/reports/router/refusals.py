"""Refusals that several routes have in common."""

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.facts.periods import PeriodClosed
from app.plans.indicators import errors as figures
from app.plans.reports import errors
from app.plans.structure.errors import PlanNotFound

CHANGED = (PlanNotFound, errors.ReportNotFound, PeriodClosed, PreconditionFailed, PreconditionRequired, UnknownLanguage)
DATED = (errors.DayForManagers, errors.DayInFuture, errors.DayBeforePeriod, errors.DayBeforeLastStep)
FIGURES = (
    figures.UnknownIndicator,
    figures.UnknownCondition,
    errors.FigureTwice,
    figures.UnitMismatch,
    figures.PercentageOutOfBounds,
    figures.NumeratorOutOfBounds,
    figures.DenominatorNought,
    figures.RatioIncomplete,
    figures.RatioContradicts,
    figures.RatioNotAsked,
    figures.MeasurementEmpty,
)
