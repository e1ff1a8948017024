"""Numbers and words of an expression: how one becomes the other.

The rules are XPath 1.0's with the habits of ODK's engine: blank words are no number, a comma
counts as a decimal point, whole numbers are written without a point.
"""

import math
from datetime import datetime, tzinfo

from inspection.questionnaire import moment
from inspection.questionnaire.fault import NotEvaluable

Scalar = str | float | bool | datetime
"""A value of an expression; datetimes are aware, in the zone of the dialogue."""

NAN = math.nan
_NEARLY = 1e-12
_NUMERIC = frozenset("0123456789.-")


def number(value: Scalar) -> float:
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, datetime):
        return float(moment.days(value))
    return read(value)


def read(words: str) -> float:
    """NaN unless `words` are digits, a sign and a point: no exponents, no infinity."""
    stripped = words.strip(moment.BLANKS).replace(",", ".")
    if not stripped or not _NUMERIC.issuperset(stripped):
        return NAN
    try:
        return float(stripped)
    except ValueError:
        return NAN


def boolean(value: Scalar) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > _NEARLY and not math.isnan(value)
    if isinstance(value, datetime):
        return True
    return bool(value)


def words(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _written(value)
    if isinstance(value, datetime):
        return moment.iso_date(value)
    return value


def equal(one: Scalar, other: Scalar) -> bool:
    """Truth wins over number, number over words."""
    if isinstance(one, bool) or isinstance(other, bool):
        return boolean(one) == boolean(other)
    if isinstance(one, float) or isinstance(other, float):
        return abs(number(one) - number(other)) < _NEARLY
    return words(one) == words(other)


def whole(value: Scalar) -> float:
    """The number without its fraction."""
    amount = number(value)
    if math.isnan(amount) or math.isinf(amount):
        return amount
    return float(math.trunc(amount)) if amount >= 1 or amount <= -1 else math.copysign(0, amount)


def index(value: Scalar) -> int:
    """A position: 0 for what is no number, as ODK's engine has it."""
    amount = number(value)
    if math.isnan(amount):
        return 0
    return max(min(math.trunc(max(min(amount, 2.0**40), -(2.0**40))), 2**31 - 1), -(2**31))


def date(value: Scalar, zone: tzinfo, *, with_time: bool) -> Scalar:
    """A date from words, a number of days or a date; what is blank or no number stays as it is.

    Raises NotEvaluable for words that are no date and for numbers beyond any calendar.
    """
    if isinstance(value, bool):
        raise NotEvaluable("yes or no is no date")
    if isinstance(value, datetime):
        return value if with_time else moment.midnight(value)
    if isinstance(value, float):
        if math.isnan(value):
            return value
        if abs(value) > 2**31:
            raise NotEvaluable("a number beyond any calendar is no date")
        if with_time:
            return moment.from_days(value, zone)
        return moment.day(int(whole(value)), zone)
    if not value:
        return value
    return moment.parse(value, zone)


def java(value: float) -> str:
    """A double as Java writes it: 2.5, 1.0E7, 1.0E-4, Infinity."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0.0"
    if 1e-3 <= abs(value) < 1e7:
        plain = repr(value)
        return plain if "e" not in plain else f"{value:f}"
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        mantissa, exponent = _scientific(mantissa)
    whole_part, _, fraction = mantissa.partition(".")
    return f"{whole_part}.{fraction or '0'}E{int(exponent)}"


def _scientific(plain: str) -> tuple[str, str]:
    """The digits of a plain number with one digit before the point, and its power of ten."""
    sign = "-" if plain.startswith("-") else ""
    before, _, after = plain.removeprefix("-").partition(".")
    digits = (before + after).lstrip("0")
    power = len(before) - 1 if before.strip("0") else -(len(after) - len(after.lstrip("0")) + 1)
    digits = digits.rstrip("0") or "0"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}", str(power)


def _written(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if abs(value) < _NEARLY:
        return "0"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    nearest = max(min(math.trunc(value), 2**31 - 1), -(2**31))
    return str(nearest) if abs(value - nearest) < _NEARLY else java(value)
