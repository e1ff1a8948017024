"""What somebody may do to a bundle, each way with a part of what the check then says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from inspection.beacon import drand_source, no_beacon
from inspection.chain import chain
from inspection.proof.anchors import QUICKNET
from inspection.proof.bundle import Bundle
from tests.inspection.proof.samples import (
    DICELESS,
    GOOD,
    POLICY,
    SECRETS,
    N,
    key_of,
    policy_of,
    row_of,
    rows_of,
)
from witness.signature import signed

Doc = dict[str, Any]
Tamper = Callable[[Doc], None]


def cell(unit: int, column: int, value: str) -> Tamper:
    """Another value in a unit's row of the frame."""

    def tamper(doc: Doc) -> None:
        fields = doc["frame"]["rows"][unit - 1].split("|")
        fields[column] = value
        doc["frame"]["rows"][unit - 1] = "|".join(fields)

    return tamper


def put(*path: str | int, value: object) -> Tamper:
    """Another value at a place of the document."""

    def tamper(doc: Doc) -> None:
        place: Any = doc
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return tamper


def drop(*path: str | int) -> Tamper:
    def tamper(doc: Doc) -> None:
        place: Any = doc
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return tamper


def swap(*path: str | int) -> Tamper:
    """The first two of a list change places."""

    def tamper(doc: Doc) -> None:
        place: Any = doc
        for step in path:
            place = place[step]
        place[0], place[1] = place[1], place[0]

    return tamper


def insert_unit(doc: Doc) -> None:
    doc["frame"]["rows"].append(row_of(41).line())
    doc["frame"]["size"] += 1


def drop_unit(doc: Doc) -> None:
    del doc["frame"]["rows"][7]
    doc["frame"]["size"] -= 1


def pick_unit(doc: Doc) -> None:
    doc["picks"].append({"unit": "T001", "pi_ppb": 1, "ticket": "ff" * 32})


def code_number(k: int, secret: bytes = SECRETS["auditor"]) -> Tamper:
    """The code of another number or chain, as consistent as its holder alone can make it."""

    def tamper(doc: Doc) -> None:
        one = doc["custodians"][0]
        one["code"] = one["witness"]["code"] = chain(secret, N, k).hex()
        one["signature"] = signed(one["witness"], key_of("auditor")).hex()

    return tamper


def witness_of(field: str, value: str) -> Tamper:
    """A custodian who signed something else."""

    def tamper(doc: Doc) -> None:
        one = doc["custodians"][0]
        one["witness"][field] = value
        one["signature"] = signed(one["witness"], key_of("auditor")).hex()

    return tamper


def own_key(doc: Doc) -> None:
    """Somebody else signs in the custodian's name."""
    one = doc["custodians"][0]
    one["signature"] = signed(one["witness"], key_of("ministry")).hex()
    one["public_key"] = doc["custodians"][1]["public_key"]


def leave_out_custodian(doc: Doc) -> None:
    del doc["custodians"][0]
    doc["degraded"] = "one custodian only"


def remove_candidate(doc: Doc) -> None:
    unit = doc["inside"]["units"][0]
    gone = unit["households"].pop(0)
    unit["candidates"]["household"].remove(gone)
    unit["contacts"] = unit["contacts"][:1]


def try_out_of_order(doc: Doc) -> None:
    contacts = doc["inside"]["units"][0]["contacts"]
    contacts[1], contacts[2] = contacts[2], contacts[1]


def try_another(doc: Doc) -> None:
    unit = doc["inside"]["units"][0]
    unit["contacts"][1]["who"] = unit["households"][3]


def another_round(doc: Doc) -> None:
    doc["beacon"]["round"] -= 1


def no_beacon_after_all(doc: Doc) -> None:
    value = no_beacon().randomness.hex()
    doc["beacon"] = {
        "kind": "none",
        "round": None,
        "signature": None,
        "text": None,
        "randomness": value,
    }
    doc["degraded"] = "no public beacon"


def move_entry(doc: Doc) -> None:
    """The entry is said to stand one place later in the log."""
    log = doc["log"]
    log["index"] = log["entry"]["n"] = 6
    log["proof"][1:] = log["proof"][2:]


def entry_after_opening(doc: Doc) -> None:
    doc["log"]["entry"]["at"] = "2026-03-02T01:00:00.000000+00:00"


BY_ANYBODY: dict[str, tuple[Tamper, str]] = {
    "another rate": (cell(3, 2, "400001"), "rows do not give its root"),
    "another weight": (cell(3, 3, "793652"), "rows do not give its root"),
    "another share left": (cell(3, 4, "400000000"), "rows do not give its root"),
    "covered after all": (cell(30, 5, "1"), "rows do not give its root"),
    "another chance": (cell(3, 6, "1"), "unit T003: pi_ppb is 1; its own numbers"),
    "a chance above one": (cell(3, 6, "1000000001"), "pi_ppb of unit 'T003' is not between"),
    "made ineligible without a reason": (cell(3, 7, "0"), "without a reason"),
    "made ineligible with a reason": (cell(3, 8, "on_leave"), "has a reason and no chance"),
    "other candidates in the row": (cell(3, 9, "00" * 32), "rows do not give its root"),
    "another salt": (cell(3, 10, "00" * 16), "rows do not give its root"),
    "a number in another spelling": (cell(3, 2, "0400000"), "not written the one way"),
    "a unit dropped": (drop_unit, "rows do not give its root"),
    "a unit dropped, the size kept": (drop("frame", "rows", 4), "39 rows; the size given is 40"),
    "a unit inserted": (insert_unit, "rows do not give its root"),
    "units in another order": (swap("frame", "rows"), "does not come after"),
    "another root": (put("frame", "root", value="00" * 32), "witnessed root"),
    "another policy": (put("policy", "draw.floor_days", value=1), "witnessed policy"),
    "a policy without a rule": (drop("policy", "draw.hours"), "policy.draw.hours is missing"),
    "another floor of the policy": (put("policy", "draw.cycle_days", value=64), "witnessed policy"),
    "another rate of a region": (
        put("policy", "draw.rate_milli@53", value=1),
        "witnessed policy",
    ),
    "a rate of no region": (put("policy", "draw.rate_milli@5", value=1), "code of a county or"),
    "replayed as another slot": (
        put("slot", value="2026-03-02T09:30:00+08:00/PT30M"),
        "witnessed slot 2026-03-02T09:00",
    ),
    "replayed as another draw": (put("draw", value="visits"), "witnessed draw calls"),
    "another length": (put("slot_seconds", value=3600), "slot_seconds is 3600"),
    "another number": (put("k", value=68), "witnessed k 67"),
    "another secret": (put("inside_commitment", value="00" * 32), "witnessed inside_commitment"),
    "code of another number": (code_number(66), "not number 67 of the published chain"),
    "code of another chain": (code_number(67, b"x"), "not number 67 of the published chain"),
    "custodians reordered": (swap("custodians"), "in the order of their names"),
    "a custodian left out": (leave_out_custodian, "auditor has published an anchor for this time"),
    "a custodian's name changed": (put("custodians", 0, "name", value="a"), "not among the anch"),
    "another chain's length": (put("custodians", 0, "n", value=N + 1), "not the published one"),
    "another chain's start": (
        put("custodians", 0, "start", value="2026-02-28T15:30:00+00:00"),
        "the slot needs code 68",
    ),
    "signed another root": (witness_of("root", "00" * 32), "auditor witnessed root 0000"),
    "signed another head of the log": (witness_of("log_head", "00" * 32), "witnessed log_head"),
    "the witness changed": (
        put("custodians", 0, "witness", "root", value="00" * 32),
        "does not belong to what it witnessed",
    ),
    "signed by somebody else": (own_key, "its public key is not the published one"),
    "another round": (another_round, "the slot needs round"),
    "another beacon's signature": (put("beacon", "signature", value="00" * 48), "does not follow"),
    "another kind of beacon": (no_beacon_after_all, "tells of something else"),
    "other randomness": (put("beacon", "randomness", value="00" * 32), "does not follow"),
    "a pick dropped": (drop("picks", 1), "was drawn and is not among them"),
    "a pick added": (pick_unit, "unit T001 was not drawn and is among them"),
    "picks reordered": (swap("picks"), "not in the order of their tickets"),
    "a pick's ticket changed": (put("picks", 0, "ticket", value="00" * 32), "another ticket"),
    "a pick's chance changed": (put("picks", 0, "pi_ppb", value=5), "another ticket or chance"),
    "the log's entry moved": (move_entry, "witnessed log_head"),
    "the log's entry renumbered": (put("log", "index", value=6), "the bundle says 6"),
    "the log's entry after the opening": (entry_after_opening, "not made before the slot opened"),
    "the log's entry of another act": (put("log", "entry", "act", value="x"), "is no 'slot comm"),
    "a later entry dropped": (drop("log", "proof", 2), "does not lead to the head"),
    "the log's steps reordered": (swap("log", "proof"), "does not lead to the head"),
    "another head": (put("log", "head", value="00" * 32), "does not lead to the head"),
    "another b": (put("inside", "b", value="00" * 32), "b is not the secret that was committed"),
    "a candidate removed": (remove_candidate, "not those that were committed with its row"),
    "a candidate replaced": (
        put("inside", "units", 0, "candidates", "inspector", value=["I1", "I2", "I9"]),
        "not those that were committed with its row",
    ),
    "the order of respondents broken": (
        swap("inside", "units", 0, "respondents"),
        "order of respondents is broken",
    ),
    "the order of households broken": (
        swap("inside", "units", 0, "households"),
        "order of households is broken",
    ),
    "another inspector": (
        put("inside", "units", 0, "inspector", value="I9"),
        "not the first in the drawn order",
    ),
    "another moment": (put("inside", "units", 0, "offset_seconds", value=7), "the key gives"),
    "tried out of order": (try_out_of_order, "was tried after a later one"),
    "somebody else tried": (try_another, "where somebody else was drawn"),
    "a pick without its inside": (drop("inside", "units", 0), "not the picks in their order"),
}
"""Done to the auditor's bundle `GOOD`, after the draw."""


def _rows(number: int, **changed: Any) -> list[Any]:
    rows = rows_of()
    rows[number - 1] = row_of(number, **changed)
    return rows


COUNTY_RATE = {
    **policy_of(draw__rate_milli="2000"),
    "draw.rate_milli@53": 1,
    "draw.rate_milli@530128": 100_000,
    "draw.rate_milli@530129": 1,
}


def without(name: str) -> dict[str, str | int]:
    return {key: value for key, value in POLICY.items() if key != name}


BY_THE_OFFICE: dict[str, tuple[Bundle, str]] = {
    "a lowered chance": (
        replace(GOOD, rows=_rows(3, pi_ppb=1000)).bundle(),
        "unit T003: pi_ppb is 1000; its own numbers and the policy give",
    ),
    "ineligible without a reason": (
        replace(GOOD, rows=_rows(3, eligible=False, pi_ppb=0)).bundle(),
        "eligible without a reason, or has a reason",
    ),
    "a rate a little below its share": (
        replace(GOOD, rows=_rows(3, rate_milli=399_999)).bundle(),
        "rate_milli is 399999; its region's rate and its risk share in the policy give 400000",
    ),
    "a rate a little above its share": (
        replace(GOOD, rows=_rows(3, rate_milli=400_001)).bundle(),
        "rate_milli is 400001",
    ),
    "a rate that is not its county's": (
        replace(GOOD, policy=COUNTY_RATE, rows=_rows(3, rate_milli=8000)).bundle(),
        "rate_milli is 8000; its region's rate and its risk share in the policy give 400000",
    ),
    "a share that was not declared": (
        replace(GOOD, policy=without("draw.risk_milli@T003")).bundle(),
        "unit T003: rate_milli is 400000; its region's rate and its risk share in the policy give"
        " 100000",
    ),
    "a share of another unit's": (
        replace(GOOD, policy=POLICY | {"draw.risk_milli@T003": 2000}).bundle(),
        "unit T003: rate_milli is 400000",
    ),
    "a share below the least": (
        replace(
            GOOD, policy=POLICY | {"draw.risk_milli@T003": 699}, rows=_rows(3, rate_milli=69_900)
        ).bundle(),
        "policy.draw.risk_milli@T003 is 699; expected a whole number from 700 to 4000",
    ),
    "a share above the most": (
        replace(
            GOOD, policy=POLICY | {"draw.risk_milli@T003": 4001}, rows=_rows(3, rate_milli=400_100)
        ).bundle(),
        "policy.draw.risk_milli@T003 is 4001",
    ),
    "a share in another spelling": (
        replace(GOOD, policy=POLICY | {"draw.risk_milli@T003": "4000"}).bundle(),
        "policy.draw.risk_milli@T003 is '4000'",
    ),
    "a share that no cycle has": (
        replace(GOOD, rows=_rows(3, remaining_ppb=5)).bundle(),
        "remaining_ppb is 5",
    ),
    "a unit twice": (
        replace(GOOD, rows=[*rows_of()[:3], *rows_of()[2:]]).bundle(),
        "'T003' does not come after 'T003'",
    ),
    "another beacon than was declared": (
        replace(DICELESS, declared_beacon=QUICKNET.source).bundle(),
        "tells of something else",
    ),
    "another chain of the beacon than was declared": (
        replace(GOOD, declared_beacon=drand_source("ab" * 32)).bundle(),
        "tells of something else",
    ),
    "a beacon declared without its chain": (
        replace(GOOD, declared_beacon="drand-quicknet").bundle(),
        "tells of something else",
    ),
    "degraded and silent about it": (
        replace(DICELESS, degraded=None).bundle(),
        "not marked degraded",
    ),
    "an hour that is not permitted": (
        replace(GOOD, slot="2026-03-02T19:00:00+08:00/PT30M").bundle(),
        "none that the policy permits",
    ),
    "a single custodian": (
        replace(GOOD, custodians=("ministry",)).bundle(),
        "auditor has published an anchor for this time, and its code is not part",
    ),
}
"""Settled before the commitment, so that custodians have signed it."""
