"""The order of choices that a form wants shuffled.

The generator is Park and Miller's (Communications of the ACM 31, 1988) and the shuffle Fisher and
Yates' from the inside out, as in ODK's engine: the same seed gives the same order there and here.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
T = TypeVar("T")


def shuffled(things: Sequence[T], seed: int) -> list[T]:
    order: list[T] = []
    for last, (thing, chance) in enumerate(zip(things, _chances(seed), strict=False)):
        other = int(chance * (last + 1))
        order.append(thing)
        order[last], order[other] = order[other], order[last]
    return order


def _chances(seed: int) -> Iterator[float]:
    """From 0 to below 1."""
    state = seed % _MODULUS if seed >= 0 else -(-seed % _MODULUS)
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * _MULTIPLIER % _MODULUS
        yield (state - 1) / (_MODULUS - 1)
