"""A roster that comes in beside one that is there already."""

from pathlib import Path

import pytest

from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.rosters import change, counted, rows_of, stored, write_rows


@pytest.fixture
def imported(mingcha: Mingcha, folder: Path) -> Path:
    """The folder, already in the register."""
    assert mingcha("roster", "import", str(folder)).status == 0
    return folder


def part(folder: Path, sheet: str, *rows: int, name: str = "part", **cells: str) -> Path:
    """A delivery of these rows (from 1) alone, marked like the whole."""
    chosen = [rows_of(folder, sheet)[row - 1] | cells for row in rows]
    write_rows(folder.parent / name, sheet, chosen)
    (folder.parent / name / "SYNTHETIC.txt").touch()
    return folder.parent / name


def test_a_dry_run_says_what_would_happen_and_nothing_happens(
    mingcha: Mingcha, imported: Path
) -> None:
    before = stored(mingcha)
    official = change(imported, "officials", 1, unit="县审计局")["official"]
    households = rows_of(imported, "households")
    gone = households.pop()["household"]
    households[0]["phones"] = "110"
    write_rows(imported, "households", [*households, households[1] | {"household": "H9999"}])
    tried = mingcha("roster", "import", str(imported), "--dry-run")
    assert tried.status == 1
    assert f"officials, changed: {official} (unit)" in tried.out
    assert "households, new: H9999" in tried.out
    assert f"households, missing: {households[0]['household']}; {gone}" in tried.out
    assert "This was a dry run" in tried.out
    assert "县审计局" not in tried.out
    assert stored(mingcha) == before
    done = mingcha("roster", "import", str(imported))
    assert counted(done) == counted(tried)
    assert stored(mingcha)["households"] == before["households"] + 1


def test_a_delivery_may_hold_only_the_rows_that_changed(mingcha: Mingcha, imported: Path) -> None:
    before = stored(mingcha)
    told = mingcha("roster", "import", str(part(imported, "households", 2, cadre_kin="yes")))
    assert told.status == 0
    assert counted(told)["households"]["changed"] == 1
    assert set(counted(told)) == {"households"}
    assert stored(mingcha) == before


@EMBEDDED
def test_the_first_delivery_must_be_whole(mingcha: Mingcha, folder: Path) -> None:
    told = mingcha("roster", "import", str(part(folder, "households", 2)))
    assert told.status == 2
    assert "villages.csv, teams.csv, officials.csv, postings.csv missing" in told.err
    assert sum(stored(mingcha).values()) == 0


@EMBEDDED
def test_what_neither_the_delivery_nor_the_register_has_is_refused(
    mingcha: Mingcha, imported: Path
) -> None:
    new = part(imported, "households", 2, household="H9999", village="530128999201")
    told = mingcha("roster", "import", str(new))
    assert told.status == 1
    assert "villages has no such row, nor has the register" in told.out


@EMBEDDED
def test_an_unknown_region_of_an_inspector_is_refused(mingcha: Mingcha, imported: Path) -> None:
    told = mingcha("roster", "import", str(part(imported, "inspectors", 1, region="650000")))
    assert told.status == 1
    assert "no village of the roster lies in this region" in told.out


def test_a_number_of_somebody_in_the_register_is_refused(mingcha: Mingcha, imported: Path) -> None:
    first, second = rows_of(imported, "officials")[:2]
    told = mingcha("roster", "import", str(part(imported, "officials", 1, phone=second["phone"])))
    assert told.status == 1
    assert f"official {second['official']} of the register has this number" in told.out
    assert counted(told)["officials"] == {
        **dict.fromkeys(("new", "changed", "unchanged", "accepted"), 0),
        "read": 1,
        "refused": 1,
        "missing": len(rows_of(imported, "officials")),
    }
    assert first["phone"] not in told.out


def test_two_people_may_exchange_their_numbers_in_one_delivery(
    mingcha: Mingcha, imported: Path
) -> None:
    first, second = rows_of(imported, "officials")[:2]
    change(imported, "officials", 1, phone=second["phone"])
    change(imported, "officials", 2, phone=first["phone"])
    told = mingcha("roster", "import", str(part(imported, "officials", 1, 2)))
    assert told.status == 0
    assert counted(told)["officials"]["changed"] == 2


@EMBEDDED
def test_an_exchange_of_which_one_half_is_refused_is_refused_whole(
    mingcha: Mingcha, imported: Path
) -> None:
    first, second = rows_of(imported, "officials")[:2]
    change(imported, "officials", 1, phone=second["phone"])
    change(imported, "officials", 2, phone=first["phone"], language="fr")
    told = mingcha("roster", "import", str(part(imported, "officials", 1, 2)))
    assert told.status == 1
    assert counted(told)["officials"]["refused"] == 2
    assert f"official {second['official']} of the register has this number" in told.out


@EMBEDDED
def test_a_posting_beside_one_in_the_register_is_refused_until_that_one_ends(
    mingcha: Mingcha, imported: Path
) -> None:
    old = rows_of(imported, "postings")[0]
    team = next(row for row in rows_of(imported, "teams") if row["team"] != old["team"])["team"]
    new = old | {"team": team, "from": "2026-07-01", "to": ""}
    delivery = part(imported, "postings", 1)
    write_rows(delivery, "postings", [new])
    told = mingcha("roster", "import", str(delivery))
    assert told.status == 1
    assert f"overlaps with a row of the register that began on {old['from']}" in told.out
    write_rows(delivery, "postings", [old | {"to": "2026-06-30"}, new])
    told = mingcha("roster", "import", str(delivery))
    assert told.status == 0
    assert (counted(told)["postings"]["changed"], counted(told)["postings"]["new"]) == (1, 1)


@EMBEDDED
@pytest.mark.parametrize("first", ["synthetic", "real"])
def test_real_and_synthetic_people_are_never_mixed(
    mingcha: Mingcha, folder: Path, first: str
) -> None:
    marker = folder / "SYNTHETIC.txt"
    if first == "real":
        marker.unlink()
    assert mingcha("roster", "import", str(folder)).status == 0
    before = stored(mingcha)
    marker.unlink() if first == "synthetic" else marker.touch()
    told = mingcha("roster", "import", str(folder))
    assert told.status == 2
    kind = "invented" if first == "synthetic" else "real"
    assert f"and the people in the register are {kind}; the two are never mixed" in told.err
    assert stored(mingcha) == before
