import os

import pytest

from storage.seal import Seal, SealBroken
from tests.databases import KEY

SECRET = "张警犬 +8619900001111"


def test_what_is_closed_opens_in_its_own_column_only() -> None:
    seal = Seal.from_key(KEY, entropy=os.urandom)
    closed = seal.close("officials.name", SECRET.encode())
    assert seal.open("officials.name", closed).decode() == SECRET
    with pytest.raises(SealBroken, match=r"households\.name does not open"):
        seal.open("households.name", closed)


def test_a_wrong_key_is_told_by_its_name_and_shows_no_content() -> None:
    closed = Seal.from_key(KEY, entropy=os.urandom).close("officials.name", SECRET.encode())
    other = Seal.from_key(bytes(32), entropy=os.urandom)
    with pytest.raises(SealBroken, match="was sealed with key") as caught:
        other.open("officials.name", closed)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("at", [0, 3, 8, 20, -1])
def test_an_altered_byte_is_noticed_anywhere(at: int) -> None:
    seal = Seal.from_key(KEY, entropy=os.urandom)
    closed = bytearray(seal.close("officials.name", SECRET.encode()))
    closed[at] ^= 1
    with pytest.raises(SealBroken):
        seal.open("officials.name", bytes(closed))


@pytest.mark.parametrize("length", [0, 1, 16, 17, 32])
def test_a_blob_that_was_cut_short_is_broken(length: int) -> None:
    seal = Seal.from_key(KEY, entropy=os.urandom)
    with pytest.raises(SealBroken):
        seal.open("officials.name", seal.close("officials.name", b"abc")[:length])


def test_the_same_text_never_looks_the_same() -> None:
    seal = Seal.from_key(KEY, entropy=os.urandom)
    assert len({seal.close("replies.value", b"yes") for _ in range(100)}) == 100


def test_chance_that_repeats_itself_never_gives_one_nonce_to_two_texts() -> None:
    seal = Seal.from_key(KEY, entropy=bytes)
    nonces = {seal.close("replies.value", bytes([n]))[5:17] for n in range(100)}
    assert len(nonces) == 100


def test_look_up_depends_on_key_and_purpose() -> None:
    seal, other = (Seal.from_key(key, entropy=os.urandom) for key in (KEY, bytes(32)))
    assert seal.lookup("number", "1") == seal.lookup("number", "1")
    looks = {seal.lookup("number", "1"), seal.lookup("chat", "1"), other.lookup("number", "1")}
    assert len(looks) == 3


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="has 16 bytes; expected 32"):
        Seal.from_key(bytes(16), entropy=os.urandom)
