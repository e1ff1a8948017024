import pytest

from telephony.reach import TWILIO, host_of, is_known, unreached


def test_twilio_does_not_call_mainland_china() -> None:
    why = unreached(None)["voice", "CN"]
    assert "30 November 2023" in why
    assert unreached(f"https://{TWILIO}") == unreached(None)


@pytest.mark.parametrize("country", ["KE", "VN", "HK"])
def test_what_is_not_in_the_table_is_not_known_to_be_impossible(country: str) -> None:
    assert ("voice", country) not in unreached(None)


def test_a_carrier_at_another_address_has_rows_of_its_own() -> None:
    other = "https://carrier.example.org/api"
    assert host_of(other) == "carrier.example.org"
    assert unreached(other) == {}
    assert not is_known(other)
    assert is_known(None)
