"""What can be done with indicators: one module a noun, one function an act."""

from app.plans.indicators.service.figures import Checked, check_figure, to_measure
from app.plans.indicators.service.measurements import browse_measurements, measure
from app.plans.indicators.service.reading import list_indicators, show_indicator, show_now
from app.plans.indicators.service.writing import add_indicator, change_indicator

__all__ = [
    "Checked",
    "add_indicator",
    "browse_measurements",
    "change_indicator",
    "check_figure",
    "list_indicators",
    "measure",
    "show_indicator",
    "show_now",
    "to_measure",
]
