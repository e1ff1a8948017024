from datetime import date

import pytest

from documents.calendar_sheet import read
from documents.lines import SheetRefused
from inspection.calendar import DayKind

HEAD = "day,kind,name\n"


def test_days_are_read_as_announced() -> None:
    sheet = HEAD + "2027-08-06,holiday,火把节\n2027-08-07,makeup,\n2027-08-09,rest,\n"
    assert read(sheet.encode("gb18030")) == {
        date(2027, 8, 6): DayKind(working=False, confirmed=True, name="火把节"),
        date(2027, 8, 7): DayKind(working=True, confirmed=True),
        date(2027, 8, 9): DayKind(working=False, confirmed=True),
    }


def test_all_that_is_wrong_is_named_with_line_and_column() -> None:
    sheet = (
        HEAD
        + "2027-02-30,free,\n"
        + "2027-08-06,rest,\n"
        + f"2027-08-07,rest,{61 * 'x'}\n"
        + "2027-08-06,working,\n"
    )
    with pytest.raises(SheetRefused) as refused:
        read(sheet.encode())
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "line 2, day", "line 2, kind", "line 4, name", "line 5, day",
    ]  # fmt: skip
