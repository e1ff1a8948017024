import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.ports import Ledger
from mingcha.environment import read_settings
from tests.mingcha.answered import COUNTY, EAST, WEST, open_pick, township_asked
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.installation import opened

PERIOD = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def ledger(mingcha: Mingcha) -> Iterator[Ledger]:
    """Its store: five officials and households answered in the east, six in the west."""
    with opened(read_settings(mingcha.environment)) as foundation:
        with foundation.ledger.write() as book:
            township_asked(book, EAST, 5)
            township_asked(book, WEST, 6, seen="no")
        yield foundation.ledger


def log_head(ledger: Ledger) -> bytes:
    with ledger.read() as book:
        return book.audit.head()


def test_the_county_is_shown_with_its_intervals_and_rates(mingcha: Mingcha, ledger: Ledger) -> None:
    before = log_head(ledger)
    told = mingcha("estimate", *PERIOD, "--question", "seen")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(f"Estimates for {COUNTY} Luquan, 2026-03-01 to 2026-03-31.")
    (line,) = [line for line in told.out.splitlines() if "yes, I saw them" in line]
    assert line.split()[-2:] == ["11", "11"]
    assert "45 %" in line
    assert "●" in line
    assert "not enough evidence for +-5 points: about" in told.out
    assert "What these figures cannot say" in told.out
    (rates,) = [line for line in told.out.splitlines() if "households" in line and "100 %" in line]
    assert rates.split()[3:5] == ["11", "100"]
    assert log_head(ledger) != before, "every reading is noted"


@EMBEDDED
def test_parts_stand_in_order_of_their_codes(mingcha: Mingcha, ledger: Ledger) -> None:
    told = mingcha("estimate", *PERIOD, "--question", "seen", "--parts")
    lines = [line for line in told.out.splitlines() if line.startswith("530128")]
    assert [line.split()[0] for line in lines[:3]] == [COUNTY, EAST, WEST]
    assert "hidden" not in told.out


@EMBEDDED
def test_what_too_few_people_said_is_hidden_and_it_says_why(
    mingcha: Mingcha, ledger: Ledger
) -> None:
    with ledger.write() as book:
        township_asked(book, "530128103", 2)
    told = mingcha("estimate", *PERIOD, "--question", "attendance", "--parts")
    lines = {line.split()[0]: line for line in told.out.splitlines() if line.startswith("530128")}
    assert "hidden" in told.out
    hidden = [line for line in told.out.splitlines() if line.rstrip().endswith("hidden")]
    assert [line.split()[0] for line in hidden] == [EAST, "530128103"], "one alone would follow"
    assert WEST in lines
    assert "Hidden: fewer than 5 people answered" in told.out


@EMBEDDED
def test_attendance_of_a_village_is_that_of_fewer_than_five_people(
    mingcha: Mingcha, ledger: Ledger
) -> None:
    with ledger.write() as book:
        township_asked(book, "530128104", 3)
    told = mingcha("estimate", *PERIOD, "--region", "530128104201", "--question", "attendance")
    assert "hidden" in told.out


@EMBEDDED
def test_open_inspections_are_left_out_and_said(mingcha: Mingcha, ledger: Ledger) -> None:
    with ledger.write() as book:
        open_pick(book, EAST)
    told = mingcha("estimate", *PERIOD)
    assert "Inspections that are over: 11.\n1 more are not over and are left out." in told.out


@EMBEDDED
def test_one_document_of_json(mingcha: Mingcha, ledger: Ledger) -> None:
    told = mingcha("estimate", *PERIOD, "--question", "attendance", "--json", "--margin", "30")
    document = json.loads(told.out)
    assert (document["region"], document["inspections"]) == (COUNTY, 11)
    (result,) = document["estimates"]
    assert (result["answers"], result["more_contacts"], result["hidden"]) == (11, 0, False)
    assert result["figures"][0] == {
        "answer": "present", "answers": 11, "effective_answers": 11.0, "share": 1.0,
        "low": 0.7412, "high": 1.0,
    }  # fmt: skip
    assert document["rates"][0]["rr1"] == 1.0


@EMBEDDED
def test_a_file_of_csv(mingcha: Mingcha, ledger: Ledger, tmp_path: Path) -> None:
    with ledger.write() as book:
        township_asked(book, "530128103", 2)
    out = tmp_path / "new" / "estimates.csv"
    told = mingcha("estimate", *PERIOD, "--parts", "--question", "seen", "--out", str(out))
    assert told.out == f"The figures are in {out}.\n"
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    county = [row for row in rows if row["region"] == COUNTY]
    assert [row["answer"] for row in county] == ["yes", "no", "away", "dont_know"]
    assert (county[0]["name"], county[0]["answers"], county[0]["rr2"]) == ("Luquan", "13", "1.0")
    hidden = [row for row in rows if row["hidden"] == "yes"]
    assert [row["region"] for row in hidden] == [EAST, "530128103"]
    assert {row["answers"] + row["share"] + row["contacts"] for row in hidden} == {""}


@EMBEDDED
def test_it_can_be_read_in_chinese(mingcha: Mingcha, ledger: Ledger) -> None:
    told = mingcha("estimate", *PERIOD, "--language", "zh", "--question", "money")
    assert told.out.startswith("估计：530128 Luquan，2026-03-01至2026-03-31（含）。")
    assert "无人回答" in told.out


@EMBEDDED
def test_without_anything_drawn_it_says_so(mingcha: Mingcha) -> None:
    told = mingcha("estimate", *PERIOD)
    assert told.status == 0
    assert "Estimates for all regions" in told.out
    assert "there is nothing to estimate from" in told.out


@EMBEDDED
def test_without_a_first_day_it_is_four_weeks(mingcha: Mingcha) -> None:
    told = mingcha("estimate", "--to", "2026-03-28")
    assert "2026-03-01 to 2026-03-28" in told.out


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        (("--region", "53012"), "--region '53012': a code is 2, 4, 6, 9 or 12 digits"),
        (("--question", "weather"), "--question 'weather': expected one of attendance, seen"),
        (("--margin", "0"), "--margin 0: expected 1 to 49 percentage points"),
        (("--from", "2026-03-09", "--to", "2026-03-01"), "--from 2026-03-09 is after --to"),
        (("--from", "March"), "'%Y-%m-%d'"),
        (("--language", "fr"), "--language 'fr': expected zh or en"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    mingcha: Mingcha, arguments: tuple[str, ...], right: str
) -> None:
    told = mingcha("estimate", *arguments)
    assert told.status == 2
    assert right in told.err
