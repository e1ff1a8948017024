"""A document as canonical JSON; `reading` takes exactly this back."""

from collections.abc import Iterable

from inspection.beacon import BeaconValue
from inspection.digest import Json, canonical
from inspection.draw import Pick
from inspection.log_chain import LogProof
from inspection.proof.bundle import (
    SCHEME,
    ContactMade,
    Document,
    Inside,
    MissedSlot,
    OpenedSlot,
    PickInside,
    UnitProof,
)
from inspection.proof.document import written_moment
from inspection.proof.rows_text import with_rows
from inspection.testimony import Testimony

Fields = dict[str, Json]


def written(document: Document) -> bytes:
    if isinstance(document, MissedSlot):
        return canonical(_missed(document))
    fields = _opened(document.opened)
    if isinstance(document, UnitProof):
        return canonical({**fields, "unit": _unit(document)})
    fields["frame"] = {**_tree(document.opened), "rows": []}
    fields["picks"] = [_pick(pick) for pick in document.picks]
    if document.inside is not None:
        fields["inside"] = _inside(document.inside)
    whole = with_rows(canonical(fields), document.rows)
    if whole is not None:
        return whole
    return canonical({**fields, "frame": {**_tree(document.opened), "rows": list(document.rows)}})


def custodians_fields(custodians: Iterable[Testimony]) -> list[Json]:
    return [
        {
            "name": one.name,
            "n": one.n,
            "start": written_moment(one.start),
            "code": one.code.hex(),
            "witness": dict(one.witness),
            "signature": one.signature.hex(),
            "public_key": one.public_key.hex(),
        }
        for one in custodians
    ]


def beacon_fields(beacon: BeaconValue) -> Fields:
    return {
        "kind": beacon.kind,
        "round": beacon.round,
        "signature": None if beacon.signature is None else beacon.signature.hex(),
        "text": beacon.text,
        "randomness": beacon.randomness.hex(),
    }


def _opened(opened: OpenedSlot) -> Fields:
    return {
        "scheme": SCHEME,
        "state": "REVEALED",
        "draw": opened.draw,
        "slot": opened.slot,
        "slot_seconds": opened.slot_seconds,
        "k": opened.k,
        "degraded": opened.degraded,
        "custodians": custodians_fields(opened.custodians),
        "beacon": beacon_fields(opened.beacon),
        "policy": dict(opened.policy),
        "frame": _tree(opened),
        "inside_commitment": opened.inside_commitment.hex(),
        "log": _log(opened.log),
    }


def _tree(opened: OpenedSlot) -> Fields:
    return {"root": opened.root.hex(), "size": opened.size}


def _missed(missed: MissedSlot) -> Fields:
    return {
        "scheme": SCHEME,
        "state": "MISSED",
        "draw": missed.draw,
        "slot": missed.slot,
        "slot_seconds": missed.slot_seconds,
        "k": missed.k,
        "reason": missed.reason,
        "policy": dict(missed.policy),
        "log": _log(missed.log),
    }


def _log(log: LogProof) -> Fields:
    return {
        "index": log.index,
        "entry": dict(log.entry),
        "proof": [log.before.hex(), *(digest.hex() for digest in log.later)],
        "head": log.head.hex(),
    }


def _pick(pick: Pick) -> Fields:
    return {"unit": pick.unit, "pi_ppb": pick.pi_ppb, "ticket": pick.ticket.hex()}


def _unit(proof: UnitProof) -> Fields:
    return {
        "unit": proof.unit,
        "index": proof.index,
        "row": proof.row,
        "path": [node.hex() for node in proof.path],
        "ticket": proof.ticket.hex(),
    }


def _inside(inside: Inside) -> Fields:
    return {"b": inside.b.hex(), "units": [_pick_inside(unit) for unit in inside.units]}


def _pick_inside(unit: PickInside) -> Fields:
    people = unit.candidates
    fields: Fields = {
        "unit": unit.unit,
        "candidates": {
            "household": list(people.household),
            "inspector": list(people.inspector),
            "respondent": list(people.respondent),
        },
        "respondents": list(unit.respondents),
        "households": list(unit.households),
        "inspector": unit.inspector,
        "offset_seconds": unit.offset_seconds,
        "contacts": [_contact(one) for one in unit.contacts],
    }
    if unit.passed:
        fields["passed"] = [
            {"kind": one.kind, "who": one.who, "rank": one.rank, "reason": one.reason}
            for one in unit.passed
        ]
    if unit.assignments:
        fields["assignments"] = [_contact(one) for one in unit.assignments]
    return fields


def _contact(made: ContactMade) -> Fields:
    return {"who": made.who, "rank": made.rank, "disposition": made.disposition}
