"""Looking at each pair of numbers once finds what looking at each row finds."""

from hypothesis import given
from hypothesis import strategies as st

from inspection.frame import FrameRow, FrameUnreadable
from inspection.proof.continuity import Continuity
from inspection.proof.places import Places
from inspection.proof.sifted import Sifted
from inspection.proof.verdict import Notes
from tests.inspection.proof.samples import WEIGHT, chance, row_of

_LEFT = 400_000_000


def line_of(unit: int, passed: int, covered: bool, spoilt: bool) -> str:
    remaining = _LEFT - passed * WEIGHT
    row = row_of(unit, remaining_ppb=remaining, covered=covered, pi_ppb=chance(remaining, covered))
    return row.line().replace("|400000|", "|x|" if spoilt else "|400000|")


LINES = st.lists(
    st.builds(
        line_of,
        st.integers(min_value=1, max_value=4),
        st.integers(min_value=0, max_value=2),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=6,
)


def places(lines: list[str], picked: frozenset[str] = frozenset()) -> Places:
    sifted = Sifted.of([*lines, "no row"])
    return Places(
        slot="s",
        k=1,
        codes={},
        names={},
        cycle=(63, "09:00-10:00", 30),
        picked=picked,
        units=sifted.units,
        numbers=sifted.numbers,
        kinds=sifted.kinds,
    )


def row_by_row(
    before: list[str], after: list[str], picked: frozenset[str], adjacent: bool
) -> list[str]:
    """As it is said, without any short cut."""
    stood = {row.unit: row for row in _readable(before)}
    found = []
    for row in _readable(after):
        was = stood.get(row.unit)
        if was is None:
            continue
        due = row.remaining_ppb < was.remaining_ppb and (was.covered or row.unit in picked)
        left = was.remaining_ppb - was.weight_ppb
        if row.covered != due or (adjacent and row.remaining_ppb != left):
            found.append(row.unit)
    return found


def _readable(lines: list[str]) -> list[FrameRow]:
    rows = []
    for line in lines:
        try:
            rows.append(FrameRow.parse(line))
        except FrameUnreadable:
            continue
    return rows


@given(
    before=LINES,
    after=LINES,
    picked=st.frozensets(st.sampled_from(["T001", "T002", "T003"])),
    missed=st.booleans(),
)
def test_continuity_is_that_of_each_row(
    before: list[str], after: list[str], picked: frozenset[str], missed: bool
) -> None:
    continuity, notes = Continuity(), Notes()
    continuity.add(Places.unpacked(places(before, picked).packed()), notes)
    if missed:
        continuity.missed()
    continuity.add(places(after), notes)
    told = [line.split()[3].rstrip(":") for line in notes.deviations]
    assert told == row_by_row(before, after, picked, not missed)
