"""A unit's own proof."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspection.digest import canonical
from inspection.proof.verdict import Standing
from inspection.proof.writing import written
from tests.inspection.proof.samples import DICELESS, head_of
from tests.inspection.proof.tampering import Tamper, put
from tests.inspection.proof.test_verify import example_says, verdict_on

HEAD = head_of(DICELESS.bundle().opened.log)
PICKED = {pick.unit for pick in DICELESS.bundle().picks}


@pytest.mark.parametrize("index", range(40))
def test_every_unit_can_be_shown_its_own_row_and_whether_it_was_picked(index: int) -> None:
    proof = DICELESS.proof(index)
    verdict = verdict_on(written(proof), head=HEAD)
    assert verdict.standing is Standing.PROVED
    outcome = "was picked" if proof.unit in PICKED else "was not picked"
    assert verdict.remarks[-1].startswith(f"unit {proof.unit} had a chance of")
    assert verdict.remarks[-1].endswith(outcome)


def test_apart_from_risk_shares_a_units_proof_tells_of_no_other_unit() -> None:
    proof = DICELESS.proof(4)
    policy = {key: value for key, value in proof.opened.policy.items() if "@T" not in key}
    text = written(replace(proof, opened=replace(proof.opened, policy=policy))).decode()
    assert "T005" in text
    assert not [n for n in range(1, 41) if n != 5 and f"T{n:03}" in text]


def lengthened(doc: dict[str, Any]) -> None:
    doc["unit"]["path"].append("00" * 32)


def shortened(doc: dict[str, Any]) -> None:
    doc["unit"]["path"].pop()


def cheaper(doc: dict[str, Any]) -> None:
    doc["unit"]["row"] = doc["unit"]["row"].replace("|0|", "|1|", 1)


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "another place": (put("unit", "index", value=3), "not stand at this place"),
    "a place outside": (put("unit", "index", value=40), "not stand at this place"),
    "another row": (cheaper, "not stand at this place"),
    "another unit": (put("unit", "unit", value="T009"), "the row is that of unit T005"),
    "another ticket": (put("unit", "ticket", value="00" * 32), "not the one that the key gives"),
    "a step more": (lengthened, "not stand at this place"),
    "a step less": (shortened, "not stand at this place"),
    "a smaller frame": (put("frame", "size", value=4), "not stand at this place"),
    "another root": (put("frame", "root", value="00" * 32), "witnessed root"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_proof_deviates(tmp_path: Path, name: str) -> None:
    tamper, words = TAMPERINGS[name]
    doc = json.loads(written(DICELESS.proof(4)))
    tamper(doc)
    verdict = verdict_on(canonical(doc), head=HEAD)
    assert any(words in deviation for deviation in verdict.deviations), verdict.deviations
    assert example_says(tmp_path, canonical(doc), head=HEAD) == 1
