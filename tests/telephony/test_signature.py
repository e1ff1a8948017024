import pytest
from twilio.request_validator import RequestValidator

from telephony.fields import Fields, read_fields
from telephony.signature import Signature

URL = "https://mingcha.example.org/voice/t/0"
BODY = b"Digits=&CallSid=CA1&To=%2B8613900000001&Name=%E6%9D%91"
FIELDS = read_fields(BODY)


def signed(secret: str, url: str = URL, fields: Fields = FIELDS) -> str:
    return str(RequestValidator(secret).compute_signature(url, fields))


@pytest.mark.parametrize(
    ("signature", "holds"),
    [
        (signed("new"), True),
        (signed("old"), True),
        (signed("other"), False),
        (signed("new", url=URL.replace("/0", "/1")), False),
        (signed("new", url=URL.replace("https", "http")), False),
        (signed("new", fields=read_fields(BODY + b"&Digits=1")), False),
        (signed("new", fields=read_fields(b"CallSid=CA1&To=%2B8613900000001")), False),
        (signed("new")[:-1], False),
        ("ÿ", False),
        ("", False),
        (None, False),
    ],
)
def test_only_what_the_carrier_signed_with_a_token_in_force_holds(
    signature: str | None, holds: bool
) -> None:
    assert Signature(["new", "old"]).holds(URL, FIELDS, signature) is holds


def test_a_name_that_stands_twice_is_signed_with_both_values() -> None:
    twice = read_fields(b"Digit=1&Digit=2")
    assert Signature(["new"]).holds(URL, twice, signed("new", fields=twice))
    assert not Signature(["new"]).holds(URL, read_fields(b"Digit=2"), signed("new", fields=twice))


@pytest.mark.parametrize("tokens", [[], [""], ["new", ""]])
def test_an_empty_auth_token_is_refused(tokens: list[str]) -> None:
    with pytest.raises(ValueError, match="empty; expected one or two tokens"):
        Signature(tokens)


@pytest.mark.parametrize("body", [b"\xff", b"a=%ff", b"&".join([b"a=1"] * 300)])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        read_fields(body)


def test_blank_values_are_kept() -> None:
    assert FIELDS["Digits"] == ""
