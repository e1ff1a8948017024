"""What calls and text messages cost, by the beginning of the number, as an operator has set it.

Amounts are whole ten-thousandths of the lane's currency: sums stay exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

UNIT = 10_000
LONGEST_CALL_MINUTES = 10
"""The carrier ends a call after so long."""
_MOST = 1_000 * UNIT


class PriceUnreadable(ValueError):
    """Says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """A call that is answered costs `call` once and `minute` for each minute begun; a text `text` a
    part."""

    call: int = 0
    minute: int = 0
    text: int = 0

    @property
    def of_longest_call(self) -> int:
        return self.call + self.minute * LONGEST_CALL_MINUTES

    def of_text(self, parts: int) -> int:
        return self.text * parts


@dataclass(frozen=True, kw_only=True)
class Prices:
    """`by_prefix`: + and digits; the longest that a number begins with counts."""

    currency: str = ""
    by_prefix: Mapping[str, Price] = field(default_factory=dict)

    def of(self, number: str) -> Price | None:
        """None where no price is known."""
        fitting = (prefix for prefix in self.by_prefix if number.startswith(prefix))
        longest = max(fitting, key=len, default=None)
        return None if longest is None else self.by_prefix[longest]


def did_cost(most: int, per_minute: int, seconds: int) -> int:
    """What a call did cost that was taken to cost `most`; nothing where nobody answered."""
    if seconds <= 0:
        return 0
    begun = min(-(-seconds // 60), LONGEST_CALL_MINUTES)
    return most - per_minute * (LONGEST_CALL_MINUTES - begun)


def read_amount(text: str) -> int:
    """Of `0.0120` and the like. Raises PriceUnreadable."""
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        amount = Decimal(-1)
    exact = amount * UNIT
    if not amount.is_finite() or not 0 <= exact <= _MOST or exact != exact.to_integral_value():
        raise PriceUnreadable(
            "expected an amount from 0 to 1000 with at most four decimals, such as 0.0120"
        )
    return int(exact)


def shown_amount(amount: int, currency: str) -> str:
    """With two decimals at least; four where they are needed."""
    whole, rest = divmod(amount, UNIT)
    decimals = f"{rest:04d}"
    decimals = decimals[:2] if decimals.endswith("00") else decimals
    return f"{whole}.{decimals} {currency}".strip()
