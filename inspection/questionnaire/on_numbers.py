"""Functions on numbers, and those that say yes or no."""

import math
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

from inspection.questionnaire import moment
from inspection.questionnaire.amount import NAN, Scalar, boolean, index, java, number, whole
from inspection.questionnaire.function import Plain, plain
from inspection.questionnaire.scene import Scene

_MOST_PLACES = 30
_EXACT = Context(prec=400)
"""Holds the largest double with all places that it can be rounded to."""


def rounded(scene: Scene, value: Scalar, places: Scalar = 0.0) -> Scalar:
    """Half goes up, as in a spreadsheet; a negative half goes towards zero."""
    amount, digits = number(value), index(places)
    if math.isnan(amount) or math.isinf(amount):
        return amount
    if abs(digits) > _MOST_PLACES:
        return NAN
    if digits >= 0:
        way = ROUND_HALF_DOWN if amount < 0 else ROUND_HALF_UP
        step = Decimal(1).scaleb(-digits)
        return float(Decimal(java(amount)).quantize(step, rounding=way, context=_EXACT))
    scaled = float(Decimal(java(amount)).scaleb(digits))
    return float(Decimal(math.trunc(scaled + 0.5)).scaleb(-digits))


def power(scene: Scene, base: Scalar, exponent: Scalar) -> Scalar:
    return _safe(math.pow, _real(base), _real(exponent))


def _real(value: Scalar) -> float:
    """A date counts with its time of day here, from midnight of 1970-01-01 in its own zone."""
    return moment.local_fraction(value) if isinstance(value, datetime) else number(value)


def _safe(compute: Callable[..., float], *values: float) -> float:
    try:
        return compute(*values)
    except ValueError:
        return NAN
    except OverflowError:
        return math.inf


def _real_function(compute: Callable[[float], float]) -> Plain:
    return plain(lambda scene, value: _safe(compute, _real(value)), 1)


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _log10(value: float) -> float:
    return -math.inf if value == 0 else math.log10(value)


ON_NUMBERS: dict[str, Plain] = {
    "number": plain(lambda scene, value: number(value), 1),
    "int": plain(lambda scene, value: whole(value), 1),
    "round": plain(rounded, 1, 2),
    "pow": plain(power, 2),
    "abs": _real_function(abs),
    "sqrt": _real_function(math.sqrt),
    "exp": _real_function(math.exp),
    "log": _real_function(_log),
    "log10": _real_function(_log10),
    "pi": plain(lambda scene: math.pi, 0),
    "random": plain(lambda scene: scene.random(), 0, drawn=True),
    "true": plain(lambda scene: True, 0),
    "false": plain(lambda scene: False, 0),
    "boolean": plain(lambda scene, value: boolean(value), 1),
    "not": plain(lambda scene, value: not boolean(value), 1),
}
