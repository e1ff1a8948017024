from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from documents.absence_list import KINDS
from inspection.absence import Absence, absent
from inspection.absence_entry import read_entry
from inspection.hours import Hours

ZONE = ZoneInfo("Asia/Shanghai")
LEAVE = Absence(
    official="O1",
    kind="leave",
    first_day=date(2026, 3, 2),
    last_day=date(2026, 3, 4),
    logged=10,
)
AFTERNOON = replace(LEAVE, hours=Hours.parse("14:00-18:00"))


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("absence", "moment", "holds"),
    [
        (LEAVE, at(1, "23:59"), False),
        (LEAVE, at(2, "00:00"), True),
        (LEAVE, at(4, "23:59"), True),
        (LEAVE, at(5, "00:00"), False),
        (AFTERNOON, at(2, "13:59"), False),
        (AFTERNOON, at(3, "14:00"), True),
        (AFTERNOON, at(3, "18:00"), False),
    ],
)
def test_an_absence_holds_on_its_days_and_in_its_hours(
    absence: Absence, moment: datetime, holds: bool
) -> None:
    assert (absent([absence], moment, ZONE) is absence) is holds


@pytest.mark.parametrize(
    ("absence", "start", "end", "through"),
    [
        (LEAVE, at(2, "23:30"), at(3, "00:30"), True),
        (LEAVE, at(4, "23:30"), at(5, "00:00"), True),
        (LEAVE, at(4, "23:30"), at(5, "00:30"), False),
        (AFTERNOON, at(2, "14:00"), at(2, "18:00"), True),
        (AFTERNOON, at(2, "13:30"), at(2, "14:30"), False),
        (AFTERNOON, at(2, "17:00"), at(3, "15:00"), False),
    ],
)
def test_a_team_is_away_only_where_an_absence_has_no_break(
    absence: Absence, start: datetime, end: datetime, through: bool
) -> None:
    assert absence.holds_through(start, end, ZONE) is through


def test_when_somebody_is_back() -> None:
    assert LEAVE.ends_after(at(2, "09:00"), ZONE) == at(5, "00:00")
    assert AFTERNOON.ends_after(at(2, "15:00"), ZONE) == at(2, "18:00")


def test_what_was_on_file_is_decided_by_the_order_of_the_log() -> None:
    assert LEAVE.known(11)
    assert not LEAVE.known(10)
    taken_back = replace(LEAVE, cancelled=20)
    assert taken_back.known(19)
    assert not taken_back.known(21)


TODAY = date(2026, 3, 1)
CELLS = {"official": "O1", "kind": "leave", "from": "2026-03-02", "to": "2026-03-04"}


def test_an_entry_is_read_in_both_languages() -> None:
    entry, wrong = read_entry(CELLS | {"kind": "公出", "hours": "14：00-18：00"}, KINDS, TODAY)
    assert wrong == []
    assert entry is not None
    assert (entry.kind, entry.hours.text(), entry.last_day) == (
        "trip",
        "14:00-18:00",
        date(2026, 3, 4),
    )


@pytest.mark.parametrize(
    ("cells", "columns", "told"),
    [
        ({"kind": "holiday"}, ["kind"], "no kind of absence"),
        ({"from": "2.3.2026"}, ["from"], "year-month-day"),
        ({"to": "2026-03-01"}, ["to"], "comes before the first"),
        ({"to": "2027-04-01"}, ["to"], "at most 366"),
        ({"from": "2062-03-02"}, ["from"], "more than two years away"),
        ({"hours": "18:00-14:00"}, ["hours"], "ends before it starts"),
        ({"note": "x" * 501}, ["note"], "at most 500"),
        (
            {"official": "", "kind": "", "from": "", "to": ""},
            ["official", "kind", "from", "to"],
            "",
        ),
    ],
)
def test_all_that_is_wrong_with_an_entry_is_told(
    cells: dict[str, str], columns: list[str], told: str
) -> None:
    entry, wrong = read_entry(CELLS | cells, KINDS, TODAY)
    assert entry is None
    assert [column for column, _ in wrong] == columns
    assert told in f"{wrong[0][1]}; {wrong[0][1].remedy}"
