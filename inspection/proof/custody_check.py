"""Whether the custodians said what a bundle says they said, before the key existed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from inspection.chain import code_is_of, slot_number
from inspection.digest import canonical, sha
from inspection.proof.anchors import Anchor, Anchors
from inspection.proof.bundle import OpenedSlot
from inspection.proof.verdict import Notes, Outside
from inspection.testimony import Testimony

_HALF_HOUR = timedelta(minutes=30)


def check_custody(
    opened: OpenedSlot, opens_at: datetime | None, outside: Outside, notes: Notes
) -> None:
    names = [one.name for one in opened.custodians]
    notes.expect(bool(names), "custodians: none; a draw is keyed by the code of one or more")
    notes.expect(
        names == sorted(set(names)),
        f"custodians are {', '.join(names)}; expected each once, in the order of their names",
    )
    if len(names) == 1:
        notes.expect(
            opened.degraded is not None, "a single custodian, and the draw is not marked degraded"
        )
    for one in opened.custodians:
        _check_witness(opened, one, notes)
        _check_number(opened, one, opens_at, notes)
        notes.expect(
            outside.signature_holds(one.witness, one.signature, one.public_key),
            f"custodian {one.name}: the signature does not belong to what it witnessed",
        )
    if outside.anchors is None:
        notes.unproved.append("no anchors were given: codes and keys are the bundle's own word")
    else:
        _check_anchors(opened, outside.anchors, opens_at, notes)


def _check_witness(opened: OpenedSlot, one: Testimony, notes: Notes) -> None:
    said = {
        "draw": opened.draw,
        "slot": opened.slot,
        "root": opened.root.hex(),
        "policy": sha(canonical(dict(opened.policy))).hex(),
        "inside_commitment": opened.inside_commitment.hex(),
        "log_head": opened.log.own_head().hex(),
        "custodian": one.name,
        "k": opened.k,
        "code": one.code.hex(),
    }
    for name, value in said.items():
        notes.expect(
            one.witness.get(name) == value and type(one.witness.get(name)) is type(value),
            f"custodian {one.name} witnessed {name} {_shown(one.witness, name)}; the bundle"
            f" gives {value}",
        )
    unknown = sorted(one.witness.keys() - said.keys())
    notes.expect(not unknown, f"custodian {one.name} witnessed unknown fields: {unknown}")


def _check_number(
    opened: OpenedSlot, one: Testimony, opens_at: datetime | None, notes: Notes
) -> None:
    if opens_at is None:
        return
    k = slot_number(opens_at, one.start)
    notes.expect(
        k == opened.k and 1 <= k < one.n,
        f"custodian {one.name}: the slot needs code {k} of {one.n - 1}; the bundle has code"
        f" {opened.k}",
    )


def _check_anchors(
    opened: OpenedSlot, anchors: Anchors, opens_at: datetime | None, notes: Notes
) -> None:
    known = {anchor.name: anchor for anchor in anchors.custodians}
    for one in opened.custodians:
        if notes.expect(one.name in known, f"custodian {one.name} is not among the anchors"):
            _check_anchor(opened.k, one, known[one.name], notes)
    present = {one.name for one in opened.custodians}
    for anchor in anchors.custodians:
        if anchor.name not in present and opens_at is not None and _covers(anchor, opens_at):
            notes.deviations.append(
                f"custodian {anchor.name} has published an anchor for this time, and its code is"
                " not part of the draw"
            )


def _check_anchor(k: int, one: Testimony, anchor: Anchor, notes: Notes) -> None:
    notes.expect(
        (one.n, one.start) == (anchor.n, anchor.start),
        f"custodian {one.name}: its chain is not the published one (n and start)",
    )
    notes.expect(
        one.public_key == anchor.public_key,
        f"custodian {one.name}: its public key is not the published one",
    )
    notes.expect(
        k < anchor.n and code_is_of(anchor.anchor, k, one.code),
        f"custodian {one.name}: the code is not number {k} of the published chain",
    )


def _covers(anchor: Anchor, opens_at: datetime) -> bool:
    return anchor.start <= opens_at < anchor.start + (anchor.n - 1) * _HALF_HOUR


def _shown(witness: Mapping[str, str | int], name: str) -> str:
    return str(witness[name]) if name in witness else "nothing"
