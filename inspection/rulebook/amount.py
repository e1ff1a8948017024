"""How much presence is asked for: a share of the days, or so many of them."""

import re
from dataclasses import dataclass
from fractions import Fraction

_SHARE = re.compile(r"([1-9]\d{0,2})/([1-9]\d{0,2})", re.ASCII)
_DAYS = re.compile(r"\d{1,3}", re.ASCII)


class AmountUnreadable(ValueError):
    """The text names neither a share nor days."""


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A share of a period's days (0 < share <= 1), or a number of days where there is no share."""

    share: Fraction | None = None
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Amount":
        """Reads `2/3` as a share and `20` as days. Raises AmountUnreadable."""
        text = text.strip()
        shared = _SHARE.fullmatch(text)
        if shared is not None and int(shared[1]) <= int(shared[2]):
            return cls(share=Fraction(int(shared[1]), int(shared[2])))
        if _DAYS.fullmatch(text) and int(text) <= 366:
            return cls(days=int(text))
        raise AmountUnreadable(
            f"{text!r} is neither a share of the days up to 1/1, such as 2/3, nor 0 to 366 days"
        )

    def text(self) -> str:
        """As `parse` reads it."""
        if self.share is None:
            return str(self.days)
        return f"{self.share.numerator}/{self.share.denominator}"

    def of(self, days: int) -> int:
        """How many of a period's `days` are asked for; a part of a day counts as one."""
        return self.days if self.share is None else -int(-self.share * days // 1)
