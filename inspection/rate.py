"""How likely a unit is to be picked in one slot. Whole numbers only: parts per billion."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

PPB = 10**9
_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)
_ONE = Decimal(1)


def pi_ppb(
    *, rate_milli: int, weight_ppb: int, remaining_ppb: int, floor_ppb: int, covered: bool
) -> int:
    """The inclusion probability of one unit in one slot, in parts per billion.

    rate_milli: contacts a cycle x 1000. weight_ppb: this slot's share of the unit's cycle;
    remaining_ppb: the share left, this slot included; floor_ppb: the share left from which a unit
    not yet covered in its cycle gets an additional chance, which reaches certainty in the cycle's
    last slot. Never below the base chance 1 - exp(-rate x weight), covered or not: having been
    checked makes nobody safer. Raises ValueError on numbers that no cycle can have.
    """
    _check(rate_milli, weight_ppb, remaining_ppb, floor_ppb)
    p = _base_ppb(rate_milli, weight_ppb)
    if covered or remaining_ppb > floor_ppb:
        return p
    return _with_floor(p, weight_ppb, remaining_ppb)


@lru_cache(maxsize=4096)
def floor_ppb(floor_days: int, cycle_days: int) -> int:
    """The last `floor_days` of a cycle as a share of it, in parts per billion."""
    if not 0 <= floor_days <= cycle_days or cycle_days < 1:
        raise ValueError(f"a floor of {floor_days} days does not fit a cycle of {cycle_days} days")
    return round(Fraction(floor_days * PPB, cycle_days))


@lru_cache(maxsize=4096)
def _base_ppb(rate_milli: int, weight_ppb: int) -> int:
    x = Decimal(rate_milli * weight_ppb).scaleb(-12, context=_EXACT)
    p = _EXACT.subtract(_ONE, _EXACT.exp(_EXACT.minus(x)))
    return _whole(_EXACT.multiply(p, Decimal(PPB)))


@lru_cache(maxsize=65536)
def _with_floor(p_ppb: int, weight_ppb: int, remaining_ppb: int) -> int:
    base_left = _EXACT.subtract(_ONE, Decimal(p_ppb).scaleb(-9, context=_EXACT))
    share = _EXACT.divide(Decimal(weight_ppb), Decimal(remaining_ppb))
    pi = _EXACT.subtract(_ONE, _EXACT.multiply(base_left, _EXACT.subtract(_ONE, share)))
    return _whole(_EXACT.multiply(pi, Decimal(PPB)))


def _whole(value: Decimal) -> int:
    return int(value.quantize(_ONE, context=_EXACT))


def _check(rate_milli: int, weight_ppb: int, remaining_ppb: int, floor_ppb: int) -> None:
    if rate_milli < 0:
        raise ValueError(f"rate_milli is {rate_milli}; a rate is 0 or more")
    if not 0 < weight_ppb <= PPB:
        raise ValueError(f"weight_ppb is {weight_ppb}; a slot's share is between 1 and {PPB}")
    if not weight_ppb <= remaining_ppb <= PPB:
        raise ValueError(
            f"remaining_ppb is {remaining_ppb}; it includes this slot's {weight_ppb}"
            f" and is at most {PPB}"
        )
    if not 0 <= floor_ppb <= PPB:
        raise ValueError(f"floor_ppb is {floor_ppb}; it is between 0 and {PPB}")
