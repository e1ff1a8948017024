"""The gate of a lane, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork import lane_desk
from fieldwork.ports import NotPlaced, Uncertain
from inspection.lane.budget import Span, Use
from inspection.lane.pace import Limit
from inspection.lane.price import Prices
from inspection.lane.verdict import Go, Hold, Reason, Stopped
from storage.store import Store
from tests.fieldwork.lanes import ABROAD, NINE, NO_ACCOUNT, NORTH, PRICES, TAKEN, Gates

TOO_FAST = NotPlaced(code="20429", retry_after=40.0, lane="too fast")
SECOND = timedelta(seconds=1)


def spent(gates: Gates, span: Span = Span.DAY) -> Use:
    with gates.store.ledger.read() as book:
        return book.lanes.spent("north", gates.clock.now().astimezone(NINE.tzinfo)).get(span, Use())


def test_a_call_pays_for_the_longest_and_is_given_back_what_it_did_not_cost(store: Store) -> None:
    gates = Gates(store)
    gates.calls("a")
    assert spent(gates) == Use(requests=1, money=21_000)
    with store.ledger.write() as book:
        book.lanes.settle_call("a", 130, gates.clock.now())
    assert spent(gates) == Use(requests=1, money=7_000)


def test_a_refused_request_costs_nothing_and_an_unclear_one_counts(store: Store) -> None:
    gates = Gates(store)
    for token, outcome in (("a", TOO_FAST), ("b", NotPlaced(code="21211"))):
        gates.after(minutes=1)
        gates.calls(token, outcome)
        assert spent(gates) == Use()
    gates.calls("c", Uncertain(code="503"))
    assert spent(gates) == Use(requests=1, money=21_000)


def test_too_fast_holds_calls_and_texts_alike(store: Store) -> None:
    gates = Gates(store)
    gates.calls("a", TOO_FAST)
    for text in (False, True):
        held = gates.admit("b", text=text)
        assert isinstance(held, Hold)
        assert (held.why, held.until) == (Reason.ASKED, NINE + 41 * SECOND)


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        (NO_ACCOUNT, Hold),
        (NotPlaced(code="20404", operator=True, lane="settings"), Stopped),
        (NotPlaced(code="99999", operator=True), Go),
        (NotPlaced(code="21211"), Go),
    ],
)
def test_each_class_of_refusal_says_what_becomes_of_the_lane(
    store: Store, outcome: NotPlaced, again: type
) -> None:
    gates = Gates(store)
    gates.calls("a", outcome)
    gates.after(seconds=1)
    assert isinstance(gates.admit("b"), again)


def test_a_restart_forgets_no_barrier_and_no_spending(store: Store) -> None:
    before = Gates(store)
    before.calls("a")
    before.calls("b", NO_ACCOUNT)
    after = Gates(store, holder="worker two")
    after.after(seconds=10)
    assert isinstance(after.admit("c"), Hold)
    assert spent(after) == Use(requests=1, money=21_000)


def test_other_settings_are_tried_at_once(store: Store) -> None:
    gates = Gates(store)
    gates.calls("a", NotPlaced(code="20404", operator=True, lane="settings"))
    changed = Gates(store, replace(NORTH, setup="two"))
    changed.after(minutes=1)
    assert changed.admit("b") == Go(probe=True)
    assert isinstance(changed.admit("c"), Hold)


def test_a_count_that_is_used_up_stops_until_the_next_day(store: Store) -> None:
    gates = Gates(store)
    gates.policy(requests_a_day=2)
    gates.calls("a")
    gates.calls("b")
    gates.after(seconds=1)
    held = gates.admit("c")
    assert held == Hold(until=NINE + timedelta(hours=15), why=Reason.BUDGET, about="day")
    gates.after(hours=15)
    assert isinstance(gates.admit("c"), Go)


def test_money_that_is_used_up_stops_and_is_never_overspent(store: Store) -> None:
    gates = Gates(store)
    gates.policy(money_a_month=5)
    for token in ("a", "b"):
        gates.calls(token)
    gates.after(seconds=1)
    assert isinstance(gates.admit("c"), Hold)
    with store.ledger.write() as book:
        book.lanes.settle_call("a", 30, gates.clock.now())
    assert isinstance(gates.admit("c"), Go)
    assert spent(gates, Span.MONTH).money <= 50_000


def test_a_number_without_a_price_is_held_only_where_money_is_limited(store: Store) -> None:
    gates = Gates(store)
    assert isinstance(gates.admit("a", ABROAD), Go)
    gates.policy(money_a_day=100)
    gates.after(seconds=1)
    held = gates.admit("b", ABROAD)
    assert isinstance(held, Hold)
    assert held.why is Reason.PRICE
    assert isinstance(gates.admit("b"), Go)


def test_calls_under_way_hold_calls_and_not_texts(store: Store) -> None:
    gates = Gates(store, replace(NORTH, at_once=1))
    gates.calls("a")
    gates.after(seconds=1)
    held = gates.admit("b")
    assert isinstance(held, Hold)
    assert held.why is Reason.LINES
    assert isinstance(gates.admit("b", text=True), Go)
    with store.ledger.write() as book:
        book.lanes.settle_call("a", 30, gates.clock.now())
    assert isinstance(gates.admit("c"), Go)


def test_what_never_left_is_not_paid_for(store: Store) -> None:
    gates = Gates(store)
    assert isinstance(gates.admit("a"), Go)
    with store.ledger.write() as book:
        book.lanes.release("a", gates.clock.now())
    assert spent(gates) == Use()


def test_one_worker_has_a_lane_and_another_takes_it_over_in_thirty_seconds(store: Store) -> None:
    gates = Gates(store)
    other = gates.of("worker two")
    assert gates.gate.own("north")
    assert not other.own("north")
    gates.after(seconds=30)
    assert not gates.gate.owns("north")
    assert other.own("north")
    assert other.owns("north")
    assert not gates.gate.own("north")


def test_whoever_works_keeps_the_lane_and_gives_it_back_at_the_end(store: Store) -> None:
    gates = Gates(store)
    other = gates.of("worker two")
    for _ in range(5):
        assert gates.gate.own("north")
        gates.after(seconds=20)
    gates.gate.own("north")
    assert not other.own("north")
    gates.gate.give_back()
    assert not gates.gate.owns("north")
    assert other.own("north")


def test_news_of_a_lane_that_is_no_longer_set_up_changes_nothing(store: Store) -> None:
    gates = Gates(store)
    with store.ledger.write() as book:
        gates.gate.heard(book, "gone", "voice", TAKEN, NINE)
        assert dict(book.lanes.states()) == {}


@pytest.mark.parametrize("priced", [True, False])
def test_a_lane_without_prices_shows_that_nothing_can_be_paid_on_it(
    store: Store, priced: bool
) -> None:
    """Money is limited. Letters cost nothing, whatever stands there."""
    limits = {**NORTH.limits, "chat": Limit(most=1, seconds=1)}
    lane = replace(NORTH, limits=limits, prices=PRICES if priced else Prices())
    gates = Gates(store, lane)
    gates.policy(money_a_day=10)
    with store.ledger.read() as book:
        shown = lane_desk.standing(book, lane, NINE).verdicts
    assert isinstance(shown["chat"], Go)
    for verdict in (shown["voice"], shown["text"]):
        if priced:
            assert isinstance(verdict, Go)
        else:
            assert isinstance(verdict, Hold)
            assert verdict.why is Reason.PRICE


@pytest.mark.parametrize("money", [2, 3])
def test_a_lane_on_which_no_call_fits_the_budget_shows_it(store: Store, money: int) -> None:
    """A call may cost 2.10; a text costs 0.05. The twin's budget is large enough for one call."""
    gates = Gates(store)
    gates.policy(money_a_minute=money)
    with store.ledger.read() as book:
        shown = lane_desk.standing(book, NORTH, NINE).verdicts
    assert isinstance(shown["text"], Go)
    told = gates.admit("a")
    if money == 3:
        assert isinstance(shown["voice"], Go)
        assert isinstance(told, Go)
    else:
        assert isinstance(shown["voice"], Hold)
        assert shown["voice"] == told
        assert told.why is Reason.BUDGET
