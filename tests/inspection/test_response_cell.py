from hypothesis import given
from hypothesis import strategies as st

from inspection.response_cell import Cell, response_shares

MORNING, NOON = Cell("530128", "morning"), Cell("530128", "noon")
ELSEWHERE = Cell("530129", "morning")


def picks(cell: Cell, number: int, answered: int) -> list[tuple[Cell, bool]]:
    return [(cell, n < answered) for n in range(number)]


def test_a_cell_of_ten_has_its_own_share() -> None:
    shares = response_shares([*picks(MORNING, 10, 5), *picks(NOON, 20, 15)])
    assert shares == {MORNING: 0.5, NOON: 0.75}


def test_small_cells_of_one_part_of_the_day_are_merged_across_counties() -> None:
    shares = response_shares([*picks(MORNING, 6, 6), *picks(ELSEWHERE, 6, 3), *picks(NOON, 20, 5)])
    assert shares == {MORNING: 0.75, ELSEWHERE: 0.75, NOON: 0.25}


def test_what_is_still_too_small_takes_its_countys_share() -> None:
    shares = response_shares([*picks(MORNING, 5, 5), *picks(NOON, 15, 5)])
    assert shares == {MORNING: 0.5, NOON: 5 / 15}


def test_at_last_everything_together() -> None:
    shares = response_shares([*picks(MORNING, 2, 1), *picks(ELSEWHERE, 2, 2)])
    assert set(shares.values()) == {0.75}


def test_a_cell_without_answers_needs_no_share() -> None:
    assert response_shares([*picks(MORNING, 30, 0), *picks(NOON, 30, 3)]) == {NOON: 0.1}
    assert response_shares([]) == {}


@given(
    st.lists(
        st.tuples(
            st.builds(
                Cell,
                st.sampled_from(["530128", "530129", "530130"]),
                st.sampled_from(["morning", "noon", "afternoon", "evening"]),
            ),
            st.booleans(),
        ),
        max_size=80,
    )
)
def test_every_cell_with_an_answer_has_a_share_above_0(drawn: list[tuple[Cell, bool]]) -> None:
    shares = response_shares(drawn)
    assert shares.keys() == {cell for cell, answered in drawn if answered}
    assert all(0 < share <= 1 for share in shares.values())
