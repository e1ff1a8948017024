"""What is hidden, and that nobody can work it out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.disclosure import FEWEST_PEOPLE, Answered, hidden_regions, part_length

COUNTY, EAST, WEST, SOUTH = "530128", "530128101", "530128102", "530128103"


def villages(**people: int) -> dict[str, Answered]:
    """Of keys such as v101201: the county's village 530128101201."""
    return {f"530128{key[1:]}": Answered(people=n, ripe=True) for key, n in people.items()}


def test_enough_people_everywhere_hide_nothing() -> None:
    assert hidden_regions(villages(v101201=5, v101202=9, v102201=6)) == frozenset()


def test_fewer_than_five_people_are_hidden_and_so_is_the_next_smallest_beside_them() -> None:
    hidden = hidden_regions(villages(v101201=4, v102201=30, v103201=12))
    assert {EAST, SOUTH} <= hidden
    assert not {WEST, COUNTY} & hidden


def test_two_hidden_ones_of_too_few_people_take_a_third_with_them() -> None:
    hidden = hidden_regions(villages(v101201=2, v102201=2, v103201=12))
    assert {EAST, WEST, SOUTH} <= hidden
    assert COUNTY not in hidden, "what is left of the total are three regions of 16 people"


def test_what_lies_in_a_hidden_region_is_hidden_with_it() -> None:
    hidden = hidden_regions(villages(v101201=4, v102201=6, v102202=6, v103201=30))
    assert {WEST, f"{WEST}201", f"{WEST}202"} <= hidden


def test_a_region_that_is_one_hidden_village_is_hidden() -> None:
    fresh = {"530128101201": Answered(people=50, ripe=False)}
    assert COUNTY in hidden_regions(fresh)
    beside = fresh | villages(v102201=50, v103201=60)
    assert hidden_regions(beside) == {EAST, WEST, "530128101201", "530128102201"}


def test_where_nobody_answered_there_is_nothing_to_hide() -> None:
    assert hidden_regions({}) == frozenset()
    assert hidden_regions(villages(v101201=0, v102201=9)) == frozenset()


def test_parts_of_a_region_are_the_next_level() -> None:
    assert [part_length(code) for code in ("", "53", "5301", COUNTY, EAST)] == [2, 4, 6, 9, 12]
    with pytest.raises(LookupError, match="no parts"):
        part_length("530128101201")


CODES = st.builds(
    lambda parts: "".join(parts),
    st.tuples(
        st.sampled_from(["11", "53"]), st.sampled_from(["01", "02"]), st.sampled_from(["21", "28"]),
        st.sampled_from(["101", "102", "103"]), st.sampled_from(["201", "202", "203"]),
    ),
)  # fmt: skip
COUNTIES = st.dictionaries(
    CODES, st.builds(Answered, people=st.integers(1, 12), ripe=st.booleans()), max_size=30
)


def all_regions(county: dict[str, Answered]) -> list[str]:
    return sorted({code[:digits] for code in county for digits in (0, 2, 4, 6, 9, 12)})


def columns(codes: list[str], county: dict[str, Answered]) -> np.ndarray:
    """Which villages each region is the sum of."""
    return np.array([[v.startswith(code) for v in sorted(county)] for code in codes], dtype=float)


@given(COUNTIES)
def test_no_hidden_region_follows_from_those_that_are_shown(county: dict[str, Answered]) -> None:
    hidden = hidden_regions(county)
    shown = columns([code for code in all_regions(county) if code not in hidden], county)
    rank = np.linalg.matrix_rank(shown) if shown.size else 0
    for code in hidden:
        with_it = np.vstack([*shown.reshape(-1, len(county)), *columns([code], county)])
        assert np.linalg.matrix_rank(with_it) > rank, code


@given(COUNTIES)
def test_what_can_be_worked_out_in_sum_is_of_people_enough(county: dict[str, Answered]) -> None:
    hidden = hidden_regions(county)
    for region in all_regions(county):
        inside = [c for c in all_regions(county) if len(c) > len(region) and c.startswith(region)]
        parts = [c for c in inside if len(c) == min(map(len, inside))]
        gone = [part for part in parts if part in hidden]
        if gone and region not in hidden:
            people = sum(a.people for c, a in county.items() if c.startswith(tuple(gone)))
            assert people >= FEWEST_PEOPLE
            assert len(gone) >= 2


@given(COUNTIES)
def test_nothing_is_shown_of_few_people_or_of_a_fresh_village(county: dict[str, Answered]) -> None:
    hidden = hidden_regions(county)
    for region in set(all_regions(county)) - hidden:
        inside = {code: a for code, a in county.items() if code.startswith(region)}
        assert sum(a.people for a in inside.values()) >= FEWEST_PEOPLE
        assert len(inside) > 1 or all(answered.ripe for answered in inside.values())


@given(COUNTIES, CODES)
def test_what_is_hidden_does_not_depend_on_the_order(
    county: dict[str, Answered], code: str
) -> None:
    again = dict(sorted(county.items(), reverse=True))
    assert hidden_regions(again) == hidden_regions(county)
