"""Lanes over HTTP, against the simulated carrier, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fieldwork import lane_desk
from fieldwork.exchange import Exchange
from inspection.contact import Unbegun
from inspection.lane.budget import Span, Use
from inspection.roster import Roster
from simulator import World
from simulator.carrier.account import CALLER_NUMBERS
from tests.exchanges import exchange_over
from tests.scenarios.calling import calls_through
from tests.scenarios.check import MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import SHANGHAI, Town
from tests.scenarios.village import ONLY_ONE, Village

CREATE = "twilio.calls.create"


def requests(village: Village) -> int:
    return village.town.world.counts.requests[CREATE]


def spent_today(town: Town) -> Use:
    with town.product.foundation.ledger.read() as book:
        local = town.world.now.astimezone(SHANGHAI)
        return book.lanes.spent("telephone", local).get(Span.DAY, Use())


def test_too_many_requests_hold_the_lane_and_cost_nothing(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    body = {"code": 20429, "message": "slowly", "status": 429}
    village.town.world.faults.answer(CREATE, status=429, body=body, headers={"Retry-After": "40"})
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["NOT_ATTEMPTED", "COMPLETE"]
    first, second = village.rung_at()
    assert second - first >= timedelta(seconds=40)
    assert requests(village) == 2
    assert spent_today(village.town).requests == 1


def test_after_a_refusal_of_the_account_nothing_leaves_until_an_operator_resumes_it(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: stopped, code 20404")
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    body = {"code": 20404, "message": "no such account", "status": 404}
    village.town.world.faults.answer(CREATE, status=404, body=body)
    village.answers_in_full()
    village.town.to(19)
    assert requests(village) == 1
    ledger, now = village.town.product.foundation.ledger, village.town.world.now
    with ledger.write() as book:
        assert lane_desk.resume(book, "telephone", "the account is back", now)
    village.town.to(23, day=4)
    assert village.outcomes()[-1] == "COMPLETE"
    assert requests(village) == 2


def test_a_lane_that_an_operator_has_stopped_calls_nobody(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    with village.town.product.foundation.ledger.write() as book:
        lane_desk.stop(book, "telephone", "the contract ends", village.town.world.now)
    village.town.to(23)
    assert requests(village) == 0


def test_a_budget_that_is_used_up_stops_calls_and_says_so(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: its budget of 2026-03 is used up")
    village = Village.drawn_in(make_town, policy=ONLY_ONE | {"lane.requests_a_month": "1"})
    village.phone(1).does_not_answer()
    village.town.to(23, day=4)
    assert requests(village) == 1


def test_whoever_no_lane_reaches_is_closed_before_anything_is_queued(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    through(village.town, countries=frozenset({"KE"}))
    village.town.to(23, day=6)
    assert requests(village) == 0
    assert village.attempts(1) == []
    contact = village.contact(1)
    assert (contact.disposition, contact.why) == ("NOT_ATTEMPTED", Unbegun.UNREACHABLE)
    assert village.town.book().findings() == []


def test_the_same_people_are_called_where_a_lane_reaches_them(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    through(village.town, countries=frozenset({"CN"}))
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]


def test_a_place_is_called_from_the_number_that_serves_it(
    make_town: MakeTown, world: World, tmp_path: Path
) -> None:
    twilio = world.twilio
    lanes = tmp_path / "lanes.toml"
    lanes.write_text(
        f"""
        [lanes.telephone]
        regions = ["99"]
        [lanes.second]
        account = "{twilio.account_sid}"
        token = "{twilio.auth_token}"
        number = "{CALLER_NUMBERS[1]}"
        address = "{twilio.base_url}"
        regions = ["53"]
        """
    )

    def make(
        *,
        policy: Mapping[str, str] | None = None,
        roster: Roster | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Town:
        more = {"MINGCHA_LANES": str(lanes), **(settings or {})}
        return make_town(policy=policy, roster=roster, settings=more)

    village = Village.drawn_in(make, policy=ONLY_ONE)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    (call,) = twilio.exchange.calls.values()
    assert call.order.from_ == CALLER_NUMBERS[1]


def through(town: Town, *, countries: frozenset[str]) -> None:
    """Calls leave on a lane that serves these countries."""
    product = town.product
    known = exchange_over(
        product.foundation.ledger,
        product.foundation.clock,
        product.exchange.trunks["telephone"],
    )
    lanes = tuple(replace(lane, countries=countries) for lane in known.reaching.lanes)
    exchange = Exchange(
        gate=known.gate, reaching=replace(known.reaching, lanes=lanes), trunks=known.trunks
    )
    calls_through(product.foundation, product.engine, exchange)
