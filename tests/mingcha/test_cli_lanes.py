"""Lanes on the command line, on both databases."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldwork.book import LaneRequest
from fieldwork.lane_desk import standing
from inspection.lane.outcome import Refused, recorded
from inspection.lane.state import LaneRules
from inspection.policy import PolicyRow
from mingcha.cli.lanes import lanes_of
from mingcha.clock import SystemClock
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.health.readiness import warnings_of
from mingcha.telephones import telephones_of
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.installation import AUTH_TOKEN, TOKEN

PRICES = """
[lanes.telephone]
currency = "CNY"
[lanes.telephone.prices]
"+86" = { call = 0.05, minute = 0.1, text = 0.05 }
"""


@pytest.fixture
def office(mingcha: Mingcha, tmp_path: Path) -> Mingcha:
    """A bot, and a caller number with prices."""
    (tmp_path / "lanes.toml").write_text(PRICES)
    return Mingcha(
        {
            **mingcha.environment,
            "MINGCHA_TELEGRAM_TOKEN": TOKEN,
            "MINGCHA_TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "MINGCHA_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "MINGCHA_CALLER_NUMBER": "+861055500100",
            "MINGCHA_LANES": str(tmp_path / "lanes.toml"),
        }
    )


def rows(told: str) -> dict[str, list[str]]:
    """By lane, its cells."""
    cells = [
        [cell.strip() for cell in line.split("  ") if cell.strip()] for line in told.splitlines()
    ]
    return {row[0]: row[1:] for row in cells[1:]}


def test_lanes_are_listed_with_pace_and_what_the_budget_leaves(office: Mingcha) -> None:
    office("lanes", "list")
    three = PolicyRow(region="", key="lane.money_a_day", value="3", valid_from=date(2026, 1, 1))
    with Foundation.of(read_settings(office.environment)) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            book.policy.set(three)
            zone = timedelta(hours=8)
            minute = (now + zone).isoformat()[:16]
            book.lanes.spend(
                LaneRequest(
                    lane="telephone", channel="text", token="t", minute=minute, cost=500,
                    made_at=now,
                )
            )  # fmt: skip
    listed = rows(office("lanes", "list").out)
    assert listed["chat"] == ["goes", "letters 30/s"]
    assert listed["telephone"] == [
        "goes",
        "calls 1/s, texts 1/s",
        "4999 requests, 2.95 CNY",
        "59999 requests",
    ]
    _, telephone = json.loads(office("lanes", "list", "--json").out)
    assert telephone["left"]["day"] == {"requests": 4999, "money": 2.95}
    assert telephone["spent_today"] == 0.05
    assert telephone["channels"]["voice"]["goes"] is True
    assert telephone["short_minutes"] == 0


@pytest.mark.parametrize(("allowed", "short"), [("2", 12), ("20", 0)])
def test_a_minutes_budget_that_runs_out_again_and_again_is_told(
    office: Mingcha, allowed: str, short: int
) -> None:
    office("lanes", "list")
    row = PolicyRow(
        region="", key="lane.requests_a_minute", value=allowed, valid_from=date(2026, 1, 1)
    )
    with Foundation.of(read_settings(office.environment)) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            book.policy.set(row)
            for ago in (*range(5, 17), 90):
                local = now + timedelta(hours=8) - timedelta(minutes=ago)
                for n in range(2):
                    spent = LaneRequest(
                        lane="telephone",
                        channel="text",
                        token=f"{ago} {n}",
                        minute=local.isoformat()[:16],
                        cost=0,
                        made_at=now,
                    )
                    book.lanes.spend(spent)
        with foundation.ledger.read() as book:
            lanes = [standing(book, one, now) for one in lanes_of(foundation.settings)]
    told = rows(office("lanes", "list").out)["telephone"][0]
    assert told == (
        f"goes; its minute's budget short in {short} of the last 60 minutes" if short else "goes"
    )
    assert [one.short_minutes for one in lanes] == [0, short]
    warned = "lane telephone: the minute's budget was used up, or nearly, in 12 minutes of the last"
    assert list(warnings_of(lanes)) == ([f"{warned} hour"] if short else [])


def test_an_operator_stops_a_lane_and_resumes_it(office: Mingcha) -> None:
    stop = ("lanes", "stop", "telephone", "--reason", "the contract ends")
    assert office(*stop).out == "Stopped: telephone.\n"
    assert office(*stop).out == "Stopped already: telephone. Nothing was changed.\n"
    listed = rows(office("lanes", "list").out)
    assert listed["telephone"][0] == "stopped by an operator: the contract ends"
    assert listed["chat"][0] == "goes"
    resume = ("lanes", "resume", "telephone", "--reason", "signed anew")
    assert office(*resume).out == "Resumed: telephone.\n"
    assert office(*resume).out == "Nothing held telephone. Nothing was changed.\n"
    assert rows(office("lanes", "list").out)["telephone"][0] == "goes"


def test_a_refused_lane_says_with_which_code_and_is_resumed(office: Mingcha) -> None:
    office("lanes", "list")
    setup = _refuse(office, Refused(code="20404", heals=False))
    listed = rows(office("lanes", "list").out)
    assert listed["telephone"][0] == "stopped, the provider refuses us (20404)"
    assert setup not in office("lanes", "list", "--json").out
    assert office("lanes", "resume", "telephone", "--reason", "found").status == 0
    _refuse(office, Refused(code="20003", heals=True))
    held = rows(office("lanes", "list").out)["telephone"][0]
    assert held.startswith("held until 20")
    assert held.endswith("the provider refuses us (20003)")


def _refuse(office: Mingcha, refused: Refused) -> str:
    settings = read_settings(office.environment)
    (telephone,) = telephones_of(settings)
    rules = LaneRules(setup=telephone.lane.setup)
    with Foundation.of(settings) as foundation, foundation.ledger.write() as book:
        now = SystemClock().now()
        state = book.lanes.state("telephone")
        book.lanes.save("telephone", recorded(state, "voice", refused, rules, now).state, now)
    return telephone.lane.setup


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lanes", "stop", "north", "--reason", "late"), "expected one of: chat, telephone"),
        (("lanes", "stop", "telephone", "--reason", " "), "--reason: it is empty"),
        (("lanes", "resume", "north", "--reason", "late"), "there is no such lane"),
    ],
)
def test_what_is_wrong_is_refused(office: Mingcha, arguments: tuple[str, ...], told: str) -> None:
    refused = office(*arguments)
    assert refused.status == 2
    assert told in refused.err


@EMBEDDED
def test_without_lanes_it_says_so(mingcha: Mingcha) -> None:
    assert mingcha("lanes", "list").out == "No lane is set up: see docs/lanes.md.\n"
    assert "none is set up" in mingcha("lanes", "stop", "chat", "--reason", "late").err


@pytest.mark.parametrize(("amount", "status"), [("1", 2), ("2", 0), ("0", 0)])
def test_a_budget_that_pays_for_no_call_is_refused_with_the_price(
    office: Mingcha, amount: str, status: int
) -> None:
    """A call of ten minutes costs 1.05."""
    why = ("--reason", "Thrift")
    told = office("policy", "set", "lane.money_a_minute", amount, *why)
    assert told.status == status
    refused = (
        "1 is less than what the cheapest request on lane telephone may cost: 1.05 CNY for a call"
        " of 10 minutes, so that none would ever leave; expected at least 2, or 0 for no limit"
    )
    assert (refused in " ".join(told.err.split())) is bool(status)
    shown = office("policy", "show", "lane.money_a_minute", "--day", "2100-01-01").out
    assert (f"lane.money_a_minute = {amount} " in shown) is not bool(status)
