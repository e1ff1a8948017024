"""What numbers of the policy mean: what is found, how many people are asked, what is too much."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from inspection.detection import WORKING_DAYS_A_YEAR, found_within_a_year
from inspection.load import (
    DAILY,
    OFTEN,
    Load,
    People,
    checks_a_month,
    load_of,
    picks_a_cycle,
)
from inspection.policy import Policy

WEIGHTY = frozenset(
    {
        *("draw.rate_milli", "draw.cycle_days", "draw.floor_days", "official.contacts_a_month"),
        *("household.calls", "household.calls_a_year", "household.rest_days"),
    }
)
"""Rules on which it depends how many people are asked."""
_MOST_ABSENT = 6
_NATIONAL = People(teams=255_000, officials=918_000, households=0)
"""China's village-stationed teams in 2019: 3.6 officials each."""


def meaning(before: Policy, after: Policy, people: People, where: str) -> Iterator[RenderableType]:
    """`people`: upon whom the change falls; where there are none, a team is China's average."""
    yield ""
    yield from _load(before, after, people, where)
    yield from _detection(before, after, people if people.officials else _NATIONAL)
    yield from _warnings(after, people if people.officials else _NATIONAL)


def _load(before: Policy, after: Policy, people: People, where: str) -> Iterator[RenderableType]:
    if not people.teams:
        yield "No team in force takes its value from this row: nobody is asked more or less often."
        return
    now, then = _load_of(before, people), _load_of(after, people)
    yield (
        f"A working day {where}, the floor included (teams: {people.teams}, officials:"
        f" {people.officials}, households: {people.households}):"
    )
    table = Table("", "now", "then", "the caps allow at most", box=None)
    most = _amount(then.most_checks)
    table.add_row("officials checked", _amount(now.picks), _amount(then.picks), most)
    most = _amount(then.most_calls)
    table.add_row("households called", _amount(now.calls), _amount(then.calls), most)
    yield table
    if then.beyond:
        yield (
            "The caps allow less than the rate asks for: picks will pass over people who were"
            " asked lately, and checks stay undone."
        )


def _amount(count: float) -> str:
    return f"{count:.2f}" if count < 10 else f"{count:,.0f}"


def _load_of(policy: Policy, people: People) -> Load:
    return load_of(policy, people, policy.draw_rate_milli)


def _detection(before: Policy, after: Policy, people: People) -> Iterator[RenderableType]:
    now, then = _a_year(before, people), _a_year(after, people)
    if now == then:
        return
    yield ""
    yield (
        f"One official of a team of {people.officials_a_team:.1f} is checked {then:.1f} times a"
        f" year (now {now:.1f}, of {WORKING_DAYS_A_YEAR} working days). Absent without a pattern,"
        " and asked on such a day within a year:"
    )
    table = Table("absent days of 21", "now", "then", "then, if two checks of three find out")
    table.box = None
    for days in range(1, _MOST_ABSENT + 1):
        chances = (found_within_a_year(checks, days) for checks in (now, then, then * 2 / 3))
        table.add_row(str(days), *(f"{chance:.0%}" for chance in chances))
    yield table


def _a_year(policy: Policy, people: People) -> float:
    return 12 * checks_a_month(policy, people, policy.draw_rate_milli)


def _warnings(policy: Policy, people: People) -> Iterator[RenderableType]:
    often = checks_a_month(policy, people, policy.draw_rate_milli)
    share = picks_a_cycle(policy, policy.draw_rate_milli) / policy.draw_cycle_days
    if often < OFTEN and share < DAILY:
        return
    yield ""
    yield (
        f"[bold]Warning:[/] each team would be picked on {100 * share:.0f} of 100 working days, and"
        f" everybody checked {often:.1f} times a month. That comes close to a daily punch-in, which"
        " this program must not be. One check a person and month is enough: it meets somebody"
        " absent 4 of 21 days with 92% within a year."
    )
