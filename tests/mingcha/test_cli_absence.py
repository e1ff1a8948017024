import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, town_on

BY = ("--by", "I1")


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def days(first: int, last: int) -> tuple[str, str]:
    """In the year of the machine, since commands play now."""
    year = datetime.now(UTC).year
    return f"{year}-12-{first:02}", f"{year}-12-{last:02}"


FIRST, LAST = days(2, 4)


def test_an_absence_is_put_on_file_listed_and_taken_back(mingcha: Mingcha, town: Town) -> None:
    added = mingcha("absence", "add", "O1", "leave", FIRST, LAST, *BY, "--note", "surgery")
    assert added.out == f"On file: absence 1, leave of O1 from {FIRST} to {LAST}.\n", added.err
    again = mingcha("absence", "add", "O1", "leave", FIRST, LAST, *BY)
    assert "On file already: absence 1" in again.out
    listed = json.loads(mingcha("absence", "list", "--all", "--region", "530128", "--json").out)
    (one,) = listed
    assert (one["official"], one["kind"], one["from"], one["note"]) == (
        "O1",
        "leave",
        FIRST,
        "surgery",
    )
    assert mingcha("absence", "list", "--day", days(5, 5)[0]).out == "Nothing is on file.\n"
    assert "surgery" in mingcha("absence", "list", "--day", LAST).out
    cancelled = mingcha("absence", "cancel", "1", *BY)
    assert cancelled.out == f"Cancelled: absence 1, leave of O1 from {FIRST} to {LAST}.\n"
    assert "was cancelled already" in mingcha("absence", "cancel", "1", *BY).err
    assert mingcha("absence", "list", "--day", LAST).out == "Nothing is on file.\n"


def test_a_list_is_put_on_file_once_from_csv_and_workbook(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(f"official,kind,from,to,hours,note\nO1,leave,{FIRST},{LAST},,\n")
    tried = mingcha("absence", "import", str(sheet), *BY, "--dry-run")
    assert tried.out == "1 rows, and nothing is wrong with them. Nothing was changed.\n", tried.err
    told = mingcha("absence", "import", str(sheet), *BY)
    assert told.out == "Rows: 1. Put on file: 1. On file already: 0.\n"
    book = tmp_path / "list.xlsx"
    book.write_bytes(workbook(("O1", "请假", FIRST, LAST), ("O2", "公出", FIRST, LAST)))
    told = mingcha("absence", "import", str(book), *BY)
    assert told.out == "Rows: 2. Put on file: 1. On file already: 1.\n", told.err
    told = mingcha("absence", "import", str(book), *BY)
    assert told.out == "Rows: 2. Put on file: 0. On file already: 2.\n"


def workbook(*rows: tuple[str, str, str, str]) -> bytes:
    """With a title above, as offices write it, and real dates."""
    page = BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        form = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["请假登记表"])
        sheet.write_row(1, 0, ["编号", "类型", "开始日期", "结束日期", "电话"])
        for at, (official, kind, first, last) in enumerate(rows, start=2):
            sheet.write_row(at, 0, [official, kind])
            for column, day in ((2, first), (3, last)):
                sheet.write_datetime(at, column, datetime.fromisoformat(day), form)
    return page.getvalue()


@EMBEDDED
def test_everything_wrong_with_a_list_is_named_at_once(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(
        f"official,kind,from,to\nO9,leave,{FIRST},{LAST}\nO1,fishing,{LAST},{FIRST}\n"
        f"O1,trip,3.12.,{LAST}\nO2,rest,{FIRST},{LAST}\n"
    )
    told = mingcha("absence", "import", str(sheet), *BY)
    assert told.status == 2
    assert [line.partition(":")[0] for line in told.err.splitlines()[1:]] == [
        "row 2, official",
        "row 3, kind",
        "row 4, from",
    ]
    assert mingcha("absence", "list", "--all").out == "Nothing is on file.\n"


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "O9", "leave", FIRST, LAST, *BY), "no official of this id is in the register"),
        (("add", "O1", "sick", FIRST, LAST, *BY), "KIND: this is no kind of absence; write leave"),
        (("add", "O1", "leave", LAST, FIRST, *BY), "TO: the last day"),
        (("add", "O1", "leave", FIRST, LAST, "--by", "I9"), "no inspector or administrator"),
        (("cancel", "7", *BY), "there is no absence 7"),
        (("list", "--region", "53012"), "a code is 2, 4, 6, 9 or 12 digits"),
        (("import", "no.csv", *BY), "it cannot be read"),
        (("import", "no.pdf", *BY), "expected a .csv or .xlsx"),
    ],
)
def test_what_is_not_right_is_refused_with_the_reason(
    mingcha: Mingcha, town: Town, arguments: tuple[str, ...], told: str
) -> None:
    refused = mingcha("absence", *arguments)
    assert refused.status == 2
    assert told in refused.err
    assert "Nothing is on file" in mingcha("absence", "list", "--all").out
