"""A budget: so many requests, and so much money, in a minute, a day and a month. It stops.

What a call may cost at most is taken when it leaves; what it did not cost is given back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from inspection.lane.price import UNIT
from inspection.lane.verdict import Go, Hold, Reason, Verdict

NEARLY = 80
"""Percent of a budget at which somebody is told."""


class Span(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Use:
    """`money` in ten-thousandths of the currency."""

    requests: int = 0
    money: int = 0


Spent = Mapping[Span, Use]


@dataclass(frozen=True, kw_only=True)
class Ration:
    """What one span allows; 0 is no limit. `money` in ten-thousandths of the currency."""

    requests: int = 0
    money: int = 0


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Days and months are local: naive datetimes never come here."""

    rations: Mapping[Span, Ration] = field(default_factory=dict)

    @property
    def limits_money(self) -> bool:
        return any(ration.money for ration in self.rations.values())

    def ask(self, cost: int | None, spent: Spent, now: datetime) -> Verdict:
        """`now` in the office's zone; `cost` None where no price is known. Holds until the latest
        end of the spans that are used up."""
        if cost is None and self.limits_money:
            return Hold(until=end_of(Span.DAY, now), why=Reason.PRICE)
        full = [span for span in self.rations if self._over(span, cost or 0, spent)]
        if not full:
            return Go()
        longest = max(full, key=lambda span: end_of(span, now))
        return Hold(until=end_of(longest, now), why=Reason.BUDGET, about=longest.value)

    def percent(self, span: Span, spent: Spent) -> int:
        """How much of a span's budget is used, by requests or money, whichever is more."""
        ration, use = self.rations.get(span, Ration()), spent.get(span, Use())
        shares = [
            100 * used // allowed
            for used, allowed in ((use.requests, ration.requests), (use.money, ration.money))
            if allowed
        ]
        return max(shares, default=0)

    def left(self, span: Span, spent: Spent) -> tuple[int | None, int | None]:
        """Requests and money; None where there is no limit."""
        ration, use = self.rations.get(span, Ration()), spent.get(span, Use())
        return (
            max(ration.requests - use.requests, 0) if ration.requests else None,
            max(ration.money - use.money, 0) if ration.money else None,
        )

    def _over(self, span: Span, cost: int, spent: Spent) -> bool:
        ration, use = self.rations[span], spent.get(span, Use())
        if ration.requests and use.requests + 1 > ration.requests:
            return True
        return bool(ration.money) and use.money + cost > ration.money


def budget_of(requests: tuple[int, int, int], money: tuple[int, int, int]) -> Budget:
    """Of a minute, a day and a month; `money` in whole units of the currency; 0 is no limit."""
    return Budget(
        rations={
            span: Ration(requests=count, money=amount * UNIT)
            for span, count, amount in zip(Span, requests, money, strict=True)
            if count or amount
        }
    )


def period_of(span: Span, now: datetime) -> str:
    """The name of the span that `now` lies in, such as 2026-03-02T09:15, 2026-03-02 or 2026-03."""
    return now.isoformat()[: {Span.MINUTE: 16, Span.DAY: 10, Span.MONTH: 7}[span]]


def periods(now: datetime) -> Iterator[tuple[Span, str]]:
    return ((span, period_of(span, now)) for span in Span)


def end_of(span: Span, now: datetime) -> datetime:
    """When the next one begins, in the zone of `now`."""
    if span is Span.MINUTE:
        return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if span is Span.DAY:
        return midnight + timedelta(days=1)
    return (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)
