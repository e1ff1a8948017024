"""A roster as a workbook, as offices really fill it in."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from documents.generator.county import generate
from documents.roster.delivery import read
from documents.roster.unreadable import RosterUnreadable
from inspection.heading import HEADINGS, SHEET_NAMES
from inspection.sheet import LAYOUTS
from tests.documents.workbooks import loaded, saved, workbook

ID, NAME, PHONE = "A2", "B2", "C2"
"""Of the first official."""


def test_a_workbook_says_what_the_folder_of_the_same_sheets_says(tmp_path: Path) -> None:
    checked = loaded(saved(tmp_path / "roster.xlsx"))
    assert checked.refusals == ()
    assert checked.ignored == {}
    rows = {name: len(sheet.rows) for name, sheet in generate(teams=2, seed=1).sheets.items()}
    assert {name: counts.accepted for name, counts in checked.counts.items()} == rows
    assert checked.roster.synthetic


@pytest.mark.parametrize("both", [False, True], ids=["Chinese alone", "both languages"])
def test_sheets_and_columns_may_be_named_in_chinese(tmp_path: Path, both: bool) -> None:
    def named(zh: str, en: str) -> str:
        return f"{zh} {en}" if both else zh

    sheets = generate(teams=2, seed=1)
    book = workbook(sheets, {name: named(zh[0], name) for name, zh in SHEET_NAMES.items()})
    for page, name in zip(book.worksheets, LAYOUTS, strict=False):
        for cell, column in zip(page[1], LAYOUTS[name].columns, strict=True):
            cell.value = named(HEADINGS[name][column].zh[0], column)
    book.save(tmp_path / "roster.xlsx")
    saved(tmp_path / "english.xlsx")
    checked = loaded(tmp_path / "roster.xlsx")
    assert checked.refusals == ()
    assert checked.roster == loaded(tmp_path / "english.xlsx").roster


def test_words_may_be_written_in_chinese(tmp_path: Path) -> None:
    def chinese(book: Workbook) -> None:
        book["officials"]["D2"] = "英文"
        book["postings"]["C2"] = "队长"
        book["households"]["F2"] = "是"
        book["households"]["G2"] = "否"

    roster = loaded(saved(tmp_path / "roster.xlsx", chinese)).roster
    assert roster.officials[0].language == "en"
    assert roster.postings[0].role == "leader"
    assert (roster.households[0].in_programme, roster.households[0].cadre_kin) == (True, False)


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        (NAME, "=A2", "holds a formula"),
        (PHONE, '=HYPERLINK("http://x")', "holds a formula"),
        (PHONE, ArrayFormula("C2:C2", "=SUM(A1:A2)"), "holds a formula"),
        (NAME, "#N/A", "holds the error #N/A"),
        (PHONE, 1.5, "a number with a fraction"),
        (PHONE, 8613800000000000, "more than 15 digits"),
        (ID, datetime.fromisoformat("2026-03-01"), "holds a date"),
        (ID, True, "holds true or false"),
        (NAME, "x" * 10_001, "more than 10,000 characters"),
    ],
)
def test_a_cell_that_is_no_plain_value_is_refused_and_never_guessed(
    tmp_path: Path, cell: str, value: Any, reason: str
) -> None:
    def spoil(book: Workbook) -> None:
        page = book["officials"]
        page[cell] = value
        if value == "#N/A":
            page[cell].data_type = "e"

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    refused = [one for one in checked.refusals if one.sheet == "officials"]
    assert [(one.row, reason in one.reason) for one in refused] == [(2, True)]
    assert checked.counts["officials"].refused == 1


def test_a_formula_shows_neither_its_text_nor_its_result(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["officials"][NAME] = '="欧阳明华"&"19900000001"'

    (refusal, *_) = loaded(saved(tmp_path / "roster.xlsx", spoil)).refusals
    assert str(refusal) == (
        "officials, row 2, column B, name: '=•••' the cell holds a formula, and what it shows may"
        " change. Copy the cell and paste it as a value, or type the value itself."
    )


def test_a_formula_beside_the_table_is_nobodys_business(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["officials"]
        page["F1"], page["F2"] = "age", "=1+1"

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    assert checked.refusals == ()
    assert checked.ignored == {"officials": ("age",)}


@pytest.mark.parametrize(
    ("number_format", "taken"),
    [("General", True), ("0", True), ("0_ ", True), ("000000000000000", False), ('"0"0', False)],
)
def test_digits_stored_as_a_number_are_read_if_they_are_what_is_shown(
    tmp_path: Path, number_format: str, taken: bool
) -> None:
    def spoil(book: Workbook) -> None:
        for page, row in (("villages", 2), ("teams", 2)):
            cell = book[page].cell(row, 1 if page == "villages" else 2)
            cell.value = int(str(cell.value))
            cell.number_format = number_format

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    if taken:
        assert checked.refusals == ()
        return
    first = checked.refusals[0]
    assert (first.sheet, first.row, first.column) == ("villages", 2, "code")
    assert "shows other digits than it holds" in first.reason


def test_a_real_date_is_that_day_and_a_bare_number_is_none(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["postings"]
        page["D2"] = date(2025, 1, 2)
        page["D3"] = datetime.fromisoformat("2025-01-03T09:30")
        page["D4"] = 45660

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    assert checked.roster.postings[0].from_day == date(2025, 1, 2)
    time, number = (one for one in checked.refusals if one.sheet == "postings")
    assert (time.row, "holds a time of day" in time.reason) == (3, True)
    assert time.remedy == "type the day alone, as 2025-01-03"
    assert (number.row, "stands for 2025-01-03" in number.remedy) == (4, True)


def test_merged_cells_are_refused_with_their_range(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["teams"].merge_cells("B2:B3")

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    refused = [one for one in checked.refusals if one.sheet == "teams"]
    assert [(one.row, one.column) for one in refused] == [(2, "village"), (3, "village")]
    assert all("the cells B2:B3 are merged" in one.reason for one in refused)


def test_a_title_above_the_table_is_passed_over_and_told(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["teams"]
        page.insert_rows(1, 2)
        page["A1"] = "禄劝县驻村工作队名册"
        page.merge_cells("A1:C1")

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    assert checked.refusals == ()
    sheets = read(tmp_path / "roster.xlsx")
    assert "teams: row 3 names the columns; what stands above it was not read" in sheets.notices
    assert sheets.sheets["teams"].rows[0].number == 4


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["teams"].sheet_state = "hidden"
        book["officials"].row_dimensions[3].hidden = True
        book["officials"].column_dimensions["E"].hidden = True
        book["households"].column_dimensions["K"].hidden = True
        book.create_sheet("Sheet1")

    path = saved(tmp_path / "roster.xlsx", spoil)
    assert read(path).notices == (
        "sheets not read: Sheet1",
        "teams: the sheet is hidden; it was read like the others",
        "officials: hidden rows were read like the others: 3",
        "officials: hidden columns were read like the others",
    )
    assert loaded(path).refusals == ()


def test_rows_that_are_only_formatted_are_no_rows(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["teams"]
        for row in range(4, 200):
            page.cell(row, 1).number_format = "@"
        page.cell(1_048_576, 3).number_format = "@"

    checked = loaded(saved(tmp_path / "roster.xlsx", spoil))
    assert checked.refusals == ()
    assert checked.counts["teams"].read == 2


def test_cells_are_read_with_their_spaces_and_full_width_digits_made_plain(tmp_path: Path) -> None:
    wide = str.maketrans("0123456789+", "０１２３４５６７８９＋")

    def spoil(book: Workbook) -> None:
        for page, cell in (("villages", "A2"), ("officials", PHONE), ("postings", "D2")):
            book[page][cell].value = f"  {book[page][cell].value} ".translate(wide)
        book["teams"]["A2"].value = f"{book['teams']['A2'].value}   "

    spoiled = loaded(saved(tmp_path / "roster.xlsx", spoil))
    assert spoiled.refusals == ()
    assert spoiled.roster == loaded(saved(tmp_path / "plain.xlsx")).roster


def test_a_sheet_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book.copy_worksheet(book["officials"]).title = "干部"

    with pytest.raises(RosterUnreadable, match="officials and 干部 are both officials"):
        loaded(saved(tmp_path / "roster.xlsx", spoil))


def test_a_heading_that_stands_there_twice_refuses_the_sheet(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["officials"]["E1"] = "电话"

    (refusal, *_) = loaded(saved(tmp_path / "roster.xlsx", spoil)).refusals
    assert (refusal.sheet, refusal.row, refusal.column) == ("officials", 1, "phone")
    assert "names a column twice" in refusal.reason
