"""Numbers and days as a file writes them."""

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal

#: Longer numbers are written as the machine has them.
_LONG = 24


def number(value: Decimal | int, locale: str = "vi") -> str:
    """Every digit of it, with the separators of the language."""
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > _LONG:
        return str(exact)
    return str(format_decimal(exact, format="#,##0.##########", locale=locale, decimal_quantization=False))


def percent(share: Decimal) -> str:
    """A share of 0 to 1, to two places, in Vietnamese."""
    return f"{number((100 * share).quantize(Decimal('0.01')).normalize())}%"


def day(on: date) -> str:
    """15/01/2020"""
    return f"{on.day:02}/{on.month:02}/{on.year}"


def written_day(on: date) -> str:
    """ngày 15 tháng 01 năm 2020: days below 10 and the months 1 and 2 with a nought, as the decree has it."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def moment(at: datetime) -> str:
    """09 giờ 00 phút ngày 15/01/2020"""
    return f"{at.hour:02} giờ {at.minute:02} phút {written_day(at.date())}"
