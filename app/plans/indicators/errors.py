"""What this room refuses, by name."""

from pydantic_core import PydanticCustomError

from app.core.errors import Conflict, Invalid, N_, NotFound


class IndicatorNotFound(NotFound):
    code = "indicator-not-found"
    title = N_("The plan has no indicator {indicator}.")


class IndicatorCodeTaken(Conflict):
    code = "indicator-code-taken"
    title = N_("The plan has an indicator {indicator} already.")


class ConditionTwice(Invalid):
    code = "condition-twice"
    title = N_("The condition {condition} occurs twice.")


class RatioInPercent(Invalid):
    code = "ratio-in-percent"
    title = N_("What is combined as a ratio is in the unit “percent”.")


class TargetOutOfBounds(Invalid):
    code = "target-out-of-bounds"
    title = N_("A target and a baseline in percent lie between 0 and 100.")


class WordingNeeded(Invalid):
    code = "wording-needed"
    title = N_("An indicator of the plan gives the plan's words, and one of an administrator has none.")


class ReasonNeeded(Invalid):
    code = "reason-needed"
    title = N_("Say why: what the indicator asked for before stays known.")


class UnknownIndicator(Invalid):
    code = "unknown-indicator"
    title = N_("The plan has no indicator {indicator}.")


class UnknownCondition(Invalid):
    code = "unknown-condition"
    title = N_("The indicator {indicator} has no condition {condition}. It has: {conditions}.")


class UnitMismatch(Invalid):
    code = "unit-mismatch"
    title = N_("The measurement is in {unit}, the indicator in {expected}.")


class PercentageOutOfBounds(Invalid):
    code = "percentage-out-of-bounds"
    title = N_("A percentage lies between 0 and 100.")


class NumeratorOutOfBounds(Invalid):
    code = "numerator-out-of-bounds"
    title = N_("The numerator must not be negative, nor greater than the denominator.")


class DenominatorNought(Invalid):
    code = "denominator-nought"
    title = N_("The denominator is nought: there is nothing that a share could be of. Leave the figure out, and say so in words.")


class RatioIncomplete(Invalid):
    code = "ratio-incomplete"
    title = N_("Give both numerator and denominator, or neither.")


class RatioContradicts(Invalid):
    code = "ratio-contradicts"
    title = N_("The percentage is not what numerator and denominator give.")


class RatioNotAsked(Invalid):
    code = "ratio-not-asked"
    title = N_("The condition {condition} is no ratio: give a value alone.")


class MeasurementEmpty(Invalid):
    code = "measurement-empty"
    title = N_("The measurement has no value.")


class MeasuredOutsidePeriod(Invalid):
    code = "measured-outside-period"
    title = N_("{on} does not lie in the period {period}, or is still to come.")


class AgencyIsClass(Invalid):
    code = "agency-is-class"
    title = N_("{agency} is a class of agencies: name the body itself.")


class NotExpected(Conflict):
    code = "not-expected"
    title = N_("The indicator {indicator} expects no figure from {agency}.")


class AgencyNeeded(Invalid):
    code = "agency-missing"
    title = N_("Say for which agency this is.")


#: What the rules call these mistakes.
BY_RULE: dict[str, type[Invalid]] = {
    "unit_mismatch": UnitMismatch,
    "percentage_out_of_bounds": PercentageOutOfBounds,
    "numerator_out_of_bounds": NumeratorOutOfBounds,
    "ratio_incomplete": RatioIncomplete,
    "ratio_contradicts": RatioContradicts,
    "measurement_empty": MeasurementEmpty,
}


def of(mistake: PydanticCustomError, pointer: str) -> Invalid:
    """The refusal for what the rules say of a figure."""
    return BY_RULE[mistake.type](pointer=pointer, **(mistake.context or {}))
