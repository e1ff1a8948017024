"""Somebody's own county for the demo: their roster, and their policy if they give it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from documents.calendar import calendar_of
from documents.roster.delivery import load
from inspection.policy import PolicyRow, in_force
from inspection.region import contains
from inspection.roster import Checked, Roster
from inspection.roster_part import part_of
from mingcha.demo.plan import PUBLIC_NUMBER, RATE_MILLI, TEAMS, WORKING_DAYS, Plan, speaking
from telephony.numbering import PhoneNumbering

MOST_TEAMS = 200
"""More take longer than anybody watches."""
_LOWEST_RATE, _HIGHEST_RATE = 2000, 48_000
"""What the rule says by itself; and what a handful of teams can be asked without everybody being
at rest by Tuesday."""
_WEEKS_AHEAD = 8
_REFUSALS_SHOWN = 20


class CountyRefused(Exception):
    """The roster cannot be played; the text says why, and what would be right."""


def own_county(
    path: Path,
    *,
    countries: tuple[str, ...],
    after: date,
    rows: Sequence[PolicyRow] = (),
    region: str = "",
    language: str | None = None,
    days: int = WORKING_DAYS,
) -> Plan:
    """The week after the day `after` with the most working days of the next eight, so that the
    postings of today count. `language`: everybody's, instead of their own.

    Raises CountyRefused, RosterUnreadable."""
    checked = load(path, numbering=PhoneNumbering(countries))
    _refuse_refused(path, checked)
    roster = part_of(checked.roster, region)
    _refuse_too_many(roster, region)
    monday = _best_monday(after, countries[0])
    last = monday + timedelta(days=days - 1)
    if not any(p.from_day <= last and (p.to_day or last) >= monday for p in roster.postings):
        where = f" of region {region}" if region else ""
        raise CountyRefused(
            f"{path}: no official{where} is posted in the week of {monday}, so nobody could be"
            " drawn; correct the days in the sheet postings"
        )
    rules = in_force(rows, "", monday)
    demo = {"draw.rate_milli": str(_rate(len(roster.teams))), "public_number": PUBLIC_NUMBER}
    if language is not None:
        roster = speaking(roster, language)
    return Plan(
        roster=_invented(_apart(roster)),
        monday=monday,
        days=days,
        zone=ZoneInfo(rules.zone.key),
        countries=countries,
        policy={key: value for key, value in demo.items() if all(r.key != key for r in rows)},
        rows=tuple(rows),
    )


def _refuse_refused(path: Path, checked: Checked) -> None:
    refused = [str(one) for one in checked.refusals]
    if refused:
        more = len(refused) - _REFUSALS_SHOWN
        raise CountyRefused(
            "\n".join(
                [
                    f"{path}: not played, since rows of it are refused:",
                    *refused[:_REFUSALS_SHOWN],
                    *([f"... and {more} more"] if more > 0 else []),
                    "To correct them in a workbook:"
                    f" mingcha roster import {path} --dry-run --refusals refused.xlsx",
                ]
            )
        )


def _refuse_too_many(roster: Roster, region: str) -> None:
    teams = len(roster.teams)
    if not teams:
        raise CountyRefused(
            f"--region {region}: no team of the roster is there; expected the beginning of a"
            " village's code in it"
        )
    if teams <= MOST_TEAMS:
        return
    counties = sorted({one.village[:6] for one in roster.teams if contains(region, one.village)})
    named = ", ".join(counties[:5]) + (" ..." if len(counties) > 5 else "")
    raise CountyRefused(
        f"the roster has {teams} teams; a demo plays at most {MOST_TEAMS}. Choose a part of it, a"
        f" county for example, with --region CODE. Its counties: {named}"
    )


def _rate(teams: int) -> int:
    """About as many inspections in all as the invented county has."""
    return min(_HIGHEST_RATE, max(_LOWEST_RATE, RATE_MILLI * TEAMS // teams))


def _best_monday(after: date, country: str) -> date:
    calendar = calendar_of((after.year, after.year + 1), country)
    first = after + timedelta(days=7 - after.weekday())
    mondays = [first + timedelta(weeks=n) for n in range(_WEEKS_AHEAD)]

    def worked(monday: date) -> int:
        return len(calendar.working_days(monday, monday + timedelta(days=WORKING_DAYS - 1)))

    return max(mondays, key=worked)  # the first of those that are alike


def _invented(roster: Roster) -> Roster:
    """Marked, so that no real carrier ever dials a number out of the demo's store."""
    return replace(
        roster,
        officials=tuple(replace(one, synthetic=True) for one in roster.officials),
        households=tuple(replace(one, synthetic=True) for one in roster.households),
        inspectors=tuple(replace(one, synthetic=True) for one in roster.inspectors),
        synthetic=True,
    )


def _apart(roster: Roster) -> Roster:
    """In the simulated county nobody else has an inspector's id."""
    officials = {one.official for one in roster.officials}
    return replace(
        roster,
        inspectors=tuple(
            replace(one, inspector=f"{one.inspector}-inspector")
            if one.inspector in officials
            else one
            for one in roster.inspectors
        ),
    )
