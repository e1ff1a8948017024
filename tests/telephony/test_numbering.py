"""Which numbers are dialled, and what is said of the others."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspection.number import Number, NumberRefused
from telephony.numbering import PhoneNumbering

CHINA = PhoneNumbering()


@pytest.mark.parametrize(
    "written",
    [
        "19900001234",
        "+8619900001234",
        "008619900001234",
        "8619900001234",
        "019900001234",
        "199 0000 1234",
        "199-0000-1234",
        "(199)00001234",
        "１９９００００１２３４",
        "＋８６ １９９ ００００ １２３４",
        "199–0000–1234",
        "\u202d19900001234\u202c",
        "  19900001234\n",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(written: str) -> None:
    assert CHINA.read(written) == Number(e164="+8619900001234", country="CN", kind="mobile")


@pytest.mark.parametrize("written", ["0871-68931111", "(0871) 6893 1111", "+86 871 6893 1111"])
def test_a_landline_is_read_with_its_area_code(written: str) -> None:
    assert CHINA.read(written) == Number(e164="+8687168931111", country="CN", kind="fixed")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "no number is given"),
        ("\u3000", "no number is given"),
        ("不知道", "letters or signs"),
        ("19900001234转8", "letters or signs"),
        ("1990000l234", "letters or signs"),
        ("19900001234/19900005678", "several numbers"),
        ("19900001234、19900005678", "several numbers"),
        ("19900001234;19900005678", "several numbers"),
        ("19900001234 19900005678", "too long"),
        ("1990000123419900005678", "too long"),
        ("+8619900001234+8619900005678", "too long"),
        ("1.99E+10", "spreadsheet"),
        ("19900001234.0", "spreadsheet"),
        ("68931111", "too short"),
        ("+", "too short"),
        ("()", "too short"),
        ("1990000123", "no number of this length"),
        ("199000012345", "no number of this length"),
        ("99999999999", "no number of this length"),
        ("110", "short or emergency"),
        ("119", "short or emergency"),
        ("112", "short or emergency"),
        ("+86110", "short or emergency"),
        ("12345", "short or emergency"),
        ("10086", "short or emergency"),
        ("+8610086", "short or emergency"),
        ("96110", "short or emergency"),
        ("16812345", "premium-rate"),
        ("4001234567", "shared-cost"),
        ("400-123-4567", "shared-cost"),
        ("8001234567", "toll-free"),
        ("+14155550100", "another country"),
        ("+85291234567", "another country"),
        ("+882160000000", "another country"),
        ("17912001234", "does not begin like a number of CN"),
        ("1795119900001234", "other digits stand before"),
    ],
)
def test_a_number_that_must_not_be_dialled_is_refused_with_its_reason(
    written: str, reason: str
) -> None:
    read = CHINA.read(written)
    assert isinstance(read, NumberRefused)
    assert reason in read.reason
    assert read.remedy
    assert not re.search("[0-9]{3}", read.reason + read.remedy)


def test_a_country_is_dialled_only_when_it_is_configured() -> None:
    both = PhoneNumbering(countries=("CN", "HK", "US"), home="CN")
    assert isinstance(CHINA.read("+85221234567"), NumberRefused)
    assert both.read("+85221234567") == Number(e164="+85221234567", country="HK", kind="fixed")
    american = both.read("+1 202 555 0143")
    assert isinstance(american, Number)
    assert american.country == "US"


def test_a_number_without_its_calling_code_is_never_taken_abroad() -> None:
    """libphonenumber takes 179 12 for a carrier's prefix and the rest for a number of +1."""
    both = PhoneNumbering(countries=("CN", "US"), home="CN")
    assert isinstance(both.read("17912024561111"), NumberRefused)
    assert isinstance(both.read("+12024561111"), Number)


def test_a_canadian_number_is_not_american_although_the_calling_code_is_the_same() -> None:
    american = PhoneNumbering(countries=("US",), home="US")
    assert isinstance(american.read("202-456-1111"), Number)
    refused = american.read("+1 613 996 1234")
    assert isinstance(refused, NumberRefused)
    assert "another country" in refused.reason


@pytest.mark.parametrize(
    ("countries", "home", "said"),
    [(("XX",), "XX", "XX"), ((), "CN", "none given"), (("HK",), "CN", "not among HK")],
)
def test_wrong_countries_are_refused_at_the_start(
    countries: tuple[str, ...], home: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        PhoneNumbering(countries=countries, home=home)


@given(st.one_of(st.text(), st.text(alphabet="0123456789+-() .０１８６")))
@example("+8")
@example("00" * 20)
def test_any_text_is_either_a_number_of_e164_or_refused(text: str) -> None:
    read = CHINA.read(text)
    if isinstance(read, Number):
        assert re.fullmatch(r"\+86[1-9][0-9]{6,12}", read.e164)
        assert CHINA.read(read.e164) == read


def test_the_number_is_not_in_the_repr() -> None:
    assert "1234" not in repr(CHINA.read("19900001234"))
