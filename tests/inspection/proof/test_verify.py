"""Good documents are proved, every tampering is named, and two verifiers agree on all of it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspection.digest import canonical
from inspection.log_chain import LogHead
from inspection.proof.anchors import Anchors, written_anchors, written_head
from inspection.proof.bundle import Bundle, Document
from inspection.proof.reading import read
from inspection.proof.verdict import Outside, Standing, Verdict
from inspection.proof.verify import verify
from inspection.proof.writing import written
from tests.inspection.proof.samples import ANCHORS, DICELESS, GOOD, head_of, missed
from tests.inspection.proof.tampering import BY_ANYBODY, BY_THE_OFFICE, COUNTY_RATE, Tamper
from witness.signature import signature_holds

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "verify_draw.py"
HEAD = head_of(GOOD.bundle().opened.log)


def verdict_on(
    raw: bytes, *, anchors: Anchors | None = ANCHORS, head: LogHead | None = HEAD
) -> Verdict:
    outside = Outside(
        signature_holds=signature_holds,
        anchors=anchors,
        head=head,
        beacon_holds=lambda *_: True,
    )
    return verify(read(raw), outside)


def example_says(
    folder: Path, raw: bytes, *, anchors: Anchors | None = ANCHORS, head: LogHead | None = HEAD
) -> int:
    """The exit status of the verifier in one file."""
    (folder / "bundle.json").write_bytes(raw)
    arguments = [sys.executable, "-I", str(EXAMPLE), str(folder / "bundle.json")]
    if anchors is not None:
        (folder / "anchors.json").write_bytes(written_anchors(anchors))
        arguments += ["--anchors", str(folder / "anchors.json")]
    if head is not None:
        (folder / "head.json").write_bytes(written_head(head))
        arguments += ["--head", str(folder / "head.json")]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode


def tampered(bundle: Bundle, tamper: Tamper) -> bytes:
    doc: dict[str, Any] = json.loads(written(bundle))
    tamper(doc)
    return canonical(doc)


DOCUMENTS: dict[str, Document] = {
    "a bundle with a rate of its county": replace(DICELESS, policy=COUNTY_RATE).bundle(),
    "bundle": DICELESS.bundle(),
    "auditor's bundle": DICELESS.bundle(auditor=True),
    "a unit's proof": DICELESS.proof(3),
    "a missed slot": missed(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_good_document_is_proved_by_both_verifiers(tmp_path: Path, name: str) -> None:
    document = DOCUMENTS[name]
    raw = written(document)
    log = document.log if hasattr(document, "log") else document.opened.log
    verdict = verdict_on(raw, head=head_of(log))
    assert (verdict.deviations, verdict.unproved) == ((), ())
    assert verdict.standing is Standing.PROVED
    assert read(raw) == document
    assert example_says(tmp_path, raw, head=head_of(log)) == 0


def test_a_bundle_with_a_public_beacon_is_proved_where_its_signature_can_be_checked(
    tmp_path: Path,
) -> None:
    raw = written(GOOD.bundle(auditor=True))
    assert verdict_on(raw).standing is Standing.PROVED
    assert example_says(tmp_path, raw) == 3, "a standard library alone cannot check it"
    unchecked = Outside(signature_holds=signature_holds, anchors=ANCHORS, head=HEAD)
    verdict = verify(read(raw), unchecked)
    assert verdict.standing is Standing.CONSISTENT
    assert verdict.unproved == (
        "the beacon's signature was not checked: drand-verify (the extra `drand`) is not installed"
        " here",
    )
    refused = Outside(
        signature_holds=signature_holds, anchors=ANCHORS, head=HEAD, beacon_holds=lambda *_: False
    )
    assert verify(read(raw), refused).standing is Standing.DEVIATES


@pytest.mark.parametrize("name", BY_ANYBODY)
def test_what_is_changed_after_the_draw_is_named(tmp_path: Path, name: str) -> None:
    tamper, words = BY_ANYBODY[name]
    raw = tampered(GOOD.bundle(auditor=True), tamper)
    verdict = verdict_on(raw)
    assert verdict.standing is Standing.DEVIATES
    assert any(words in deviation for deviation in verdict.deviations), verdict.deviations
    assert example_says(tmp_path, raw) in (1, 2)


@pytest.mark.parametrize("name", BY_THE_OFFICE)
def test_what_was_wrong_before_the_commitment_is_named(tmp_path: Path, name: str) -> None:
    bundle, words = BY_THE_OFFICE[name]
    head = head_of(bundle.opened.log)
    verdict = verdict_on(written(bundle), head=head)
    assert verdict.standing is Standing.DEVIATES
    assert any(words in deviation for deviation in verdict.deviations), verdict.deviations
    assert example_says(tmp_path, written(bundle), head=head) == 1


@pytest.mark.parametrize(
    ("anchors", "head", "words"),
    [
        (None, HEAD, "no anchors were given"),
        (ANCHORS, None, "no head of the log was given"),
        (ANCHORS, LogHead(index=4, head=bytes(32)), "before this slot's entry 5"),
        (ANCHORS, LogHead(index=9, head=bytes(32)), "have the bundle exported again"),
    ],
)
def test_without_something_from_outside_a_draw_is_only_consistent(
    tmp_path: Path, anchors: Anchors | None, head: LogHead | None, words: str
) -> None:
    raw = written(DICELESS.bundle())
    good = head_of(DICELESS.bundle().opened.log)
    used = good if head is HEAD else head
    verdict = verdict_on(raw, anchors=anchors, head=used)
    assert verdict.standing is Standing.CONSISTENT
    assert [words in line for line in verdict.unproved] == [True]
    assert example_says(tmp_path, raw, anchors=anchors, head=used) == 3


def test_another_head_than_the_one_that_was_sent_out_deviates(tmp_path: Path) -> None:
    raw = written(DICELESS.bundle())
    other = LogHead(index=7, head=bytes(32))
    verdict = verdict_on(raw, head=other)
    assert verdict.deviations == ("log: its head at entry 7 is not the one that was sent out",)
    assert example_says(tmp_path, raw, head=other) == 1


def test_whoever_was_passed_over_is_remarked() -> None:
    def skip_first_household(doc: dict[str, Any]) -> None:
        del doc["inside"]["units"][0]["contacts"][1]

    bundle = GOOD.bundle(auditor=True)
    assert bundle.inside is not None
    verdict = verdict_on(tampered(bundle, skip_first_household))
    assert verdict.standing is Standing.PROVED
    passed = bundle.inside.units[0].households[0]
    assert any(f"passed over before the next was tried: {passed}" in r for r in verdict.remarks)
