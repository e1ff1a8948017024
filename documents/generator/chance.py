"""The generator's dice: seeded by text, the same on every machine and Python version."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Built on `Random.random()` alone, whose numbers Python promises never to change."""

    def __init__(self, *seed: object) -> None:
        self._random = Random("|".join(map(str, seed)))  # noqa: S311 - invents people, draws nobody

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, least: int, most: int) -> int:
        """Both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def one_of(self, things: Sequence[T]) -> T:
        return things[int(self._random.random() * len(things))]
