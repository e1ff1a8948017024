"""`mingcha policy`, as whoever is responsible for the numbers uses it."""

import json
import re
from pathlib import Path

import pytest

from mingcha.environment import read_settings
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.installation import STEPPED, environment, opened, people_invited

WHY = ("--reason", "Agreed on 27 February")


@pytest.fixture
def office(home: Path, database: str) -> Mingcha:
    """The small town is registered; it is Sunday, 1 March 2026, nine o'clock."""
    complete = environment(home, database_url=database, **STEPPED)
    foundation = opened(read_settings(complete))
    people_invited(foundation)
    foundation.close()
    return Mingcha(complete)


def rows(office: Mingcha, file: Path) -> list[str]:
    assert office("policy", "export", str(file)).status == 0
    return file.read_text(encoding="utf-8-sig").splitlines()[1:]


def test_a_value_is_set_from_tomorrow_and_shown_with_its_row_and_its_reason(
    office: Mingcha,
) -> None:
    told = office("policy", "set", "household.calls", "1", "--region", "53", *WHY, "--by", "I-07")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(
        "household.calls becomes 1 households in region 53, from 2026-03-02 on.\n"
        "  Instead of 2 (the default).\n"
    )
    shown = office("policy", "show", "household.calls", "--region", "530128", "--day", "2026-03-02")
    assert "household.calls = 1 households (region 53)" in shown.out
    assert "I-07: 1 53 from 2026-03-02 on: Agreed on 27 February" in shown.out
    before = office("policy", "show", "household.calls", "--region", "530128")
    assert "household.calls = 2 households (default, until 2026-03-01)" in before.out
    everywhere = office("policy", "show", "household.calls", "--day", "2026-03-02")
    assert "household.calls = 2 households (default)" in everywhere.out


@EMBEDDED
def test_a_rate_says_what_it_finds_and_how_many_it_asks(office: Mingcha) -> None:
    told = office("policy", "set", "draw.rate_milli", "6000", *WHY).out
    assert "everywhere, the floor included (teams: 1, officials: 2, households: 5):" in told
    assert re.search(r"officials checked +0\.03 +0\.10 +0\.19", told)
    assert re.search(r"households called +0\.07 +0\.19 +0\.08", told)
    assert "The caps allow less than the rate asks for" in told
    assert "One official of a team of 2.0 is checked 12.0 times a year (now 4.3" in told
    assert re.search(r"4 +60% +92% +82%", told)
    assert "Warning" not in told


@EMBEDDED
def test_a_rate_that_comes_close_to_a_punch_in_is_warned_of(office: Mingcha) -> None:
    told = office("policy", "set", "draw.rate_milli", "60000", *WHY, "--dry-run").out
    assert "each team would be picked on 93 of 100 working days" in told
    assert "The caps allow less than the rate asks for" in told


@EMBEDDED
def test_trying_changes_nothing_and_setting_the_same_again_neither(
    office: Mingcha, tmp_path: Path
) -> None:
    told = office("policy", "set", "household.calls", "1", *WHY, "--dry-run")
    assert "Tried only: nothing was changed." in told.out
    assert rows(office, tmp_path / "rows.csv") == []
    for again in (False, True):
        told = office("policy", "set", "household.calls", "1", *WHY)
        assert ("Rows that stand already and were not changed: 1." in told.out) == again
    assert rows(office, tmp_path / "rows.csv") == [",household.calls,1,2026-03-02,"]


def test_what_was_exported_is_imported_and_again_changes_nothing(
    office: Mingcha, tmp_path: Path
) -> None:
    file = tmp_path / "rows.csv"
    office("policy", "set", "household.calls", "1", "--region", "53", *WHY)
    office("policy", "set", "official.hours", "09:00-17:00", "--to", "2026-03-06", *WHY)
    held = rows(office, file)
    told = office("policy", "import", str(file), *WHY)
    assert "Rows that stand already and were not changed: 2." in told.out
    file.write_text("region,key,value,from,to\n,household.calls,2,2026-04-01,\n")
    told = office("policy", "import", str(file), *WHY)
    assert "household.calls becomes 2 households everywhere, from 2026-04-01 on." in told.out
    assert "Region 53 keeps its own: 1 from 2026-03-02." in told.out
    assert sorted(rows(office, file)) == sorted([*held, ",household.calls,2,2026-04-01,"])


@EMBEDDED
def test_rows_that_contradict_each_other_are_refused_and_none_of_them_goes_in(
    office: Mingcha, tmp_path: Path
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(
        "region,key,value,from,to\n"
        ",household.rest_days,60,2026-04-01,\n"
        "53,household.calls,7,2026-04-01,\n"
    )
    told = office("policy", "import", str(file), *WHY)
    assert told.status == 2
    assert "from 2026-04-01 in region 53: household.contacts_an_inspection is 6" in told.err
    assert rows(office, tmp_path / "after.csv") == []
    file.write_text("region,key,value,from,to\n53,no.rule,7,2026-04-01,\n")
    told = office("policy", "import", str(file), *WHY)
    assert (told.status, "line 2, key: there is no rule 'no.rule'" in told.err) == (2, True)


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("household.call", "1"), "there is no rule 'household.call'; near it are household.calls"),
        (("household.calls", "11"), "allowed: a whole number from 0 to 10 households"),
        (("household.calls", "1", "--region", "5"), "--region '5': a code is 2, 4, 6, 9 or 12"),
        (("zone", "Asia/Urumqi", "--region", "65"), "zone holds everywhere and cannot differ"),
        (("draw.rate_milli", "1", "--region", "530128106"), "no narrower region"),
        (("household.calls", "1", "--by", "Li Wei"), "expected an id"),
        (("household.calls", "1", "--to", "2026-03-01"), "before it begins on 2026-03-02"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(
    office: Mingcha, arguments: tuple[str, ...], reason: str
) -> None:
    told = office("policy", "set", *arguments, *WHY)
    assert (told.status, told.out) == (2, "")
    assert reason in told.err


@EMBEDDED
def test_a_reason_is_needed(office: Mingcha) -> None:
    assert office("policy", "set", "household.calls", "1", *WHY).status == 0
    told = office("policy", "set", "household.calls", "2", "--reason", "  ")
    assert (told.status, "--reason: it is empty" in told.err) == (2, True)


@EMBEDDED
def test_the_policy_is_shown_whole_and_as_json(office: Mingcha) -> None:
    office("policy", "set", "household.calls", "1", "--from", "2026-03-01", *WHY)
    told = office("policy", "show")
    assert re.search(r"household\.calls +1 +households +everywhere +2026-03-01", told.out)
    assert "leave.approval" not in told.out
    assert "3:township,county" in office("policy", "show", "--all").out
    assert "The calendar of 2027 is not confirmed" in told.out
    shown = {one["key"]: one for one in json.loads(office("policy", "show", "--json").out)}
    assert shown["household.calls"]["value"] == "1"
    assert shown["household.calls"]["from"] == "row"
    assert shown["draw.hours"]["from"] == "default"


@EMBEDDED
def test_all_rules_of_a_topic_are_explained_together(office: Mingcha) -> None:
    told = office("policy", "show", "leave").out
    assert told.count("Nothing in the program acts on it yet") == told.count("leave.") == 6
