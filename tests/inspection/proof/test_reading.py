"""What is no document is refused, with the place and what would be right."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from inspection.digest import canonical
from inspection.log_chain import LogHead
from inspection.proof.anchors import (
    QUICKNET,
    read_anchors,
    read_head,
    written_anchors,
    written_head,
)
from inspection.proof.document import Malformed
from inspection.proof.reading import read
from inspection.proof.writing import written
from tests.inspection.proof.samples import ANCHORS, DICELESS, GOOD, missed
from tests.inspection.proof.tampering import Tamper, drop, put

RAW = written(GOOD.bundle(auditor=True))


def refusal(reader: Callable[[bytes], object], raw: bytes) -> str:
    with pytest.raises(Malformed) as refused:
        reader(raw)
    return str(refused.value)


def changed(raw: bytes, tamper: Tamper) -> bytes:
    doc: dict[str, Any] = json.loads(raw)
    tamper(doc)
    return json.dumps(
        doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=True
    ).encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "not JSON: Expecting value at line 1 column 1"),
        (b"\xff", "not UTF-8"),
        (b"[]", "not an object"),
        (b"[" * 100_000, "nested or numbered beyond reason"),
        (b'{"k":' + b"9" * 5000 + b"}", "nested or numbered beyond reason"),
        (b'{"k":1,"k":1}', "k: the field stands twice"),
        (b'{"k":1.5}', "found float"),
        (b'{"k":true}', "found bool"),
        (b'{"k":"\\ud800"}', "not canonical JSON"),
        (RAW + b"\n", f"byte {len(RAW)} differs"),
        (RAW.replace(b'","', b'", "', 1), "expected sorted keys, no spaces"),
        (b"{}", "scheme: missing"),
        (canonical({"scheme": "cy-draw-2"}), "scheme: 'cy-draw-2'; expected cy-draw-1"),
        (
            canonical({"scheme": "cy-draw-1", "state": "DRAWN"}),
            "state: 'DRAWN'; expected MISSED or REVEALED",
        ),
    ],
)
def test_what_is_no_canonical_document_is_refused(raw: bytes, words: str) -> None:
    assert words in refusal(read, raw)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (drop("frame"), "frame: missing"),
        (put("extra", value=1), "extra: unknown field; expected only"),
        (put("k", value="1"), "k: expected a whole number"),
        (put("k", value=0), "k: 0; expected 1 to"),
        (put("frame", value=[]), "frame: expected an object"),
        (put("frame", "rows", 3, value=5), "frame.rows[3]: expected text"),
        (put("frame", "root", value="AB" * 32), "frame.root: expected 64 lower-case hex"),
        (put("custodians", value={}), "custodians: expected a list"),
        (put("custodians", 1, value="x"), "custodians[1]: expected an object"),
        (drop("custodians", 1, "code"), "custodians[1].code: missing"),
        (put("custodians", 1, "n", value=10**9), "custodians[1].n: 1000000000; expected 2 to"),
        (put("custodians", 0, "start", value="today"), "custodians[0].start: 'today'; expected"),
        (
            put("custodians", 0, "start", value="2026-03-01T00:00:00+08:00"),
            "expected UTC such as",
        ),
        (put("custodians", 0, "signature", value="00"), "expected 128 lower-case hex"),
        (put("custodians", 0, "witness", "k", value=None), "custodians[0].witness.k: expected"),
        (put("beacon", "kind", value="stars"), "beacon.kind: 'stars'; expected dice or"),
        (put("beacon", "signature", value="00"), "beacon.signature: expected 96"),
        (put("policy", "draw.hours", value=None), "policy.draw.hours: expected text or"),
        (put("log", "proof", value=[]), "log.proof: empty"),
        (put("log", "proof", 1, value="x"), "log.proof[1]: expected 64"),
        (put("picks", 0, "pi_ppb", value=10**9 + 1), "picks[0].pi_ppb: 1000000001; expected 0 to"),
        (put("inside", "units", 0, "contacts", 0, "rank", value=0), "contacts[0].rank: 0"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_its_place(tamper: Tamper, words: str) -> None:
    assert words in refusal(read, changed(RAW, tamper))


@pytest.mark.parametrize("document", [DICELESS.proof(2), missed(), DICELESS.bundle()])
def test_what_was_written_is_read_back(document: Any) -> None:
    raw = written(document)
    assert read(raw) == document
    assert "extra: unknown" in refusal(read, changed(raw, put("extra", value=1)))


def test_anchors_and_heads_are_read_back_even_if_somebody_indented_them() -> None:
    for raw in (
        written_anchors(ANCHORS),
        json.dumps(json.loads(written_anchors(ANCHORS))).encode(),
    ):
        assert read_anchors(raw) == ANCHORS
    assert ANCHORS.beacon == QUICKNET
    head = LogHead(index=3, head=bytes(32))
    assert read_head(written_head(head)) == head


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (put("custodians", value=[]), "custodians: expected one or more, each name once"),
        (put("custodians", 0, "name", value="ministry"), "each name once"),
        (put("custodians", 0, "anchor", value="x"), "custodians[0].anchor: expected 64"),
        (put("beacon", "kind", value="none"), "beacon.kind: 'none'; expected drand-quicknet"),
        (drop("beacon"), "beacon: missing"),
    ],
)
def test_anchors_that_cannot_be_are_refused(tamper: Tamper, words: str) -> None:
    assert words in refusal(read_anchors, changed(written_anchors(ANCHORS), tamper))


def test_a_head_that_is_none_is_refused() -> None:
    assert "head: missing" in refusal(read_head, b'{"index":1}')
