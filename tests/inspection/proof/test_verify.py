"""Good documents are proved, every tampering is named, and two verifiers agree on all of it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
from tests.inspection.proof.samples import (
    ANCHORS,
    DICELESS,
    GOOD,
    POLICY,
    Office,
    head_of,
    missed,
    row_without_share,
)
from tests.inspection.proof.tampering import BY_ANYBODY, BY_THE_OFFICE, COUNTY_RATE, Tamper
from witness.signature import signature_holds

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "verify_draw.py"
RISK_MOST = "draw.risk_most_milli"
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


BEFORE_SHARES = {
    key: value
    for key, value in POLICY.items()
    if not key.startswith(("draw.risk_milli@", RISK_MOST))
}
DOCUMENTS: dict[str, Document] = {
    "a bundle from before there were risk shares": Office(
        rows=[row_without_share(number) for number in range(1, 41)],
        policy=BEFORE_SHARES,
        beacon=DICELESS.beacon,
        degraded=DICELESS.degraded,
    ).bundle(),
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


@dataclass(frozen=True, kw_only=True)
class Skipping:
    """Makes the bundle of a pick whose first household was not called."""

    changed: dict[str, Any] = field(default_factory=dict)

    def __call__(self, doc: dict[str, Any]) -> None:
        unit = doc["inside"]["units"][0]
        skipped = {
            "kind": "household", "who": unit["households"][0], "rank": 1, "reason": "resting"
        }  # fmt: skip
        del unit["contacts"][1]
        unit["passed"] = [skipped | self.changed]


def skip_without_a_word(doc: dict[str, Any]) -> None:
    del doc["inside"]["units"][0]["contacts"][1]


def skip_all_officials(doc: dict[str, Any]) -> None:
    unit = doc["inside"]["units"][0]
    del unit["contacts"][0]
    unit["passed"] = [
        {"kind": "respondent", "who": who, "rank": rank, "reason": "on_leave"}
        for rank, who in enumerate(unit["respondents"], start=1)
    ]


def skip_officials_but_one(doc: dict[str, Any]) -> None:
    skip_all_officials(doc)
    doc["inside"]["units"][0]["passed"].pop()


def try_whom_it_passes_over(doc: dict[str, Any]) -> None:
    Skipping()(doc)
    unit = doc["inside"]["units"][0]
    unit["contacts"].insert(1, {"who": unit["households"][0], "rank": 1, "disposition": "X"})


@pytest.mark.parametrize(
    ("change", "deviation"),
    [
        (Skipping(), None),
        (skip_all_officials, None),
        (skip_without_a_word, "(number 1) was passed over without a reason"),
        (skip_officials_but_one, "was passed over without a reason"),
        (Skipping(changed={"reason": "rich"}), "because of 'rich', which is no reason"),
        (Skipping(changed={"reason": "on_leave"}), "because of 'on_leave', which is no reason"),
        (Skipping(changed={"rank": 3}), "where somebody else was drawn"),
        (try_whom_it_passes_over, "was tried, and is said to be passed over"),
    ],
)
def test_whoever_was_not_tried_in_the_drawn_order_has_a_reason(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], deviation: str | None
) -> None:
    bundle = DICELESS.bundle(auditor=True)
    raw, head = tampered(bundle, change), head_of(bundle.opened.log)
    verdict = verdict_on(raw, head=head)
    if deviation is None:
        assert verdict.standing is Standing.PROVED
        assert any("passed over: " in remark for remark in verdict.remarks)
        assert example_says(tmp_path, raw, head=head) == 0
    else:
        assert any(deviation in one for one in verdict.deviations), verdict.deviations
        assert example_says(tmp_path, raw, head=head) == 1
