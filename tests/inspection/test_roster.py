"""What becomes the roster."""

from datetime import date

from inspection.admission import check
from inspection.roster import Checked, Counts
from inspection.sheet import LAYOUTS, Sheets
from tests.inspection.rosters import RIGHT, SHANGDE, DigitNumbering, sheet, sheets


def checked(delivered: Sheets) -> Checked:
    return check(delivered, numbering=DigitNumbering())


def test_a_right_roster_goes_in_completely() -> None:
    result = checked(sheets())
    assert result.refusals == ()
    assert result.ignored == {}
    assert result.counts == {
        name: Counts(read=len(rows), accepted=len(rows), refused=0) for name, rows in RIGHT.items()
    }


def test_cells_become_what_they_stand_for() -> None:
    roster = checked(sheets()).roster
    first, second = roster.households[:2]
    assert first.phones == ("+8619950000001", "+8619950000002")
    assert (first.in_programme, first.cadre_kin) == (True, False)
    assert (second.language, second.cadre_kin) == ("zh", False)
    assert roster.households[2].phones == ()
    assert roster.postings[0].to_day == date(2025, 9, 30)
    assert roster.postings[1].to_day is None
    assert [village.zone for village in roster.villages] == [None, "Asia/Shanghai"]
    assert roster.inspectors[0].region == "530128"


def test_two_households_may_share_a_number() -> None:
    roster = checked(sheets()).roster
    assert roster.households[0].phones[0] == roster.households[1].phones[0]


def test_a_number_written_twice_in_one_household_counts_once() -> None:
    row = ("H1", SHANGDE, "诸葛秀英", "+8619950000001；+8619950000001;", "zh", "yes", "no")
    roster = checked(sheets({"households": [row], "designations": []})).roster
    assert roster.households[0].phones == ("+8619950000001",)


def test_everybody_of_a_synthetic_roster_is_synthetic_and_nobody_of_a_real_one() -> None:
    for mark in (True, False):
        roster = checked(sheets(synthetic=mark)).roster
        assert {official.synthetic for official in roster.officials} == {mark}
        assert {household.synthetic for household in roster.households} == {mark}
        assert {inspector.synthetic for inspector in roster.inspectors} == {mark}
        assert roster.synthetic is mark


def test_names_and_numbers_are_not_in_the_repr_of_people() -> None:
    roster = checked(sheets()).roster
    text = repr((roster.officials, roster.households, roster.inspectors))
    assert "O1" in text
    for personal in ("欧阳", "诸葛", "东方", "199"):
        assert personal not in text


def test_columns_may_stand_in_any_order_and_strange_ones_are_reported_once() -> None:
    columns = ("name", "remark", "village", "team")
    rows = [("尚德队", "x", SHANGDE, "T1"), ("又一队", "y", SHANGDE, "T2")]
    delivered = sheets()
    changed = {**delivered.sheets, "teams": sheet("teams", rows, columns)}
    result = checked(Sheets(sheets=changed, synthetic=False))
    assert [team.team for team in result.roster.teams] == ["T1", "T2"]
    assert result.ignored == {"teams": ("remark",)}


def test_optional_sheets_may_be_absent() -> None:
    delivered = sheets()
    kept = {name: part for name, part in delivered.sheets.items() if not LAYOUTS[name].optional}
    result = checked(Sheets(sheets=kept, synthetic=False))
    assert result.refusals == ()
    assert set(result.counts) == set(RIGHT) - {"designations", "inspectors"}


def test_full_width_digits_of_a_code_are_the_same_code() -> None:
    wide = SHANGDE.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    rows = [("T1", wide, "尚德队"), ("T2", SHANGDE, "转龙队")]
    roster = checked(sheets({"teams": rows})).roster
    assert roster.teams[0].village == SHANGDE


def test_a_name_over_two_lines_becomes_one_line() -> None:
    rows = [("T1", SHANGDE, "尚德\n 驻村队"), ("T2", SHANGDE, "转龙队")]
    assert checked(sheets({"teams": rows})).roster.teams[0].name == "尚德 驻村队"


def test_progress_ends_with_every_row_of_every_sheet() -> None:
    told: list[tuple[str, int, int]] = []
    check(
        sheets(),
        numbering=DigitNumbering(),
        on_row=lambda name, done, total: told.append((name, done, total)),
    )
    assert told == [(name, len(rows), len(rows)) for name, rows in RIGHT.items()]
