"""Functions on numbers, and those that say yes or no."""

import math
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from inspection.questionnaire import moment
from inspection.questionnaire.amount import NAN, Scalar, boolean, index, java, number, whole
from inspection.questionnaire.function import Plain, Special, plain, special
from inspection.questionnaire.scene import Scene, Spot
from inspection.questionnaire.syntax import Expression, Path

if TYPE_CHECKING:
    from inspection.questionnaire.expression import Maker

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
        return float(Decimal(java(amount)).quantize(step, rounding=way, context=_EXACT)) + 0.0
    scaled = float(Decimal(java(amount)).scaleb(digits))
    return float(Decimal(math.trunc(scaled + 0.5)).scaleb(-digits)) + 0.0


def _real(maker: "Maker", expression: Expression) -> Callable[[Scene, Spot | None], float]:
    """A date that is computed counts with its time of day, from midnight of 1970-01-01 in its own
    zone; one that a leaf holds counts in whole days. Both as ODK's engine has it."""
    run = maker.run(expression)
    if isinstance(expression, Path):
        return lambda scene, spot: number(run(scene, spot))
    return lambda scene, spot: _exact(run(scene, spot))


def _exact(value: Scalar) -> float:
    return moment.local_fraction(value) if isinstance(value, datetime) else number(value)


def _power(base: float, exponent: float) -> float:
    """As Java has it, where Python takes 1 to be the power of 1 whatever the exponent."""
    if math.isnan(exponent) or (abs(base) == 1 and math.isinf(exponent)):
        return NAN
    odd = math.isfinite(exponent) and exponent % 2 == 1
    endless = math.copysign(math.inf, base) if odd else math.inf
    if base == 0 and exponent < 0:
        return endless
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return endless


def _safe(compute: Callable[..., float], *values: float) -> float:
    try:
        return compute(*values)
    except ValueError:
        return NAN
    except OverflowError:
        return math.inf


def _real_function(compute: Callable[..., float], takes: int = 1) -> Special:
    def make(
        maker: "Maker", given: tuple[Expression, ...]
    ) -> Callable[[Scene, Spot | None], Scalar]:
        runs = [_real(maker, one) for one in given]
        return lambda scene, spot: _safe(compute, *[run(scene, spot) for run in runs])

    return special(make, takes)


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _log10(value: float) -> float:
    return -math.inf if value == 0 else math.log10(value)


ON_NUMBERS: dict[str, Plain | Special] = {
    "number": plain(lambda scene, value: number(value), 1),
    "int": plain(lambda scene, value: whole(value), 1),
    "round": plain(rounded, 1, 2),
    "pow": _real_function(_power, 2),
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
