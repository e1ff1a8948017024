"""What stays true of any delivered roster: the counts add up, and nobody is given away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.admission import check
from inspection.refusal import shown
from inspection.roster import Checked
from inspection.sheet import LAYOUTS, Sheets
from tests.inspection.rosters import RIGHT, DigitNumbering, sheet, sheets

CELLS = st.sampled_from(
    [cell for rows in RIGHT.values() for row in rows for cell in row]
    + ["=1", "45658", "5.3E+11", "maybe", "x" * 41, "\0", "O|1", "2025-13-01"]
)
CANARY_NAMES = ("欧阳明华", "司马志强", "诸葛秀英", "Ann Canary", "canary")
CANARY_NUMBERS = ("13987654321", "+8613987654321", "0871-68931234", "139 8765 4321", "68931234")


@st.composite
def delivered(draw: st.DrawFn) -> Sheets:
    made = {}
    for name, layout in LAYOUTS.items():
        shuffled = st.tuples(*[CELLS for _ in layout.columns])
        rows = draw(st.lists(st.one_of(st.sampled_from(RIGHT[name]), shuffled), max_size=6))
        made[name] = sheet(name, rows)
    return Sheets(sheets=made, synthetic=False)


def accepted(result: Checked) -> dict[str, int]:
    return {name: len(getattr(result.roster, name)) for name in result.counts}


@settings(max_examples=150, deadline=None)
@given(delivered())
def test_counts_add_up_and_every_refused_row_has_its_reason(roster: Sheets) -> None:
    result = check(roster, numbering=DigitNumbering())
    for name, counts in result.counts.items():
        refused_rows = {refusal.row for refusal in result.refusals if refusal.sheet == name}
        assert counts.read == counts.accepted + counts.refused == len(roster.sheets[name].rows)
        assert counts.refused == len(refused_rows)
        assert accepted(result)[name] == counts.accepted


@settings(max_examples=100, deadline=None)
@given(delivered())
def test_whatever_is_admitted_refers_only_to_what_is_admitted(sheets_: Sheets) -> None:
    roster = check(sheets_, numbering=DigitNumbering()).roster
    villages = {village.code for village in roster.villages}
    officials = {official.official for official in roster.officials}
    assert {team.village for team in roster.teams} <= villages
    assert {household.village for household in roster.households} <= villages
    assert {posting.team for posting in roster.postings} <= {team.team for team in roster.teams}
    assert {posting.official for posting in roster.postings} <= officials
    assert {designation.official for designation in roster.designations} <= officials


@settings(max_examples=50, deadline=None)
@given(delivered())
def test_checking_again_says_the_same(roster: Sheets) -> None:
    numbering = DigitNumbering()
    assert check(roster, numbering=numbering) == check(roster, numbering=numbering)


def test_no_name_and_no_number_is_shown_in_full_whatever_column_it_slipped_into() -> None:
    for canary in (*CANARY_NAMES, *CANARY_NUMBERS):
        for name, layout in LAYOUTS.items():
            for column in layout.columns:
                rows = [
                    tuple(
                        canary if c == column else v
                        for c, v in zip(layout.columns, row, strict=True)
                    )
                    for row in RIGHT[name]
                ]
                result = check(sheets({name: rows}), numbering=DigitNumbering())
                said = "\n".join(f"{refusal} {refusal!r}" for refusal in result.refusals)
                assert canary not in said, (name, column)


def test_a_code_and_an_id_are_shown_so_that_they_can_be_found() -> None:
    assert shown("village", "530128102201") == "530128102201"
    assert shown("team", "T0000000001") == "T0000000001"
    assert shown("zone", "Asia/Peking") == "Asia/Peking"
    assert shown("phone", "13987654321") == "•••21"
    assert shown("name", "欧阳明华") == "欧•••"
    assert shown("name", "欧") == "•••"
