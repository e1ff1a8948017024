import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.digest import canonical, hmac_sha, lp
from inspection.ticket import Tickets, u64


def test_text_is_hashed_the_same_however_its_accents_were_typed() -> None:
    assert lp("e\u0301") == lp("\u00e9") == b"\x00\x00\x00\x02\xc3\xa9"


def test_length_is_counted_in_bytes() -> None:
    assert lp("村") == b"\x00\x00\x00\x03" + "村".encode()
    assert lp(b"") == b"\x00\x00\x00\x00"


def test_canonical_json_sorts_keys_and_keeps_characters() -> None:
    assert canonical({"b": [1, None], "a": "村"}) == '{"a":"村","b":[1,null]}'.encode()


@pytest.mark.parametrize("value", [1.5, True, {"a": [0.1]}, {1: "a"}, b"raw"])
def test_canonical_json_refuses_what_has_several_spellings(value: object) -> None:
    with pytest.raises(ValueError, match="canonical JSON holds text, integers"):
        canonical(value)  # type: ignore[arg-type]


@given(key=st.binary(max_size=200), message=st.binary(max_size=300))
def test_hmac_is_the_standard_librarys(key: bytes, message: bytes) -> None:
    assert hmac_sha(key, message) == hmac.digest(key, message, "sha256")


@given(key=st.binary(min_size=1), ids=st.lists(st.text(), min_size=1, max_size=3))
def test_a_ticket_is_an_hmac_over_purpose_and_ids(key: bytes, ids: list[str]) -> None:
    message = lp("question") + b"".join(lp(one) for one in ids) + b"\x01"
    ticket = Tickets(key).ticket("question", *ids)
    assert ticket == hmac.new(key, message, sha256).digest()
    assert u64(ticket) == int(ticket[:8].hex(), 16)
