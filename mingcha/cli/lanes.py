"""`mingcha lanes`: how each way out stands, and stopping and resuming one."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from fieldwork import lane_desk
from fieldwork.book import Book
from fieldwork.lane_desk import Standing
from fieldwork.lane_rules import office_time
from inspection.lane.budget import Span
from inspection.lane.lane import Lane
from inspection.lane.verdict import Go, Hold, Reason, Verdict
from mingcha.bots import bots_of
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.settings import Settings
from mingcha.telephones import telephones_of

app = typer.Typer(
    no_args_is_help=True,
    help="Lanes: each bot, and each number we call from. How fast each may go, what it has spent,"
    " and what holds it.",
)
_Name = Annotated[str, typer.Argument(help="The lane, as `mingcha lanes list` names it.")]
_Reason = Annotated[str, typer.Option(help="Why; it stays with the lane.")]
_Act = Callable[[Book, str, str, datetime], bool]


@app.command("list")
def list_lanes(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Show every lane: whether it goes, how fast it may, what its budget leaves, what holds it.

    Example: `mingcha lanes list`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        now = foundation.clock.now()
        lanes = lanes_of(foundation.settings)
        found = [lane_desk.standing(book, lane, now) for lane in lanes]
        zone = office_time(book, now)[0].zone
    if as_json:
        print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        _say("No lane is set up: see docs/lanes.md.")
        return
    table = Table("lane", "state", "pace", "failed", "left today", "left this month", box=None)
    for one in found:
        table.add_row(*_row(one, zone))
    Console(highlight=False, soft_wrap=True).print(table)


@app.command()
def stop(name: _Name, reason: _Reason) -> None:
    """Let nothing out on a lane any more, until it is resumed. Calls under way end normally.

    Example: `mingcha lanes stop telephone --reason "the contract ends"`
    """
    new = _done(lane_desk.stop, name, reason)
    _say(f"Stopped: {name}." if new else f"Stopped already: {name}. Nothing was changed.")


@app.command()
def resume(name: _Name, reason: _Reason) -> None:
    """Let a lane go again that an operator, a refusal or errors hold. Budgets stay as they are.

    Example: `mingcha lanes resume telephone --reason "the account was topped up"`
    """
    done = _done(lane_desk.resume, name, reason)
    _say(f"Resumed: {name}." if done else f"Nothing held {name}. Nothing was changed.")


def _done(act: _Act, name: str, reason: str) -> bool:
    """Whether it changed anything."""
    why = reason_given(reason)
    with opened() as foundation:
        lane = _known(foundation.settings, name)
        with foundation.ledger.write() as book:
            return act(book, lane.name, why, foundation.clock.now())


def lanes_of(settings: Settings) -> tuple[Lane, ...]:
    """The bots' first. Raises SettingsRefused."""
    bots = (bot.lane for bot in bots_of(settings))
    return (*bots, *(one.lane for one in telephones_of(settings)))


def _known(settings: Settings, name: str) -> Lane:
    lanes = lanes_of(settings)
    found = next((lane for lane in lanes if lane.name == name), None)
    if found is None:
        known = ", ".join(lane.name for lane in lanes) or "none is set up"
        raise Refused(f"NAME {name!r}: there is no such lane; expected one of: {known}")
    return found


def _row(one: Standing, zone: ZoneInfo) -> tuple[str, ...]:
    failed, of = one.failures
    return (
        one.lane.name,
        _state(one, zone),
        ", ".join(_pace(one.lane)),
        f"{failed} of {of}" if of else "",
        _left(one, Span.DAY),
        _left(one, Span.MONTH),
    )


def _state(one: Standing, zone: ZoneInfo) -> str:
    """Once where all channels stand alike."""
    told = {channel: _told(verdict, one, zone) for channel, verdict in one.verdicts.items()}
    alike = len(set(told.values())) == 1
    states = (
        [next(iter(told.values()))]
        if alike
        else [f"{channel}: {words}" for channel, words in told.items()]
    )
    if one.short_minutes:
        states.append(f"its minute's budget short in {one.short_minutes} of the last 60 minutes")
    return "; ".join(states)


def _told(verdict: Verdict, one: Standing, zone: ZoneInfo) -> str:
    if isinstance(verdict, Go):
        return "goes; the next request tries it" if verdict.probe else "goes"
    if verdict.why is Reason.PACE:
        return "goes"
    why = f"{verdict.why}: {one.reason}" if verdict.why is Reason.OPERATOR else str(verdict.why)
    about = f" ({verdict.about})" if verdict.about else ""
    if isinstance(verdict, Hold):
        return f"held until {_local(verdict.until, zone)}, {why}{about}"
    if verdict.why is Reason.OPERATOR:
        return why
    return f"stopped, {why}{about}"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _pace(lane: Lane) -> list[str]:
    words = {"chat": "letters", "voice": "calls", "text": "texts"}
    return [
        f"{words[channel]} {limit.most}/{'s' if limit.seconds == 1 else f'{limit.seconds:g} s'}"
        for channel, limit in lane.limits.items()
    ]


def _left(one: Standing, span: Span) -> str:
    if "chat" in one.lane.limits:
        return ""
    requests, money = one.left[span]
    told = ["no limit" if requests is None else f"{requests} requests"]
    if money is not None:
        told.append(one.money(money))
    return ", ".join(told)


def _as_json(one: Standing) -> dict[str, Any]:
    return {
        "lane": one.lane.name,
        "channels": {
            channel: {
                "goes": isinstance(verdict, Go) or verdict.why is Reason.PACE,
                "why": "" if isinstance(verdict, Go) else str(verdict.why),
                "about": "" if isinstance(verdict, Go) else verdict.about,
                "until": verdict.until.isoformat() if isinstance(verdict, Hold) else None,
            }
            for channel, verdict in one.verdicts.items()
        },
        "failed": one.failures[0],
        "of": one.failures[1],
        "left": {
            span.value: {"requests": requests, "money": None if money is None else money / 10_000}
            for span, (requests, money) in one.left.items()
        },
        "short_minutes": one.short_minutes,
        "spent_today": one.spent_today / 10_000,
        "currency": one.lane.prices.currency,
    }


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
