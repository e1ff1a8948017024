"""A telephone number as the roster keeps it, and what is said of one that may not be dialled."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

NumberKind = Literal["mobile", "fixed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    e164: str = field(repr=False)
    """`+`, calling code and national number, digits only."""
    country: str
    """ISO 3166 alpha-2."""
    kind: NumberKind


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberRefused:
    """Neither text holds any digit of the number."""

    reason: str
    remedy: str


class Numbering(Protocol):
    """Knows which numbers exist and which of them we dial."""

    def read(self, text: str) -> Number | NumberRefused:
        """Of one number as people write it; never raises."""
        ...
