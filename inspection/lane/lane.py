"""A lane: one way out, as an operator has set it up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from inspection.lane.breaker import BreakerRule
from inspection.lane.pace import Limit
from inspection.lane.price import Price, Prices
from inspection.lane.state import Channel
from inspection.number import Number, NumberKind

_BOTH: frozenset[NumberKind] = frozenset({"mobile", "fixed"})
CHAT = "chat"
"""The name of the lane that is the bot."""
TELEPHONE = "telephone"
"""The name of the lane that is the caller number of the settings."""
DIALLED: Mapping[Channel, frozenset[NumberKind]] = {
    "voice": _BOTH,
    "text": frozenset({"mobile"}),
}
"""Channel -> the kinds of number that it may reach at all. No other kind is ever read as a number:
emergency, short, premium and shared-cost numbers never come so far."""


@dataclass(frozen=True, kw_only=True)
class Lane:
    name: str
    limits: Mapping[Channel, Limit]
    """The channels that it has, and how fast each may go."""
    at_once: int = 1000
    """Calls under way on it."""
    prices: Prices = field(default_factory=Prices)
    setup: str = ""
    """A mark of account, secret, number and address: it changes with them, and tells none."""
    countries: frozenset[str] = frozenset()
    """Those it serves; none named: all."""
    regions: tuple[str, ...] = ()
    """Beginnings of the codes of places that it serves; none named: all."""
    kinds: frozenset[NumberKind] = _BOTH
    unreached: Mapping[tuple[Channel, str], str] = field(default_factory=dict)
    """(channel, country) -> why the provider reaches nobody there."""
    breaker: BreakerRule = field(default_factory=BreakerRule)
    synthetic: bool = False
    """Whether invented numbers may be dialled: only where no real telephone can ring."""

    def price_of(self, number: str) -> Price | None:
        return self.prices.of(number)

    def cheapest(self, channel: Channel) -> int | None:
        """What a request may cost at most where it costs least, in ten-thousandths of the currency;
        None where no price is known at all."""
        if channel == "chat":
            return 0
        prices = self.prices.by_prefix.values()
        costs = (one.of_text(1) if channel == "text" else one.of_longest_call for one in prices)
        return min(costs, default=None)

    def why_not(self, channel: Channel, number: Number, *, synthetic: bool, region: str) -> str:
        """Why nobody with such a number can be reached on it; "" if somebody can. It holds no digit
        of the number."""
        if channel not in self.limits:
            return f"it has no {channel} channel"
        if synthetic and not self.synthetic:
            return "an invented number, and this lane reaches real telephones"
        if number.kind not in self.kinds & DIALLED[channel]:
            return f"it does not reach {_KINDS[number.kind]} by {channel}"
        if self.countries and number.country not in self.countries:
            return f"it does not serve {number.country}"
        if self.regions and not region.startswith(self.regions):
            return "it does not serve this region"
        return self.unreached.get((channel, number.country), "")


_KINDS: Mapping[NumberKind, str] = {"mobile": "mobile lines", "fixed": "fixed lines"}


@dataclass(frozen=True, kw_only=True)
class Unreachable:
    """No lane reaches a number. `why` holds no digit of it."""

    why: str


def reaching(
    lanes: Collection[Lane], channel: Channel, number: Number, *, synthetic: bool, region: str
) -> tuple[Lane, ...] | Unreachable:
    """The lanes that reach a number, in the order in which they are set up."""
    reasons: dict[str, str] = {}
    found = []
    for lane in lanes:
        why = lane.why_not(channel, number, synthetic=synthetic, region=region)
        if why:
            reasons[lane.name] = why
        else:
            found.append(lane)
    if found:
        return tuple(found)
    having = [lane.name for lane in lanes if channel in lane.limits]
    if len(having) == 1:
        return Unreachable(why=reasons[having[0]])
    told = [f"{name}: {reasons[name]}" for name in having]
    return Unreachable(why="; ".join(told) or f"there is no lane for {channel}")
