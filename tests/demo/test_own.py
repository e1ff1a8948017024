"""Somebody's own county in the demo: who is played, and what is refused."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from inspection.policy import PolicyRow
from inspection.roster_part import kinds_of
from mingcha.demo.own import CountyRefused, own_county
from mingcha.demo.plan import SEED, Plan
from mingcha.demo.show import play, report
from mingcha.demo.week import DemoWeek
from mingcha.foundation import Foundation
from simulator import World
from tests.mingcha.command import Mingcha
from tests.mingcha.rosters import SHEETS, change, rows_of

SUNDAY = date(2026, 3, 1)


@pytest.fixture
def workbook(mingcha: Mingcha, folder: Path, tmp_path: Path) -> Path:
    """The template, filled in."""
    path = tmp_path / "county.xlsx"
    assert mingcha("roster", "template", str(path)).status == 0
    book = load_workbook(path)
    for page in book.worksheets[1:]:
        for row in rows_of(folder, page.title.split()[-1]):
            page.append(list(row.values()))
    book.save(path)
    return path


def planned(path: Path, **options: object) -> Plan:
    return own_county(path, countries=("CN",), after=SUNDAY, **options)  # type: ignore[arg-type]


def sizes(plan: Plan) -> Mapping[str, int]:
    return {sheet: len(getattr(plan.roster, sheet)) for sheet in SHEETS}


def test_a_filled_template_is_played_with_its_own_people(
    mingcha: Mingcha, folder: Path, workbook: Path, tmp_path: Path
) -> None:
    plan = planned(workbook, days=1, language="en")
    assert sizes(plan) == {sheet: len(rows_of(folder, sheet)) for sheet in SHEETS}
    page = io.StringIO()
    console = Console(file=page, width=200, highlight=False, soft_wrap=True)
    with World(start=plan.eve, seed=SEED) as world:
        week = DemoWeek(home=tmp_path / "demo", world=world, plan=plan)
        play(console, week, full=False)
        report(console, week)
        known = {one["phone"] for one in rows_of(folder, "officials")}
        assert {one.number for one in week.county.roster.officials.values()} == known
    assert "Roster imported: 3 villages, 3 teams" in page.getvalue()
    names = [f"chat  {one['name']} ({one['official']}) →" for one in rows_of(folder, "officials")]
    assert any(name in page.getvalue() for name in names)
    with Foundation.of(week.settings()) as foundation, foundation.ledger.read() as book:
        assert kinds_of(book.roster.at(plan.end)) == {True}, "no carrier may ever dial them"
    assert not (tmp_path / "own home").exists()


def test_the_week_is_one_without_holidays_and_its_rules_are_ones_own(folder: Path) -> None:
    (before, after) = (date(2026, 9, 24), date(2026, 10, 12))  # National day in between
    rows = [
        PolicyRow(region="", key=key, value=value, valid_from=SUNDAY)
        for key, value in (("draw.rate_milli", "3000"), ("zone", "Asia/Urumqi"))
    ]
    plan = own_county(folder, countries=("CN",), after=before, rows=rows)
    assert (plan.monday, plan.zone.key) == (after, "Asia/Urumqi")
    assert "draw.rate_milli" not in plan.policy
    assert planned(folder).policy["draw.rate_milli"] == "48000"
    assert planned(folder).monday == date(2026, 3, 2)


def test_only_the_region_that_was_asked_for_is_played(folder: Path) -> None:
    village = rows_of(folder, "villages")[0]["code"]
    assert sizes(planned(folder, region=village))["teams"] == 1
    assert sizes(planned(folder, region=village[:6]))["teams"] == 3
    with pytest.raises(CountyRefused, match="--region 11: no team of the roster is there"):
        planned(folder, region="11")


def test_an_inspector_may_have_the_id_of_an_official(folder: Path) -> None:
    official = rows_of(folder, "officials")[0]["official"]
    change(folder, "inspectors", 1, inspector=official)
    plan = planned(folder)
    assert plan.roster.inspectors[0].inspector != official


def test_a_roster_with_refused_rows_is_not_played(mingcha: Mingcha, folder: Path) -> None:
    change(folder, "officials", 1, phone="110")
    told = mingcha("demo", "--roster", str(folder))
    assert told.status == 2
    assert "officials, row 2, phone" in told.err
    assert f"mingcha roster import {folder} --dry-run --refusals refused.xlsx" in told.err


def test_a_roster_in_which_nobody_is_posted_is_not_played(folder: Path) -> None:
    for row in range(1, len(rows_of(folder, "postings")) + 1):
        change(folder, "postings", row, to="2026-02-27")
    with pytest.raises(CountyRefused, match="no official is posted in the week of 2026-03-02"):
        planned(folder)


def test_a_roster_that_is_too_big_names_its_counties(mingcha: Mingcha, tmp_path: Path) -> None:
    big = tmp_path / "big"
    assert mingcha("roster", "generate", "--out", str(big), "--teams", "201").status == 0
    county = rows_of(big, "villages")[0]["code"][:6]
    told = mingcha("demo", "--roster", str(big))
    assert told.status == 2
    assert "the roster has 201 teams; a demo plays at most 200" in told.err
    assert f"Its counties: {county}" in told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--policy", "p.csv"], "--policy: is for a county of your own; expected --roster too"),
        (["--region", "53"], "--region: is for a county of your own; expected --roster too"),
        (["--language", "fr"], "--language 'fr': expected en or zh"),
        (["--roster", "nowhere.xlsx"], "nowhere.xlsx: there is no such file"),
        (["--roster", "nowhere", "--region", "5"], "--region '5'"),
    ],
)
def test_what_makes_no_sense_is_refused(mingcha: Mingcha, arguments: list[str], words: str) -> None:
    told = mingcha("demo", *arguments)
    assert (told.status, words in told.err) == (2, True), told.err
