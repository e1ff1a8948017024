"""What sheets, columns and words are called."""

from pathlib import Path

import pytest

from inspection.heading import (
    HEADINGS,
    SHEET_NAMES,
    WORDS,
    column_called,
    sheet_called,
    word_called,
)
from inspection.sheet import LAYOUTS, letters

PAGE = Path(__file__).parents[2] / "docs" / "roster.md"


def test_every_sheet_and_column_has_its_names_and_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(SHEET_NAMES) == set(HEADINGS) == set(LAYOUTS)
    for sheet, layout in LAYOUTS.items():
        assert f"{SHEET_NAMES[sheet][0]} `{sheet}`" in page
        assert tuple(HEADINGS[sheet]) == layout.columns
        for column in layout.columns:
            assert f"{HEADINGS[sheet][column].zh[0]} `{column}`" in page


@pytest.mark.parametrize("sheet", LAYOUTS)
def test_no_heading_means_two_columns(sheet: str) -> None:
    names = [one for column, heading in HEADINGS[sheet].items() for one in (column, *heading.zh)]
    assert len(set(names)) == len(names)
    assert {column_called(sheet, name) for name in names} == set(LAYOUTS[sheet].columns)


@pytest.mark.parametrize(
    ("written", "sheet"),
    [
        ("officials", "officials"),
        (" Officials ", "officials"),
        ("干部", "officials"),
        ("干部 officials", "officials"),
        ("干部/officials", "officials"),
        ("officials（干部）", "officials"),
        ("ｏｆｆｉｃｉａｌｓ", "officials"),
        ("officials teams", None),
        ("officials 2025", None),
        ("Sheet1", None),
        ("", None),
    ],
)
def test_a_title_means_one_sheet_or_none(written: str, sheet: str | None) -> None:
    assert sheet_called(written) == sheet


@pytest.mark.parametrize(
    ("kind", "written", "word"),
    [
        ("yes_no", "是", "yes"),
        ("yes_no", " YES ", "yes"),
        ("yes_no", "是/否", None),
        ("role", "第一书记", "leader"),
        ("language", "中文 zh", "zh"),
        ("supervisor_role", "管理员", "administrator"),
        ("supervisor_role", "督察", None),
    ],
)
def test_a_word_is_read_in_both_languages_and_never_guessed(
    kind: str, written: str, word: str | None
) -> None:
    assert word_called(kind, written) == word


def test_every_word_that_is_read_is_one_that_we_write() -> None:
    for kind, words in WORDS.items():
        assert all(word_called(kind, zh[0]) == word for word, zh in words.items())


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"),
    ]
