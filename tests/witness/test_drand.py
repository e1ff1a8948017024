"""The public beacon: the slot's round and no other, from whichever endpoint has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from fieldwork.ports import BeaconSilent
from inspection.beacon import QUICKNET, BeaconChain, drand_round
from inspection.proof import anchors
from tests.witness.elsewhere import (
    QUICKNET_ROUND,
    QUICKNET_SIGNATURE,
    Drand,
    served,
    signing_chain,
)
from witness.bls import SignatureCheck, beacon_judge, signature_check
from witness.drand import DrandBeacon

OPENING = datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
ROUND, SIGNATURE = QUICKNET_ROUND, QUICKNET_SIGNATURE
RANDOMNESS = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
NOWHERE = "http://127.0.0.1:9"


@contextmanager
def beacon(
    *endpoints: str, check: SignatureCheck | None = None, chain: BeaconChain = QUICKNET
) -> Iterator[DrandBeacon]:
    asked = DrandBeacon(endpoints, check=check, chain=chain, seconds=1.0)
    try:
        yield asked
    finally:
        asked.close()


@pytest.fixture
def quicknet() -> Drand:
    return Drand(signatures={ROUND: SIGNATURE})


def test_the_published_round_gives_the_published_randomness(quicknet: Drand) -> None:
    with served(quicknet.app()) as url, beacon(url, check=lambda *_: True) as asked:
        value = asked.randomness(OPENING)
        assert asked.source == f"drand-quicknet/{QUICKNET.hash}"
    assert (value.round, value.randomness.hex(), value.signature) == (ROUND, RANDOMNESS, SIGNATURE)
    assert (value.kind, value.degraded) == ("drand-quicknet", None)
    assert quicknet.asked == [f"/{QUICKNET.hash}/public/{ROUND}"]


def test_where_nobody_can_check_the_signature_the_draw_is_marked(quicknet: Drand) -> None:
    with served(quicknet.app()) as url, beacon(url) as asked:
        assert asked.randomness(OPENING).degraded == "beacon signature not checked"


def test_the_first_endpoint_is_down_and_the_second_answers(quicknet: Drand) -> None:
    late = Drand(late=True)
    with served(late.app()) as second, served(quicknet.app()) as third:
        with beacon(NOWHERE, second, third) as asked:
            assert asked.randomness(OPENING).randomness.hex() == RANDOMNESS
        assert len(late.asked) == len(quicknet.asked) == 1
        with beacon(third, second) as asked:
            asked.randomness(OPENING)
    assert len(late.asked) == 1


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        ({"round": ROUND + 1}, "another round"),
        ({"randomness": "0" * 64}, "does not follow from its signature"),
        ({"signature": "zz" * 48}, "no signature of 96 hex digits"),
        ({"signature": None}, "no signature of 96 hex digits"),
        ({"signature": "ab" * 47}, "no signature of 96 hex digits"),
    ],
)
def test_another_round_or_randomness_is_never_used(
    quicknet: Drand, lie: dict[str, object], reason: str
) -> None:
    quicknet.lie = lie
    with served(quicknet.app()) as url, beacon(url) as asked:
        with pytest.raises(BeaconSilent, match=f"silent about round {ROUND} .*{reason}"):
            asked.randomness(OPENING)
        quicknet.lie = {}
        assert asked.randomness(OPENING).randomness.hex() == RANDOMNESS


def test_a_signature_that_does_not_hold_is_never_used(quicknet: Drand) -> None:
    forged = Drand()
    checked: list[tuple[int, bytes]] = []

    def check(round: int, signature: bytes) -> bool:
        checked.append((round, signature))
        return signature == SIGNATURE

    with served(forged.app()) as first, served(quicknet.app()) as second:
        with beacon(first, second, check=check) as asked:
            assert asked.randomness(OPENING).signature == SIGNATURE
        with (
            beacon(first, check=check) as asked,
            pytest.raises(BeaconSilent, match="its signature does not hold"),
        ):
            asked.randomness(OPENING)
    assert [round for round, _ in checked] == [ROUND] * 3


def test_a_late_round_is_waited_for(quicknet: Drand) -> None:
    quicknet.late = True
    with served(quicknet.app()) as url, beacon(url) as asked:
        with pytest.raises(BeaconSilent, match="endpoint 1: status 404"):
            asked.randomness(OPENING)
        quicknet.late = False
        assert asked.randomness(OPENING).round == ROUND
    assert len(set(quicknet.asked)) == 1


def test_a_chain_of_ones_own_has_its_own_rounds() -> None:
    chain = BeaconChain(hash="ab" * 32, public_key="", period=30, genesis=1672531200, scheme="toy")
    drand = Drand()
    with served(drand.app()) as url, beacon(url, chain=chain) as asked:
        value = asked.randomness(OPENING)
    assert value.round == drand_round(OPENING, chain) == 741481
    assert drand.asked == [f"/{'ab' * 32}/public/741481"]
    assert value.signature is not None
    assert value.randomness == sha256(value.signature).digest()


def test_the_real_signature_holds_where_it_can_be_checked_and_no_other_does() -> None:
    check = signature_check(QUICKNET)
    if check is None:
        return  # the extra is not installed here: the other tests show that draws are marked then
    assert check(ROUND, SIGNATURE)
    assert not check(ROUND + 1, SIGNATURE)
    assert not check(ROUND, bytes(48))
    no_point = BeaconChain(hash="", public_key="00" * 96, period=3, genesis=1)
    of_no_key = signature_check(no_point)
    assert of_no_key is not None
    assert not of_no_key(ROUND, SIGNATURE)


def test_signatures_of_another_scheme_or_key_cannot_be_checked() -> None:
    toy = BeaconChain(hash="", public_key=QUICKNET.public_key, period=3, genesis=1, scheme="toy")
    bad = BeaconChain(hash="", public_key="not hex", period=3, genesis=1)
    assert signature_check(toy) is None
    assert signature_check(bad) is None


def test_a_judge_of_bundles_knows_the_published_chain_and_a_simulated_one() -> None:
    judge = beacon_judge()
    if judge is None:
        assert signature_check(QUICKNET) is None
        return  # the extra is not installed here
    assert judge(ROUND, SIGNATURE, anchors.QUICKNET)
    simulated, signatures = signing_chain(OPENING)
    published = anchors.BeaconChain.of(simulated)
    assert judge(ROUND, signatures[ROUND], published)
    assert judge(ROUND, SIGNATURE, published) is False
    assert judge(ROUND + 1, signatures[ROUND], published) is False
    assert judge(ROUND, b"\xff" * 48, published) is False, "no point, and no panic"
    assert judge(ROUND, SIGNATURE, replace(published, scheme="toy")) is None
    assert judge(ROUND, SIGNATURE, replace(published, public_key=bytes(48))) is None
