"""What stands in for the public beacon over a stretch of slots, as it was declared before them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FallbackKind = Literal["dice", "none", "usual"]
"""`usual`: the beacon of the settings, which ends what was declared before."""
LEAST_DICE = 20
"""With six sides 51 bits: who knows the codes cannot try all throws in time."""


@dataclass(frozen=True, kw_only=True)
class Fallback:
    """From the slot that opens at `first` to the one that opens at `last`, both included."""

    draw: str
    kind: FallbackKind
    first: datetime
    last: datetime
    reason: str
    by: str
    """An inspector's id."""
    declared_at: datetime


def in_force(fallbacks: Iterable[Fallback], opens_at: datetime) -> FallbackKind:
    """What holds for a slot: the latest declaration decides. They are given in their order."""
    kind: FallbackKind = "usual"
    for one in fallbacks:
        if one.first <= opens_at <= one.last:
            kind = one.kind
    return kind


def read_dice(typed: str) -> str:
    """The thrown numbers in one spelling, such as `3 1 4 1 5`: commas and spaces do not matter.

    Raises ValueError on anything but whole numbers, and on too few of them."""
    numbers = re.split(r"[\s,;]+", unicodedata.normalize("NFKC", typed).replace("、", " ").strip())
    if not all(re.fullmatch("[1-9][0-9]?", number) for number in numbers):
        raise ValueError("dice are numbers from 1 to 99 with spaces between, such as 3 1 4 1 5 6")
    if len(numbers) < LEAST_DICE:
        raise ValueError(
            f"{len(numbers)} numbers were entered; expected {LEAST_DICE} or more, so that nobody"
            " can try all throws"
        )
    return " ".join(numbers)
