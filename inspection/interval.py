"""How sure a share is: Wilson's interval, and how many answers a narrower one would need.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
(1927). With weights and clusters it is taken at the effective number of answers.
"""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""The normal distribution's 97.5 % point: an interval of 95 %."""
_MOST = 10**9


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Shares from 0 to 1."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2


def wilson(share: float, n: float, z: float = Z95) -> Interval:
    """Of a share among `n` answers; `n` may be a fraction, as an effective number is.

    Raises ValueError unless 0 <= share <= 1 and n > 0.
    """
    if not 0 <= share <= 1 or n <= 0:
        raise ValueError("an interval needs a share from 0 to 1 and more than 0 answers")
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    middle, scale = share + z * z / (2 * n), 1 + z * z / n
    low, high = (middle - spread) / scale, (middle + spread) / scale
    # Rounding alone may carry an end beyond the share, or beyond what a share can be.
    return Interval(low=max(0.0, min(low, share)), high=min(1.0, max(high, share)))


def n_needed(share: float, half_width: float, z: float = Z95) -> int:
    """The least number of answers at which Wilson's interval around `share` is no wider.

    Raises ValueError unless 0 < half_width < 1.
    """
    if not 0 < half_width < 1:
        raise ValueError("a margin is more than 0 and less than 1")
    low, high = 0, 1
    while high < _MOST and wilson(share, high, z).half_width > half_width:
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        if wilson(share, middle, z).half_width > half_width:
            low = middle
        else:
            high = middle
    return high
