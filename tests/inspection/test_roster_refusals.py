"""What is refused, and in which words."""

import pytest

from inspection.admission import check
from inspection.refusal import Refusal
from inspection.roster import Checked
from inspection.sheet import Sheets
from tests.inspection.rosters import (
    RIGHT,
    SHANGDE,
    ZHUANLONG,
    DigitNumbering,
    sheet,
    sheets,
    with_cell,
)


def checked(delivered: Sheets) -> Checked:
    return check(delivered, numbering=DigitNumbering())


def first_refusal(delivered: Sheets) -> Refusal:
    return checked(delivered).refusals[0]


@pytest.mark.parametrize(
    ("name", "row", "column", "text", "reason"),
    [
        ("villages", 2, "code", "5.30128E+11", "rounded number (E+)"),
        ("villages", 2, "code", "530128102201.0", "decimal number"),
        ("villages", 2, "code", "30128102201", "a leading zero may have been lost"),
        ("villages", 2, "code", "530128102", "this has 9"),
        ("villages", 2, "code", "530128102000", "a township and not a village"),
        ("villages", 2, "code", "尚德", "other characters"),
        ("villages", 2, "code", "", "the cell is empty"),
        ("villages", 2, "name", "=HYPERLINK(1)", "spreadsheet formula"),
        ("villages", 2, "name", "＝1+1", "spreadsheet formula"),
        ("villages", 2, "township", "@sum", "spreadsheet formula"),
        ("villages", 2, "county", "+x", "spreadsheet formula"),
        ("villages", 2, "province", "-x", "spreadsheet formula"),
        ("villages", 2, "name", "尚\u202e德", "invisible character U+202E"),
        ("villages", 2, "name", "尚\x07德", "invisible character U+0007"),
        ("villages", 2, "name", "德" * 101, "at most 100 characters"),
        ("villages", 2, "zone", "Asia/Peking", "no time zone of this name"),
        ("villages", 2, "zone", "../../etc/passwd", "no time zone of this name"),
        ("teams", 2, "team", "T|1", 'no "|"'),
        ("teams", 2, "team", "T" * 41, "1 to 40 characters"),
        ("teams", 2, "team", "T\x001", "invisible character U+0000"),
        ("teams", 2, "team", "=T1", "spreadsheet formula"),
        ("teams", 2, "village", "530128102209", "villages has no such row"),
        ("officials", 2, "name", " ", "the cell is empty"),
        ("officials", 2, "phone", "", "the cell is empty"),
        ("officials", 2, "phone", "12345", "no number that we know"),
        ("officials", 2, "language", "fr", "neither zh nor en"),
        ("postings", 2, "official", "O9", "officials has no such row"),
        ("postings", 2, "team", "T9", "teams has no such row"),
        ("postings", 2, "role", "boss", "neither leader nor member"),
        ("postings", 2, "from", "45658", "stored the date as a number"),
        ("postings", 2, "from", "2025/1/1", "year-month-day"),
        ("postings", 2, "from", "2025-02-29", "no such day"),
        ("postings", 2, "from", "", "the cell is empty"),
        ("postings", 2, "to", "2024-12-31", "ends before it begins"),
        ("postings", 3, "from", "2025-09-30", "overlaps with row 2"),
        ("households", 2, "phones", "+8619950000001;7", "no number that we know"),
        ("households", 2, "in_programme", "", "the cell is empty"),
        ("households", 2, "in_programme", "maybe", "neither yes nor no"),
        ("households", 2, "cadre_kin", "maybe", "neither yes nor no"),
        ("households", 2, "village", "530128102209", "villages has no such row"),
        ("designations", 2, "household", "H9", "households has no such row"),
        ("designations", 2, "official", "O9", "officials has no such row"),
        ("inspectors", 2, "region", "54", "no village of the roster lies in this region"),
        ("inspectors", 2, "region", "530", "2, 4, 6, 9 or 12 digits"),
        ("inspectors", 2, "county", "5301", "a code is 6 digits, this has 4"),
        ("inspectors", 2, "phone", "+8619900000002", "officials, row 3, already has this number"),
    ],
)
def test_a_wrong_cell_is_refused_where_it_is(
    name: str, row: int, column: str, text: str, reason: str
) -> None:
    right = checked(sheets())
    result = checked(with_cell(name, row, column, text))
    refusal = result.refusals[0]
    assert right.refusals == ()
    assert (refusal.sheet, refusal.row, refusal.column) == (name, row, column)
    assert reason in refusal.reason
    assert refusal.remedy
    assert result.counts[name].refused == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [("45658", "2025-01-01"), ("2025/1/1", "2025-01-01"), ("2025年3月2日", "2025-03-02")],
)
def test_a_date_that_can_be_understood_is_shown_as_it_should_be_written(
    text: str, meant: str
) -> None:
    assert meant in first_refusal(with_cell("postings", 2, "from", text)).remedy


@pytest.mark.parametrize(
    ("name", "column", "changed"),
    [
        ("villages", "code", (SHANGDE, "别村", "镇", "县", "市", "省", "")),
        ("teams", "team", ("T1", ZHUANLONG, "别队")),
        ("officials", "official", ("O1", "别人", "+8619900000009", "", "")),
        ("households", "household", ("H1", ZHUANLONG, "别户", "", "", "no", "")),
        ("inspectors", "inspector", ("I1", "别人", "+8619990000009", "", "53", "530129")),
    ],
)
def test_the_second_row_with_a_key_is_refused_and_names_the_first(
    name: str, column: str, changed: tuple[str, ...]
) -> None:
    rows = [*RIGHT[name], changed]
    result = checked(sheets({name: rows}))
    assert [(r.row, r.column) for r in result.refusals] == [(len(rows) + 1, column)]
    assert "row 2 already has the same key" in result.refusals[0].reason


def test_the_second_official_with_a_number_is_refused() -> None:
    refusal = first_refusal(with_cell("officials", 3, "phone", "+8619900000001"))
    assert (refusal.row, refusal.column) == (3, "phone")
    assert "officials, row 2, already has this number" in refusal.reason


def test_a_household_has_one_helper_at_a_time_but_may_get_another() -> None:
    one_after_the_other = [
        ("H1", "O1", "2025-01-01", "2025-06-30"),
        ("H1", "O2", "2025-07-01", ""),
    ]
    both = [("H1", "O1", "2025-01-01", "2025-07-01"), ("H1", "O2", "2025-07-01", "")]
    assert checked(sheets({"designations": one_after_the_other})).refusals == ()
    refusal = first_refusal(sheets({"designations": both}))
    assert refusal.row == 3
    assert "one designated official at a time" in refusal.reason


def test_a_row_that_refers_to_a_refused_row_is_refused_with_the_row_to_correct() -> None:
    result = checked(with_cell("villages", 2, "name", "=1"))
    reasons = {(r.sheet, r.row): r.reason for r in result.refusals}
    assert "refers to row 2 of villages, which was refused" in reasons["teams", 2]
    assert "refers to row 2 of teams, which was refused" in reasons["postings", 2]
    assert "refers to row 2 of villages, which was refused" in reasons["households", 3]
    assert "refers to row 2 of households, which was refused" in reasons["designations", 2]
    assert [team.team for team in result.roster.teams] == ["T2"]


def test_all_wrong_cells_of_a_row_are_told_at_once() -> None:
    rows = [("O 1", "=x", "7", "fr", "")]
    result = checked(sheets({"officials": rows}))
    of_row = [r.column for r in result.refusals if r.sheet == "officials"]
    assert of_row == ["name", "language", "phone"]
    assert result.counts["officials"].refused == 1


def test_a_sheet_without_a_required_column_is_refused_whole_with_what_is_expected() -> None:
    delivered = sheets()
    bare = sheet("teams", [("T1", "尚德队"), ("T2", "转龙队")], ("team", "name"))
    result = checked(Sheets(sheets={**delivered.sheets, "teams": bare}, synthetic=False))
    refusal = result.refusals[0]
    assert (refusal.sheet, refusal.row, refusal.column) == ("teams", 1, "village")
    assert "team, village, name" in refusal.remedy
    assert (result.counts["teams"].read, result.counts["teams"].refused) == (2, 2)
    dependent = next(r for r in result.refusals if r.sheet == "postings")
    assert "refer to teams, which was refused as a whole" in dependent.reason
    assert result.counts["households"].refused == 0


def test_a_sheet_separated_by_semicolons_is_told_so() -> None:
    delivered = sheets()
    bare = sheet("teams", [("T1;x;y",)], ("team;village;name",))
    result = checked(Sheets(sheets={**delivered.sheets, "teams": bare}, synthetic=False))
    assert "separated by semicolons, use commas" in result.refusals[0].remedy


def test_a_column_that_is_named_twice_refuses_the_sheet() -> None:
    delivered = sheets()
    twice = sheet("teams", [("T1", SHANGDE, "x", "y")], ("team", "village", "name", "name"))
    result = checked(Sheets(sheets={**delivered.sheets, "teams": twice}, synthetic=False))
    assert "names a column twice" in result.refusals[0].reason


def test_a_refusal_reads_as_a_sentence_with_its_place() -> None:
    text = str(first_refusal(with_cell("villages", 2, "code", "5.30128E+11")))
    assert text.startswith("villages, row 2, code: '5.30128E+11' a spreadsheet has turned")
    assert text.endswith("such as 530128102201.")
