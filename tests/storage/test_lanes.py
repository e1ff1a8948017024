from datetime import timedelta
from zoneinfo import ZoneInfo

from fieldwork.book import LaneRequest
from inspection.lane.barrier import Barrier
from inspection.lane.budget import Span, Use, period_of
from inspection.lane.pace import Limit
from inspection.lane.state import LaneRules, LaneState, Request
from storage.ledger import SqlLedger
from tests.storage.samples import NOW

HERE = NOW.astimezone(ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


def request(token: str, *, cost: int = 6100, lane: str = "north", after: int = 0) -> LaneRequest:
    return LaneRequest(
        lane=lane,
        channel="voice",
        token=token,
        minute=period_of(Span.MINUTE, HERE + after * MINUTE),
        cost=cost,
        per_minute=600,
        made_at=NOW + after * MINUTE,
    )


def spent(ledger: SqlLedger, lane: str = "north", *, after: int = 0) -> dict[Span, Use]:
    with ledger.read() as book:
        return dict(book.lanes.spent(lane, HERE + after * MINUTE))


def test_the_state_of_a_lane_is_kept_as_it_was(ledger: SqlLedger) -> None:
    rules = LaneRules(limits={"voice": Limit(most=2, seconds=1)})
    state = LaneState(
        barriers={"text": Barrier.raised("configuration", "21606", NOW, setup="a", heals=False)},
        spent_out="2026-03-02",
    ).admitted(Request(channel="voice"), rules, NOW)
    with ledger.write() as book:
        assert book.lanes.state("north") == LaneState()
        book.lanes.save("north", LaneState(), NOW)
        book.lanes.save("north", state, NOW)
    with ledger.read() as book:
        assert book.lanes.state("north") == state
        assert dict(book.lanes.states()) == {"north": state}


def test_an_operators_reason_stays_until_the_next_one(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.lanes.reason("north") == ""
        book.lanes.save("north", LaneState(), NOW, reason="the contract of Zhang ends")
        book.lanes.save("north", LaneState(too_fast=1), NOW)
        assert book.lanes.reason("north") == "the contract of Zhang ends"


def test_what_is_spent_counts_in_its_minute_day_and_month(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        for number in range(3):
            book.lanes.spend(request(f"token {number}", after=number // 2))
        book.lanes.spend(request("elsewhere", lane="south"))
    assert spent(ledger) == {
        Span.MINUTE: Use(requests=2, money=12_200),
        Span.DAY: Use(requests=3, money=18_300),
        Span.MONTH: Use(requests=3, money=18_300),
    }
    assert spent(ledger, after=60 * 24)[Span.MONTH].requests == 3
    assert Span.DAY not in spent(ledger, after=60 * 24)


def test_a_call_is_settled_at_what_it_did_cost_and_only_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.lanes.spend(request("token"))
        assert book.lanes.settle_call("token", 61, NOW) == "north"
        assert book.lanes.settle_call("token", 61, NOW) is None
        assert book.lanes.release("token", NOW) is None
        assert book.lanes.settle_call("unknown", 61, NOW) is None
    assert spent(ledger)[Span.DAY] == Use(requests=1, money=1300)


def test_what_was_refused_costs_nothing_and_the_next_try_counts(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.lanes.spend(request("token"))
        assert book.lanes.release("token", NOW) == "north"
    assert spent(ledger)[Span.DAY] == Use()
    with ledger.write() as book:
        book.lanes.spend(request("token", cost=450))
        book.lanes.settle_text("token", NOW)
    assert spent(ledger)[Span.DAY] == Use(requests=1, money=450)


def test_calls_under_way_are_those_not_settled(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        for token, lane in (("a", "north"), ("b", "north"), ("c", "south")):
            book.lanes.spend(request(token, lane=lane))
        book.lanes.settle_call("a", 0, NOW)
    with ledger.read() as book:
        assert book.lanes.under_way("voice", NOW, lane="north") == 1
        assert book.lanes.under_way("voice", NOW) == 2
        assert book.lanes.under_way("voice", NOW + MINUTE) == 0
        assert book.lanes.under_way("text", NOW) == 0
        assert (book.lanes.lane_of("c"), book.lanes.lane_of("d")) == ("south", None)


def test_minutes_are_forgotten_and_days_are_not(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.lanes.spend(request("a"))
        book.lanes.spend(request("b", after=5))
        book.lanes.forget_minutes(period_of(Span.MINUTE, HERE + 5 * MINUTE))
    assert Span.MINUTE not in spent(ledger)
    assert spent(ledger, after=5)[Span.MINUTE].requests == 1
    assert spent(ledger)[Span.DAY].requests == 2
