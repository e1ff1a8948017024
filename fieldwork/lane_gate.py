"""The gate of the lanes: asked before each request, told what became of it.

What it decides on is in the store and changed within the caller's own unit of work, so that a
restart, or another worker, goes on where this one was. A lane is sent on by one worker at a time:
whoever holds its lease.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, LaneRequest
from fieldwork.lane_alerts import spent_out, tell_spending, tell_spent_out, tell_turn
from fieldwork.lane_rules import office_time, rules_of_lane
from fieldwork.ports import Clock, Ledger, NotPlaced, Outcome, Uncertain
from fieldwork.tenure import Tenure
from inspection.lane.budget import Span, Spent, Use, period_of
from inspection.lane.downtime import ended
from inspection.lane.lane import Lane
from inspection.lane.outcome import (
    LaneOutcome,
    Refused,
    Taken,
    TooFast,
    Turn,
    Unclear,
    recorded,
)
from inspection.lane.price import Price
from inspection.lane.state import Channel, LaneRules, LaneState, Request
from inspection.lane.verdict import Go, Hold, Reason, Verdict

LEASE_LASTS = timedelta(seconds=30)
"""So long after a worker died another one sends on its lanes."""
LONGEST_CALL = timedelta(minutes=31)
"""A call that was not heard of for so long is no longer counted as going on."""
_MINUTES_KEPT = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What is to leave. `number` decides on its price alone, and is kept nowhere."""

    channel: Channel
    token: str = ""
    number: str = field(default="", repr=False)
    parts: int = 1
    """Of a text message."""

    def cost(self, price: Price | None) -> tuple[int | None, int]:
        """At most, and for each minute; None where there is no price."""
        if self.channel == "chat":
            return 0, 0
        if price is None:
            return None, 0
        if self.channel == "text":
            return price.of_text(self.parts), 0
        return price.of_longest_call, price.minute


@dataclass(kw_only=True)
class LaneGate:
    """`holder` is a word that no other worker has; `lasts` None where no other worker can be."""

    ledger: Ledger
    clock: Clock
    lanes: Sequence[Lane]
    holder: str
    lasts: timedelta | None = LEASE_LASTS
    _tenures: dict[str, Tenure] = field(default_factory=dict, init=False)
    _swept: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self._by_name: Mapping[str, Lane] = {lane.name: lane for lane in self.lanes}
        if self.lasts is not None:
            self._tenures = {name: self._tenure(name, self.lasts) for name in self._by_name}

    def lane(self, name: str) -> Lane | None:
        """None where the settings no longer have it."""
        return self._by_name.get(name)

    def own(self, name: str) -> bool:
        """Takes or prolongs the lane's lease; outside of any unit of work, before a lane is worked.

        Raises StoreBusy, StoreDown."""
        tenure = self._tenures.get(name)
        if tenure is None:
            return True
        lease = tenure.lease
        if lease is not None and lease.until - self.clock.now() > tenure.lasts / 2:
            return True
        return tenure.hold()

    def owns(self, name: str) -> bool:
        """Right before a request, without asking the store: whoever was stopped for longer than
        the lease sends nothing more."""
        tenure = self._tenures.get(name)
        return tenure is None or tenure.runs()

    def give_back(self) -> None:
        """So that another worker need not wait for the end of the leases."""
        for tenure in self._tenures.values():
            tenure.give_back()

    def ask(self, book: Book, name: str, errand: Errand, now: datetime) -> Verdict:
        """As `admit`, and nothing is taken up: for whoever wants to know beforehand."""
        lane = self._by_name[name]
        policy, local = office_time(book, now)
        rules, state = rules_of_lane(lane, policy), book.lanes.state(name)
        request = self._request(book, lane, errand)
        return state.ask(request, rules, book.lanes.spent(name, local), local)

    def admit(self, book: Book, name: str, errand: Errand, now: datetime) -> Verdict:
        """Whether a request may leave now. Go: it is counted and paid for, and must be made, or
        `withdraw`n; the intent belongs into the same unit of work."""
        lane = self._by_name[name]
        policy, local = office_time(book, now)
        rules, state = rules_of_lane(lane, policy), book.lanes.state(name)
        request, spent = self._request(book, lane, errand), book.lanes.spent(name, local)
        verdict = state.ask(request, rules, spent, local)
        match verdict:
            case Go():
                taken = state.admitted(request, rules, now)
                self._pay(book, lane, errand, rules, spent, local)
                if state.spent_out:
                    tell_turn(book, name, errand.channel, Turn.GOES_AGAIN, "", now)
                    taken = replace(taken, spent_out="")
                book.lanes.save(name, taken, now)
            case Hold(why=Reason.BUDGET, about=span, alone=False):
                period = spent_out(Span(span), local)
                if period and period != state.spent_out:
                    tell_spent_out(book, name, period, now)
                    book.lanes.save(name, replace(state, spent_out=period), now)
        return verdict

    def record(
        self, book: Book, name: str, errand: Errand, outcome: Outcome, now: datetime
    ) -> None:
        """What became of a request that was admitted. One that was refused costs nothing; one that
        ended ambiguously is taken to have been made."""
        if isinstance(outcome, NotPlaced):
            book.lanes.release(errand.token, now)
        elif errand.channel == "text" and not isinstance(outcome, Uncertain):
            book.lanes.settle_text(errand.token, now)
        self.heard(book, name, errand.channel, outcome, now)

    def heard(
        self, book: Book, name: str, channel: Channel, outcome: Outcome, now: datetime
    ) -> None:
        """What an outcome says about the lane."""
        lane = self._by_name.get(name)
        if lane is None:
            return
        policy, _ = office_time(book, now)
        said, state = said_of_lane(outcome), book.lanes.state(name)
        changed = recorded(state, channel, said, rules_of_lane(lane, policy), now)
        if changed.state != state:
            book.lanes.save(name, ended(state, changed.state, now), now)
        code = said.code if isinstance(said, Refused | Unclear) else ""
        tell_turn(book, name, channel, changed.turn, code, now)

    def withdraw(self, book: Book, errand: Errand, now: datetime) -> None:
        """What was admitted never left."""
        book.lanes.release(errand.token, now)

    def state(self, book: Book, name: str) -> LaneState:
        return book.lanes.state(name)

    def _request(self, book: Book, lane: Lane, errand: Errand) -> Request:
        cost, _ = errand.cost(lane.price_of(errand.number))
        since = self.clock.now() - LONGEST_CALL
        under_way = 0
        if errand.channel == "voice":
            under_way = book.lanes.under_way("voice", since, lane=lane.name)
        return Request(
            channel=errand.channel,
            cost=cost,
            under_way=under_way,
            cheapest=lane.cheapest(errand.channel),
        )

    def _pay(
        self,
        book: Book,
        lane: Lane,
        errand: Errand,
        rules: LaneRules,
        spent: Spent,
        local: datetime,
    ) -> None:
        if errand.channel == "chat":
            return
        cost, per_minute = errand.cost(lane.price_of(errand.number))
        book.lanes.spend(
            LaneRequest(
                lane=lane.name,
                channel=errand.channel,
                token=errand.token,
                minute=period_of(Span.MINUTE, local),
                cost=cost or 0,
                per_minute=per_minute,
                made_at=local,
            )
        )
        more = {span: _with(spent.get(span, Use()), cost or 0) for span in Span}
        tell_spending(book, lane.name, rules.budget, more, local)
        self._sweep(book, local)

    def _sweep(self, book: Book, local: datetime) -> None:
        """Once a day and process."""
        today = period_of(Span.DAY, local)
        if today != self._swept:
            book.lanes.forget_minutes(period_of(Span.MINUTE, local - _MINUTES_KEPT))
            self._swept = today

    def _tenure(self, name: str, lasts: timedelta) -> Tenure:
        return Tenure(
            ledger=self.ledger,
            clock=self.clock,
            name=f"lane {name}",
            holder=self.holder,
            lasts=lasts,
        )


def said_of_lane(outcome: Outcome) -> LaneOutcome:
    match outcome:
        case Uncertain(code=code) | NotPlaced(code=code, lane="no connection"):
            return Unclear(code=code)
        case NotPlaced(lane="too fast", retry_after=seconds, alone=alone):
            return TooFast(seconds=seconds or 0.0, alone=alone)
        case NotPlaced(code=code, lane="account" | "settings" as where, alone=alone):
            return Refused(code=code, heals=where == "account", alone=alone)
    return Taken()


def _with(use: Use, cost: int) -> Use:
    return Use(requests=use.requests + 1, money=use.money + cost)
