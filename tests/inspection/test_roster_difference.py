"""What a delivery changes, and what belongs to a region."""

from dataclasses import replace

from inspection.admission import check
from inspection.difference import difference
from inspection.roster import Roster
from inspection.roster_part import kinds_of, part_of
from inspection.roster_sheets import sheets_of
from tests.inspection.rosters import SHANGDE, ZHUANLONG, DigitNumbering, sheets


def roster() -> Roster:
    return check(sheets(), numbering=DigitNumbering()).roster


def test_what_is_new_changed_and_missing_is_told_by_key_and_column() -> None:
    before = roster()
    first, second = before.officials
    moved = replace(first, unit="审计局", phone="+8619900000009")
    told = difference(
        replace(before, officials=(first, second)),
        replace(before, officials=(moved, replace(second, official="O3"))),
    )
    assert told["officials"].changed == {("O1",): ("phone", "unit")}
    assert told["officials"].new == (("O3",),)
    assert told["officials"].missing == (("O2",),)
    assert told["teams"].unchanged == 2


def test_the_same_roster_differs_in_nothing() -> None:
    told = difference(roster(), roster())
    assert all(not one.new and not one.changed and not one.missing for one in told.values())
    assert sum(one.unchanged for one in told.values()) == 15


def test_a_roster_written_as_sheets_is_read_as_it_was_in_both_languages() -> None:
    numbering = DigitNumbering()
    for language in ("zh", "en"):
        again = check(sheets_of(roster(), language), numbering=numbering)
        assert again.refusals == ()
        assert again.roster == roster()


def test_a_part_holds_its_region_and_whoever_its_rows_refer_to() -> None:
    part = part_of(roster(), SHANGDE)
    assert [one.code for one in part.villages] == [SHANGDE]
    assert [one.team for one in part.teams] == ["T1"]
    assert [one.official for one in part.officials] == ["O1"]
    assert {one.village for one in part.households} == {SHANGDE}
    assert part.inspectors == ()
    assert part_of(roster(), ZHUANLONG).postings[0].team == "T2"
    assert part_of(roster(), "530128").inspectors == roster().inspectors
    assert part_of(roster(), "") == roster()


def test_a_register_may_hold_both_kinds_of_people() -> None:
    whole = roster()
    assert kinds_of(whole) == {False}
    one, other = whole.officials
    assert kinds_of(replace(whole, officials=(replace(one, synthetic=True), other))) == {
        True,
        False,
    }
    assert kinds_of(Roster()) == frozenset()
