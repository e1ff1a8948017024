"""The published vectors of CY-DRAW-1, of drand quicknet, of the draft it follows and of HKDF."""

from datetime import UTC, datetime

import pytest

from inspection.beacon import dice, drand, drand_round, no_beacon
from inspection.chain import anchor, chain, code_is_of, slot_number
from inspection.digest import hmac_sha, sha
from inspection.draw import (
    in_ticket_order,
    inside_commitment,
    inside_key,
    offset_seconds,
    picks,
    prk,
)
from inspection.frame import Candidates, Frame, FrameRow
from inspection.rate import floor_ppb, pi_ppb
from inspection.ticket import Tickets

N = 17569
SECRETS = {"custodian-A": b"custodian-A secret", "custodian-B": b"custodian-B secret"}
ANCHORS = {
    "custodian-A": "30bf5a315b89828bc071415243d5ca755ab0e346db8033bc8d31e434942d2fd5",
    "custodian-B": "14d3e734802707afcc5317f6477f7676a657a6bd2f51952efbcba3353c858213",
}
CODES = {
    "custodian-A": "3ac397ef6fd1131b01f0b5c850dc16c2ba12414460623992b9c73e73c3e383f5",
    "custodian-B": "c5858eaa842acaef29908fad270f6042d145ea2d9a8e81597026d2e0c2874864",
}
DRAND_SIGNATURE = bytes.fromhex(
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
    "41076862b98fad56e91a6b85b89cd97b"
)
PRK = "d8267980924a409465b0707d89a7adb75dc02262b7a4a998daf8cfd2cfedfa9d"
INSIDE_KEY = "2f5d2da82d134ded74b7e2de90b69e2f56740946cf1456475a683392aad78650"
CANDIDATES = "503a5b944b9e12880e9c2c120fe12175b2a30b62e580eabb821519a07d1caecd"


def slot_key() -> bytes:
    return prk(
        codes=[(name, chain(secret, N, 1)) for name, secret in SECRETS.items()],
        draw="calls",
        slot="2023-09-15T19:00:03+08:00/PT30M",
        randomness=drand(657413, DRAND_SIGNATURE).randomness,
    )


def row(number: int) -> FrameRow:
    return FrameRow.parse(
        f"T{number:010}|5301|2000|793651|500000000|0|1586043|1||{CANDIDATES}|{number:032x}"
    )


@pytest.mark.parametrize("name", SECRETS)
def test_anchor_and_first_code_of_a_custodian(name: str) -> None:
    assert anchor(SECRETS[name], N).hex() == ANCHORS[name]
    assert chain(SECRETS[name], N, 1).hex() == CODES[name]
    assert code_is_of(bytes.fromhex(ANCHORS[name]), 1, bytes.fromhex(CODES[name]))


def test_the_slots_key() -> None:
    assert slot_key().hex() == PRK


@pytest.mark.parametrize(
    ("unit", "ticket"),
    [
        ("T0000000001", "26ef1708adc372d901102e4062307fd053e603e6ad9a8885335add270b5ad707"),
        ("T0000000002", "ecdb8ae149ba6bf45c4ef7576995389209820f30feaeb5f0ce5520887a3e1be6"),
        ("T0000000003", "19864bf2d7d3b4eb0fdf3175b29adcdfd2ace2e2fd46bd287a9d3ff906372094"),
    ],
)
def test_tickets_of_units(unit: str, ticket: str) -> None:
    assert Tickets(bytes.fromhex(PRK)).ticket("unit", unit).hex() == ticket


def test_picks_of_thirty_units_at_ten_percent_in_ticket_order() -> None:
    chances = [(f"T{number:010}", 10**8) for number in range(1, 31)]
    drawn = [pick.unit for pick in picks(bytes.fromhex(PRK), chances)]
    assert drawn == ["T0000000027", "T0000000019", "T0000000003"]


def test_the_inside_of_a_pick() -> None:
    b = sha(b"inside secret")
    expected = "26acfc98c6884060247d104290a3442581b6604f1276d23c47b79af49cef27c0"
    assert inside_commitment(b).hex() == expected
    key = inside_key(b, slot_key())
    assert key.hex() == INSIDE_KEY
    unit = "T0000000003"
    inspectors = in_ticket_order(key, "inspector", (unit,), ["I1", "I2", "I3", "I4"])
    assert inspectors == ("I1", "I3", "I4", "I2")
    assert offset_seconds(key, unit, 1800) == 1556


@pytest.mark.parametrize(
    ("remaining", "covered", "expected"),
    [
        (500_000_000, False, 1_586_043),
        (100_000_000, False, 9_509_965),
        (793_651, False, 1_000_000_000),
        (100_000_000, True, 1_586_043),
    ],
)
def test_chances(remaining: int, covered: bool, expected: int) -> None:
    assert floor_ppb(16, 63) == 253_968_254
    chance = pi_ppb(
        rate_milli=2000,
        weight_ppb=793_651,
        remaining_ppb=remaining,
        floor_ppb=253_968_254,
        covered=covered,
    )
    assert chance == expected


def test_the_digest_of_candidates() -> None:
    candidates = Candidates(household=("H1",), inspector=("I2", "I1"), respondent=("O2", "O1"))
    assert candidates.digest() == CANDIDATES


@pytest.mark.parametrize(
    ("size", "root"),
    [
        (5, "ddbf8993ed550426d82d9934b8a4c9a3dd5ed3c1c7829ba711ca0dffc67466a6"),
        (1, "11937e2f3fb4846c01deb7bf4332bd54c785a519f036526bcb6418aea402f8fa"),
    ],
)
def test_roots_of_frames(size: int, root: str) -> None:
    assert Frame.of(row(number) for number in range(size, 0, -1)).root().hex() == root


def test_randomness_of_fallbacks() -> None:
    none = "569af2933f466be804d14ee32eed9bfb19aa992c7733651776716ff297d4836b"
    thrown = "7fa3c1e4da4972d46661c1c4cfb995fa1d5007e6c531d894ed44a08fc7a0ef8f"
    assert no_beacon().randomness.hex() == none
    assert dice("3 14 15 9").randomness.hex() == thrown


def test_the_number_of_a_slot() -> None:
    start = datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert slot_number(datetime(2026, 3, 2, 1, tzinfo=UTC), start) == 2899


def test_drand_quicknet_randomness_and_rounds() -> None:
    randomness = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
    assert drand(657413, DRAND_SIGNATURE).randomness.hex() == randomness
    assert drand_round(datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)) == 657413
    assert drand_round(datetime(2026, 4, 20, tzinfo=UTC)) == 27946612
    assert drand_round(datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC)) == 27961627


def test_draft_thomson_elegy_vrs() -> None:
    secret = b"totally not a bikeshed"
    published = "950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488"
    assert anchor(secret, 10).hex() == published
    code = chain(secret, 10, 1)
    assert code.hex() == "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456"
    extracted = hmac_sha(code, b"1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./")
    assert extracted.hex() == "5fa96a4e4b50cbb87edd374566a03af5dd2372162b6a9ab88ab8e10f1dbb768b"
    chosen = hmac_sha(extracted, b"lavenderblush\x01")
    assert chosen.hex() == "002ed527ae0a44a86c205d1cdba61826951a2ffb53c13729c3762eea04e21676"


def test_rfc_5869_extract() -> None:
    salt, material = bytes(range(13)), b"\x0b" * 22
    extracted = "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
    assert hmac_sha(salt, material).hex() == extracted
