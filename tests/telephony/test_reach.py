import pytest

from telephony.reach import TWILIO, host_of, is_known, why_not_reached


def test_twilio_does_not_call_mainland_china() -> None:
    why = why_not_reached(None, "CN")
    assert why is not None
    assert "30 November 2023" in why
    assert why_not_reached(f"https://{TWILIO}", "CN") == why


@pytest.mark.parametrize("country", ["KE", "VN", "HK"])
def test_what_is_not_in_the_table_is_not_known_to_be_impossible(country: str) -> None:
    assert why_not_reached(None, country) is None


def test_a_lane_at_another_address_has_rows_of_its_own() -> None:
    other = "https://carrier.example.org/api"
    assert host_of(other) == "carrier.example.org"
    assert why_not_reached(other, "CN") is None
    assert not is_known(other)
    assert is_known(None)
