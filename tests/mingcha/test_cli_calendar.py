"""`mingcha calendar`, on Sunday 1 March 2026."""

from pathlib import Path

import pytest

from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.installation import STEPPED, environment


@pytest.fixture
def office(home: Path, database: str) -> Mingcha:
    return Mingcha(environment(home, database_url=database, **STEPPED))


def sheet(folder: Path, *lines: str) -> str:
    file = folder / "days.csv"
    file.write_text("\n".join(("day,kind,name", *lines)), encoding="utf-8")
    return str(file)


@EMBEDDED
def test_a_year_is_shown_month_by_month_with_its_signs(office: Mingcha) -> None:
    told = office("calendar", "show", "2026").out
    assert told.startswith("2026, everywhere")
    assert " 26  27  28  29  30  31." in told
    assert "  9  10  11  12  13  14+ 15." in told
    assert "2026-02-17 to 02-19: holiday Chinese New Year (Spring Festival)" in told
    assert "2026-02-14: make-up working day" in told
    assert "?" not in told
    assert "Not confirmed" not in told


@EMBEDDED
def test_a_year_that_is_not_announced_is_marked_until_it_is_confirmed(office: Mingcha) -> None:
    told = office("calendar", "show", "2027").out
    assert "January ?" in told
    assert "Not confirmed: 365 days of 2027" in told
    told = office("calendar", "confirm", "2027", "--by", "I-07").out
    assert "No make-up working day is among them: is that what the notice says?" in told
    assert "2027 is confirmed: days that were not before: 365." in told
    assert "Not confirmed" not in office("calendar", "show", "2027").out
    assert "not confirmed" not in office("policy", "show").out
    assert "nothing was changed" in office("calendar", "confirm", "2027").out


def test_a_region_gets_its_own_days_and_the_same_file_again_changes_nothing(
    office: Mingcha, tmp_path: Path
) -> None:
    file = sheet(tmp_path, "2026-08-06,holiday,Torch Festival", "2026-02-27,rest,")
    tried = office("calendar", "import", file, "--region", "5323", "--dry-run")
    assert "Tried only: nothing was changed." in tried.out
    told = office("calendar", "import", file, "--region", "5323", "--by", "I-07").out
    assert "2026-08-06 free Torch Festival" in told
    assert "Days of region 5323: changed 1, the same already 0." in told
    assert "Days that have begun and stay as they are: 1." in told
    again = office("calendar", "import", file, "--region", "5323").out
    assert "Days of region 5323: changed 0, the same already 1." in again
    shown = office("calendar", "show", "2026", "--region", "5323").out
    assert "Of this region only:\n  2026-08-06 free Torch Festival" in shown
    assert "2026-08-06: holiday" in office("calendar", "show", "2026", "--region", "532301").out
    everywhere = office("calendar", "show", "2026").out
    assert "Torch" not in everywhere
    assert "Regions with days of their own: 5323." in everywhere


@EMBEDDED
def test_what_was_imported_for_everywhere_stays_when_the_program_starts_again(
    office: Mingcha, tmp_path: Path
) -> None:
    told = office("calendar", "import", sheet(tmp_path, "2027-02-20,makeup,"))
    assert "2027-02-20 working" in told.out
    assert "Not confirmed: 364 days" in office("calendar", "show", "2027").out
    assert "2027-02-20: make-up working day" in office("calendar", "show", "2027").out


@EMBEDDED
@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["2026-08-06,free,"], "line 2, kind: 'free'; expected one of working, makeup"),
        (["2031-01-01,rest,"], "2031-01-01: the calendar holds 2024-01-01 to 2027-12-31"),
        (["2026-08-06"], "line 2: 1 cells; expected the columns day,kind,name"),
    ],
)
def test_a_file_that_cannot_be_is_refused(
    office: Mingcha, tmp_path: Path, lines: list[str], reason: str
) -> None:
    told = office("calendar", "import", sheet(tmp_path, *lines))
    assert (told.status, told.out) == (2, "")
    assert reason in told.err


@EMBEDDED
def test_a_year_that_is_not_known_is_refused(office: Mingcha) -> None:
    assert "it holds 2024 to 2027" in office("calendar", "show", "2031").err
    assert "the calendar does not know 2031" in office("calendar", "confirm", "2031").err
