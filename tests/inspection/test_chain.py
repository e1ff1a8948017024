from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.chain import CHAIN_LENGTH, anchor, chain, code_is_of, slot_number

SECRET = b"a secret of a test"
START = datetime(2025, 12, 31, 16, tzinfo=UTC)


@given(n=st.integers(1, 60), data=st.data())
def test_every_code_proves_itself_by_the_anchor(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, n))
    assert code_is_of(anchor(SECRET, n), k, chain(SECRET, n, k))


def test_a_code_of_another_number_or_chain_is_found_out() -> None:
    published = anchor(SECRET, 20)
    assert code_is_of(published, 7, chain(SECRET, 20, 7))
    assert not code_is_of(published, 7, chain(SECRET, 20, 8))
    assert not code_is_of(published, 7, chain(b"another secret", 20, 7))
    assert not code_is_of(published, 0, published)


@pytest.mark.parametrize("k", [-1, 21])
def test_a_number_outside_the_chain_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="it has numbers 0 to 20"):
        chain(SECRET, 20, k)


def test_numbers_run_by_the_clock_and_start_at_one() -> None:
    assert slot_number(START, START) == 1
    assert slot_number(START + timedelta(minutes=29, seconds=59), START) == 1
    assert slot_number(START + timedelta(minutes=30), START) == 2
    assert slot_number(START - timedelta(seconds=1), START) == 0


def test_a_chain_serves_a_leap_year_without_giving_away_its_secret() -> None:
    last = slot_number(START + timedelta(days=366, minutes=-30), START)
    assert last == CHAIN_LENGTH - 1


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="need a time zone"):
        slot_number(datetime(2026, 1, 1), START)  # noqa: DTZ001 - the mistake under test
