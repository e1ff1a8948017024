"""Whether a budget in money lets anything out at all: one that is smaller than what the cheapest
request may cost lets out nothing, today or ever."""

from collections.abc import Iterable, Iterator

from inspection.lane.budget import Span
from inspection.lane.lane import Lane
from inspection.lane.price import LONGEST_CALL_MINUTES, UNIT, shown_amount
from inspection.lane.state import Channel
from inspection.policy import PolicyRow

MONEY = {f"lane.money_a_{span}": span for span in Span}
_WORDS: dict[Channel, str] = {
    "voice": f"a call of {LONGEST_CALL_MINUTES} minutes",
    "text": "a text message",
}


def unaffordable(rows: Iterable[PolicyRow], lanes: Iterable[Lane]) -> Iterator[str]:
    """A line for each lane and channel that a budget of these rows would shut for good."""
    told = list(lanes)
    for row in rows:
        if row.key not in MONEY or not row.value.isdecimal() or int(row.value) == 0:
            continue
        for lane in told:
            yield from _shut(row, lane)


def _shut(row: PolicyRow, lane: Lane) -> Iterator[str]:
    for channel, what in _WORDS.items():
        cost = lane.cheapest(channel) if channel in lane.limits else None
        if cost is None or cost <= int(row.value) * UNIT:
            continue
        price = shown_amount(cost, lane.prices.currency)
        yield (
            f"{row.key} from {row.valid_from}: {row.value} is less than what the cheapest request"
            f" on lane {lane.name} may cost: {price} for {what}, so that none would ever leave;"
            f" expected at least {-(-cost // UNIT)}, or 0 for no limit"
        )
