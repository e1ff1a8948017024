"""Lanes as tests of workflows want them, and a gate for each."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fieldwork.lane_gate import Errand, LaneGate
from fieldwork.ports import NotPlaced, Outcome, Placed
from inspection.lane.lane import Lane
from inspection.lane.pace import Limit
from inspection.lane.price import Price, Prices
from inspection.lane.verdict import Go, Verdict
from inspection.policy import PolicyRow
from mingcha.clock import SteppedClock
from storage.store import Store

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
NUMBER = "+8613900000001"
ABROAD = "+254700000000"
TAKEN = Placed(provider_id="CA1")
NO_ACCOUNT = NotPlaced(code="20003", operator=True, lane="account")
PRICES = Prices(currency="CNY", by_prefix={"+86": Price(call=1_000, minute=2_000, text=500)})
NORTH = Lane(
    name="north",
    limits={"voice": Limit(most=1, seconds=1), "text": Limit(most=1, seconds=1)},
    prices=PRICES,
    setup="one",
)


class Gates:
    """One lane, its gate, and a clock that stands until it is moved."""

    def __init__(self, store: Store, lane: Lane = NORTH, *, holder: str = "worker one") -> None:
        self.store, self.lane = store, lane
        self.clock = SteppedClock(NINE)
        self.gate = self.of(holder)

    def of(self, holder: str) -> LaneGate:
        return LaneGate(
            ledger=self.store.ledger, clock=self.clock, lanes=[self.lane], holder=holder
        )

    def policy(self, **values: int) -> None:
        with self.store.ledger.write() as book:
            for key, value in values.items():
                row = PolicyRow(
                    region="",
                    key=f"lane.{key}",
                    value=str(value),
                    valid_from=date(2026, 1, 1),
                )
                book.policy.set(row)

    def admit(self, token: str, number: str = NUMBER, *, text: bool = False) -> Verdict:
        errand = Errand(channel="text" if text else "voice", token=token, number=number)
        with self.store.ledger.write() as book:
            return self.gate.admit(book, self.lane.name, errand, self.clock.now())

    def hear(self, outcome: Outcome, token: str, *, text: bool = False) -> None:
        errand = Errand(channel="text" if text else "voice", token=token, number=NUMBER)
        with self.store.ledger.write() as book:
            self.gate.record(book, self.lane.name, errand, outcome, self.clock.now())

    def calls(self, token: str, outcome: Outcome = TAKEN) -> None:
        """One call a second."""
        self.after(seconds=1)
        assert isinstance(self.admit(token), Go)
        self.hear(outcome, token)

    def after(self, **time: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**time))
