"""An exchange with one lane over any carrier, for tests of calls."""

from typing import cast

from fieldwork.exchange import Exchange, Trunk
from fieldwork.lane_gate import LaneGate
from fieldwork.ports import Carrier, Clock, Ledger
from fieldwork.reaching import Reaching
from inspection.lane.breaker import BreakerRule
from inspection.lane.lane import TELEPHONE, Lane
from inspection.lane.pace import Limit
from inspection.lane.price import Prices
from telephony.numbering import PhoneNumbering


def exchange_over(
    ledger: Ledger,
    clock: Clock,
    carrier: Carrier,
    *,
    calls_a_second: int = 1000,
    prices: Prices | None = None,
) -> Exchange:
    """Without leases, and no breaker: any number of workers may call at the same time, however
    often the carrier fails."""
    lane = Lane(
        name=TELEPHONE,
        limits={"voice": Limit(most=calls_a_second, seconds=1)},
        breaker=BreakerRule(least=1_000_000),
        prices=prices or Prices(),
        synthetic=carrier.takes_synthetic,
    )
    return Exchange(
        gate=LaneGate(ledger=ledger, clock=clock, lanes=[lane], holder="test", lasts=None),
        reaching=Reaching(lanes=(lane,), numbering=PhoneNumbering()),
        trunks={TELEPHONE: cast(Trunk, carrier)},
    )
