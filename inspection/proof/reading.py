"""A document from its canonical JSON. What is not exactly one is refused as Malformed."""

from contextlib import suppress
from typing import cast

from inspection.beacon import BeaconKind, BeaconValue
from inspection.draw import Pick
from inspection.log_chain import LogProof
from inspection.proof.bundle import SCHEME, Bundle, Document, MissedSlot, OpenedSlot, UnitProof
from inspection.proof.document import Malformed, Part, canonical_document_of, from_hex
from inspection.proof.reading_inside import read_inside
from inspection.proof.rows_text import without_rows
from inspection.rate import PPB
from inspection.testimony import Testimony

_LONGEST_CHAIN = 1_000_000
_LONGEST_SLOT = 24 * 3600
_ALWAYS = frozenset(("scheme", "state", "draw", "slot", "slot_seconds", "k", "policy", "log"))
_OPENED = _ALWAYS | {"degraded", "custodians", "beacon", "frame", "inside_commitment"}
_MISSED = _ALWAYS | {"reason"}


def read(raw: bytes) -> Document:
    """Raises Malformed; whether what it says is true is for `verify` to find out."""
    cut = without_rows(raw)
    if cut is not None:
        with suppress(Malformed):  # told of the whole, with the places of the whole
            return _read(canonical_document_of(cut[0]), cut[1])
    return _read(canonical_document_of(raw), None)


def _read(part: Part, rows: tuple[str, ...] | None) -> Document:
    """`rows`: those that were taken out of the document's text."""
    part.one_of("scheme", [SCHEME])
    if part.one_of("state", ["REVEALED", "MISSED"]) == "MISSED":
        part.only(_MISSED)
        return _missed(part)
    if "unit" in part.fields:
        part.only(_OPENED | {"unit"})
        return _unit_proof(part)
    part.only(_OPENED | {"picks"}, perhaps=("inside",))
    listed = part.part("frame").texts("rows")
    if rows is not None and listed:
        raise Malformed("frame.rows: they are not where they were taken out")
    return Bundle(
        opened=_opened(part, ("rows",)),
        rows=listed if rows is None else rows,
        picks=tuple(_pick(one) for one in part.parts("picks")),
        inside=read_inside(part.part("inside")) if "inside" in part.fields else None,
    )


def read_custodians(part: Part) -> tuple[Testimony, ...]:
    return tuple(_testimony(one) for one in part.parts("custodians"))


def read_beacon(part: Part) -> BeaconValue:
    """Its form only: whether the randomness follows from the rest is not looked at."""
    part.only(("kind", "round", "signature", "text", "randomness"))
    kind = cast(BeaconKind, part.one_of("kind", ("none", "dice", "drand-quicknet")))
    signature = part.maybe_text("signature")
    return BeaconValue(
        kind=kind,
        randomness=part.octets("randomness"),
        round=None if part.fields["round"] is None else part.whole("round", least=1),
        signature=None if signature is None else from_hex(signature, part.at("signature"), 48),
        text=part.maybe_text("text"),
    )


def _opened(part: Part, within_frame: tuple[str, ...]) -> OpenedSlot:
    frame = part.part("frame")
    frame.only({"root", "size", *within_frame})
    return OpenedSlot(
        draw=part.text("draw"),
        slot=part.text("slot"),
        slot_seconds=part.whole("slot_seconds", least=60, most=_LONGEST_SLOT),
        k=part.whole("k", least=1, most=_LONGEST_CHAIN),
        degraded=part.maybe_text("degraded"),
        custodians=read_custodians(part),
        beacon=read_beacon(part.part("beacon")),
        policy=part.part("policy").scalars(),
        root=frame.octets("root"),
        size=frame.whole("size"),
        inside_commitment=part.octets("inside_commitment"),
        log=_log(part.part("log")),
    )


def _missed(part: Part) -> MissedSlot:
    return MissedSlot(
        draw=part.text("draw"),
        slot=part.text("slot"),
        slot_seconds=part.whole("slot_seconds", least=60, most=_LONGEST_SLOT),
        k=part.whole("k", least=1, most=_LONGEST_CHAIN),
        reason=part.text("reason"),
        policy=part.part("policy").scalars(),
        log=_log(part.part("log")),
    )


def _unit_proof(part: Part) -> UnitProof:
    unit = part.part("unit")
    unit.only(("unit", "index", "row", "path", "ticket"))
    return UnitProof(
        opened=_opened(part, ()),
        unit=unit.text("unit"),
        index=unit.whole("index"),
        row=unit.text("row"),
        path=_digests(unit, "path"),
        ticket=unit.octets("ticket"),
    )


def _testimony(part: Part) -> Testimony:
    part.only(("name", "n", "start", "code", "witness", "signature", "public_key"))
    return Testimony(
        name=part.text("name"),
        n=part.whole("n", least=2, most=_LONGEST_CHAIN),
        start=part.moment("start"),
        code=part.octets("code"),
        witness=part.part("witness").scalars(),
        signature=part.octets("signature", 64),
        public_key=part.octets("public_key"),
    )


def _log(part: Part) -> LogProof:
    part.only(("index", "entry", "proof", "head"))
    steps = _digests(part, "proof")
    if not steps:
        raise Malformed(f"{part.at('proof')}: empty; expected at least the head before the entry")
    return LogProof(
        index=part.whole("index", least=1),
        entry=part.part("entry").scalars(),
        before=steps[0],
        later=steps[1:],
        head=part.octets("head"),
    )


def _digests(part: Part, name: str) -> tuple[bytes, ...]:
    return tuple(
        from_hex(text, f"{part.at(name)}[{n}]", 32) for n, text in enumerate(part.texts(name))
    )


def _pick(part: Part) -> Pick:
    part.only(("unit", "pi_ppb", "ticket"))
    return Pick(
        unit=part.text("unit"),
        pi_ppb=part.whole("pi_ppb", most=PPB),
        ticket=part.octets("ticket"),
    )
