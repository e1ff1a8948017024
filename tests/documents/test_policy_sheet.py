from datetime import date

import pytest

from documents.lines import SheetRefused
from documents.policy_sheet import read, written
from inspection.policy import PolicyRow

ROWS = [
    PolicyRow(
        region="", key="draw.hours", value="08:00-12:00,14:00-18:00", valid_from=date(2026, 1, 1)
    ),
    PolicyRow(
        region="530128", key="draw.rate_milli", value="3000",
        valid_from=date(2026, 2, 1), valid_to=date(2026, 2, 28),
    ),
]  # fmt: skip
HEAD = "region,key,value,from,to\n"


def refusal(sheet: str) -> list[str]:
    with pytest.raises(SheetRefused) as refused:
        read(sheet.encode())
    return str(refused.value).splitlines()


def test_what_was_written_is_read_back() -> None:
    assert read(written(ROWS[::-1])) == ROWS
    assert written(ROWS).decode("utf-8-sig").startswith(HEAD + ',draw.hours,"08:00-12:00,14:00')
    assert read(written([])) == []


def test_columns_may_come_in_any_order_and_the_sheet_in_gb18030() -> None:
    sheet = "To,From,Value,Key,Region\n,2026-01-01, 2 ,household.calls,53\n\n,,,,\n"
    (row,) = read(sheet.encode("gb18030"))
    assert (row.region, row.key, row.value, row.valid_to) == ("53", "household.calls", "2", None)


def test_all_that_is_wrong_is_named_with_line_and_column() -> None:
    told = refusal(
        HEAD
        + "53,draw.cycle_days,x,2026-13-01,\n"
        + ",no.rule,1,2026-01-01,\n"
        + "5,household.calls,1,2026-01-02,2026-01-01\n"
    )
    assert [line.partition(":")[0] for line in told] == [
        "line 2, value", "line 2, region", "line 2, from",
        "line 3, key",
        "line 4, region", "line 4, to",
    ]  # fmt: skip


def test_one_rule_begins_once_on_a_day() -> None:
    line = "53,household.calls,1,2026-01-01,\n"
    assert refusal(HEAD + line + line) == [
        "line 3, from: household.calls begins on this day on line 2 already"
    ]
    assert len(read((HEAD + line + line.replace("53", "54")).encode())) == 2


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        ("", "line 1: nothing; expected the columns region,key,value,from,to"),
        ("region,key\n", "line 1: region,key; expected the columns"),
        (HEAD + "53,draw.hours,08:00-12:00,14:00-18:00,2026-01-01,\n", "A value with a comma"),
        (HEAD + '53,"draw\n', "unexpected end of data"),
    ],
)
def test_a_sheet_that_is_none_is_refused(sheet: str, reason: str) -> None:
    assert reason in refusal(sheet)[0]
