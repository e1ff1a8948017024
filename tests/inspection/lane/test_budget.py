from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.lane.budget import Budget, Ration, Span, Use, budget_of, end_of, periods
from inspection.lane.price import (
    UNIT,
    Price,
    Prices,
    PriceUnreadable,
    did_cost,
    read_amount,
    shown_amount,
)
from inspection.lane.verdict import Go, Hold, Reason
from tests.inspection.lane.moments import NINE, SHANGHAI, after

_STEPS = st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 5_000)), max_size=80)
"""Seconds until the next request, and what it may cost."""


@given(steps=_STEPS, requests=st.integers(0, 12), money=st.integers(0, 20_000))
def test_no_span_ever_holds_more_than_its_budget(
    steps: list[tuple[int, int]], requests: int, money: int
) -> None:
    ration = Ration(requests=requests, money=money)
    budget = Budget(rations=dict.fromkeys(Span, ration))
    used: dict[str, Use] = {}
    now = NINE
    for seconds, cost in steps:
        now += timedelta(seconds=seconds)
        spent = {span: used.get(name, Use()) for span, name in periods(now)}
        if isinstance(budget.ask(cost, spent, now), Go):
            for span, name in periods(now):
                before = spent[span]
                used[name] = Use(requests=before.requests + 1, money=before.money + cost)
    for use in used.values():
        assert not requests or use.requests <= requests
        assert not money or use.money <= money


def test_it_holds_until_the_longest_span_that_is_used_up_ends() -> None:
    budget = budget_of((1, 2, 0), (0, 0, 0))
    a_minute = {Span.MINUTE: Use(requests=1), Span.DAY: Use(requests=1)}
    assert budget.ask(0, a_minute, after(20)) == Hold(
        until=after(60), why=Reason.BUDGET, about="minute"
    )
    a_day = {Span.MINUTE: Use(requests=1), Span.DAY: Use(requests=2)}
    held = budget.ask(0, a_day, after(20))
    assert held == Hold(until=after(hours=15), why=Reason.BUDGET, about="day")


def test_a_month_ends_with_the_month_of_the_place() -> None:
    assert end_of(Span.MONTH, datetime(2026, 12, 31, 23, tzinfo=SHANGHAI)) == datetime(
        2027, 1, 1, tzinfo=SHANGHAI
    )
    assert [name for _, name in periods(NINE)] == ["2026-03-02T09:00", "2026-03-02", "2026-03"]


def test_what_has_no_price_does_not_leave_where_money_is_limited() -> None:
    spent = {Span.DAY: Use()}
    assert isinstance(budget_of((0, 9, 0), (0, 0, 0)).ask(None, spent, NINE), Go)
    held = budget_of((0, 9, 0), (0, 5, 0)).ask(None, spent, NINE)
    assert isinstance(held, Hold)
    assert held.why is Reason.PRICE


def test_how_much_is_used_is_told_by_whichever_is_nearer_its_end() -> None:
    budget = budget_of((0, 10, 0), (0, 4, 0))
    assert budget.percent(Span.DAY, {Span.DAY: Use(requests=8, money=UNIT)}) == 80
    assert budget.percent(Span.DAY, {Span.DAY: Use(requests=1, money=3 * UNIT)}) == 75
    assert budget.percent(Span.MONTH, {Span.MONTH: Use(requests=99)}) == 0
    assert budget.left(Span.DAY, {Span.DAY: Use(requests=8, money=UNIT)}) == (2, 3 * UNIT)
    assert budget.left(Span.MONTH, {}) == (None, None)


def test_a_minute_begun_is_paid_and_the_longest_prefix_counts() -> None:
    dear, cheap = Price(call=100, minute=600, text=450), Price(minute=200)
    prices = Prices(currency="CNY", by_prefix={"+86": cheap, "+8687": dear})
    found = prices.of("+8687112345")
    assert found is dear
    most = dear.of_longest_call
    assert most == 6100
    did = [did_cost(most, dear.minute, seconds) for seconds in (0, 1, 60, 61, 600, 999)]
    assert did == [0, 700, 700, 1300, 6100, 6100]
    assert dear.of_text(3) == 1350
    assert prices.of("+8613900000000") is cheap
    assert prices.of("+254700000000") is None


def test_amounts_are_exact_and_shown_as_money() -> None:
    assert read_amount("0.012") == 120
    assert shown_amount(120, "USD") == "0.0120 USD"
    assert shown_amount(35_500, "CNY") == "3.55 CNY"
    assert shown_amount(20_000, "") == "2.00"


@pytest.mark.parametrize("text", ["", "a", "-1", "0.00001", "1001", "NaN", "1e9", "Infinity"])
def test_an_amount_that_is_none_says_what_would_be_right(text: str) -> None:
    with pytest.raises(PriceUnreadable, match="expected an amount from 0 to 1000"):
        read_amount(text)
