#!/usr/bin/env python3
"""Checks what was exported of a draw, with nothing but Python's standard library.

    python verify_draw.py BUNDLE [--anchors FILE] [--head FILE]

This file shares no line with the program that draws: it was written from the description of the
scheme, so that whoever distrusts that program can read one file and check the draw with it. It
takes the bundle of a drawn slot (public, or the auditor's with what happened inside each pick),
the note of a missed slot, and the proof of a single unit.

ANCHORS is what the custodians published before the draw (their chains and public keys), HEAD a head
of the office's log that was sent out after the draw. Both must have reached you on another way than
the bundle. Exit status: 0 proved; 3 consistent in itself, but something from outside is missing (a
drand beacon's BLS signature is never checked here: that needs more than the standard library);
1 something deviates, and is named; 2 a file cannot be read.
"""

# ruff: noqa: T201

import argparse
import hashlib
import hmac
import json
import re
import sys
import unicodedata
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PPB = 10**9
QUICKNET = {"genesis": 1692803367, "period": 3}
QUICKNET_SOURCE = "drand-quicknet/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
DECIMAL = Context(prec=40, rounding=ROUND_HALF_EVEN)
Doc = dict[str, Any]
ALWAYS = {"scheme", "state", "draw", "slot", "slot_seconds", "k", "policy", "log"}
DRAWN = ALWAYS | {"degraded", "custodians", "beacon", "frame", "inside_commitment"}
KINDS = (ALWAYS | {"reason"}, DRAWN | {"picks"}, DRAWN | {"picks", "inside"}, DRAWN | {"unit"})


class Unreadable(Exception):
    """A document that is not what it should be."""


# -- bytes -----------------------------------------------------------------------------------------


def sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def lp(content: bytes | str) -> bytes:
    """Length in 4 bytes, then the content; text as NFC in UTF-8."""
    raw = unicodedata.normalize("NFC", content).encode() if isinstance(content, str) else content
    return len(raw).to_bytes(4, "big") + raw


def canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def unhex(text: str) -> bytes:
    if not re.fullmatch(r"([0-9a-f]{2})*", text):
        raise Unreadable(f"{text!r} is no lower-case hex")
    return bytes.fromhex(text)


def ticket(key: bytes, purpose: str, *ids: str) -> bytes:
    return mac(key, lp(purpose) + b"".join(lp(one) for one in ids) + b"\x01")


def u64(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big")


def hashed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = sha(content)
    return content


# -- Ed25519, RFC 8032 5.1 -------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z


def point_add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = point_add(result, point)
        point, factor = point_add(point, point), factor >> 1
    return result


def point_of(encoded: bytes) -> Point | None:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    key, r = point_of(public_key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or BASE is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    left = point_times(s, BASE)
    right = point_add(r, point_times(int.from_bytes(digest, "little") % ORDER, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# -- what is said ----------------------------------------------------------------------------------

REASONS = {
    "respondent": {
        *("on_leave", "on_trip", "at_rest", "not_told"),
        *("being_asked", "asked_today", "month_cap"),
    },
    "household": {
        *("no_number", "shares_number", "refused", "moved"),
        *("resting", "being_asked", "year_cap"),
    },
}
ENDS = {
    *("PASSED no_account", "PASSED visit_today", "PASSED left", "EXPIRED no_answer"),
    *(f"DECLINED {why}" for why in ("ill", "leave", "kin", "work", "other")),
    *("DONE", "FAILED not_possible", "FAILED no_report"),
}
deviations: list[str] = []
unproved: list[str] = []


def expect(holds: object, deviation: str) -> bool:
    if not holds:
        deviations.append(deviation)
    return bool(holds)


def refuse_other_kinds(value: Any) -> None:
    """A decimal or a yes/no has more than one spelling, or equals a number."""
    if isinstance(value, float | bool):
        raise ValueError(f"{value} is neither text nor a whole number")
    inner = value.values() if isinstance(value, dict) else value
    for one in inner if isinstance(value, dict | list) else []:
        refuse_other_kinds(one)


def read(path: str, *, exact: bool) -> Doc:
    """A document; `exact`: it must be canonical JSON, so that it has only one spelling."""
    try:
        raw = Path(path).read_bytes()
        document = json.loads(raw)
        refuse_other_kinds(document)
        spelt = canonical(document)
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: {error}") from None
    if not isinstance(document, dict) or (exact and spelt != raw):
        raise Unreadable(f"{path}: no document in canonical JSON, as it was exported")
    return document


# -- the parts of a bundle -------------------------------------------------------------------------


def opening_of(doc: Doc) -> datetime:
    match = re.fullmatch(r"(\S{19}[+-]\d\d:\d\d)/PT([1-9]\d*)M", doc["slot"])
    if match is None:
        raise Unreadable(f"slot {doc['slot']!r} is no slot's name")
    opens_at, minutes = datetime.fromisoformat(match[1]), int(match[2])
    expect(doc["slot_seconds"] == minutes * 60, "slot_seconds: not what the slot's name says")
    policy = doc["policy"]
    zone = ZoneInfo(policy["zone"])
    local = opens_at.astimezone(zone)
    expect(local.isoformat(timespec="seconds") == match[1], "slot: not in the policy's zone")
    expect(minutes == int(policy["draw.slot_minutes"]), "slot: not as long as the policy says")
    within = False
    for span in filter(None, policy["draw.hours"].split(",")):
        start, end = (
            datetime.combine(local.date(), time(0)) + clock(part) for part in span.split("-")
        )
        since = local.replace(tzinfo=None) - start
        whole = since % timedelta(minutes=minutes) == timedelta(0)
        ends = local.replace(tzinfo=None) + timedelta(minutes=minutes)
        within = within or (whole and since >= timedelta(0) and ends <= end)
    expect(within, "slot: outside the hours that the policy permits")
    return opens_at


def clock(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def check_log(doc: Doc, act: str, about: Doc, head: Doc | None) -> bytes:
    """The head after the slot's own entry, which is what the custodians signed."""
    log, entry = doc["log"], doc["log"]["entry"]
    expect(entry.get("n") == log["index"], "log: the entry has another number")
    expect(set(entry) == {"n", "at", "actor", "act", "about"}, "log: not the fields of an entry")
    expect(entry.get("act") == act, f"log: the entry is no {act!r}")
    expect(
        entry.get("about") == canonical(about).decode(), "log: the entry tells of something else"
    )
    before, *later = [unhex(step) for step in log["proof"]]
    heads = [sha(before + sha(canonical(entry)))]
    for digest in later:
        heads.append(sha(heads[-1] + digest))
    expect(heads[-1].hex() == log["head"], "log: the proof does not lead to its head")
    ahead = -1 if head is None else head["index"] - log["index"]
    if head is None or not 0 <= ahead < len(heads):
        unproved.append("no head of the log that was sent out after this entry, up to the proof")
    else:
        expect(heads[ahead].hex() == head["head"], "log: another head was sent out")
    return heads[0]


def check_custodians(doc: Doc, opens_at: datetime, log_head: bytes, anchors: Doc | None) -> None:
    names = [one["name"] for one in doc["custodians"]]
    expect(names and names == sorted(set(names)), "custodians: not each once, in order of names")
    expect(len(names) != 1 or doc["degraded"] is not None, "one custodian, and not marked degraded")
    for one in doc["custodians"]:
        name, code = one["name"], unhex(one["code"])
        witness = {
            "draw": doc["draw"],
            "slot": doc["slot"],
            "root": doc["frame"]["root"],
            "policy": sha(canonical(doc["policy"])).hex(),
            "inside_commitment": doc["inside_commitment"],
            "log_head": log_head.hex(),
            "custodian": name,
            "k": doc["k"],
            "code": one["code"],
        }
        expect(
            canonical(one["witness"]) == canonical(witness), f"custodian {name} saw something else"
        )
        expect(
            signature_holds(
                unhex(one["public_key"]),
                canonical(one["witness"]),
                unhex(one["signature"]),
            ),
            f"custodian {name}: the signature is wrong",
        )
        k = (opens_at - datetime.fromisoformat(one["start"])) // timedelta(minutes=30) + 1
        expect(k == doc["k"] and 1 <= k < one["n"], f"custodian {name}: the slot needs code {k}")
        for anchor in anchors["custodians"] if anchors else []:
            if anchor["name"] == name:
                same = all(anchor[key] == one[key] for key in ("n", "start", "public_key"))
                expect(same, f"custodian {name}: another chain or key was published")
                expect(
                    doc["k"] < anchor["n"] and hashed(code, doc["k"]).hex() == anchor["anchor"],
                    f"custodian {name}: the code is not of the published chain",
                )
    if anchors is None:
        unproved.append("no anchors: codes and keys are the bundle's own word")
        return
    published = {anchor["name"]: anchor for anchor in anchors["custodians"]}
    expect(set(names) <= set(published), "custodians: one of them has published no anchor")
    for name in set(published) - set(names):
        start = datetime.fromisoformat(published[name]["start"])
        end = start + (published[name]["n"] - 1) * timedelta(minutes=30)
        expect(not start <= opens_at < end, f"custodian {name} was left out")


def source_of(doc: Doc, anchors: Doc | None) -> str:
    """What the log's entry must have declared: which beacon, and which chain of drand."""
    if doc["beacon"]["kind"] != "drand-quicknet":
        return str(doc["beacon"]["kind"])
    if anchors and anchors["beacon"]:
        return f"drand-quicknet/{anchors['beacon']['hash']}"
    declared = str(json.loads(doc["log"]["entry"]["about"])["beacon"])
    return declared if re.fullmatch("drand-quicknet/[0-9a-f]{64}", declared) else QUICKNET_SOURCE


def check_beacon(doc: Doc, opens_at: datetime, anchors: Doc | None) -> bytes:
    beacon = doc["beacon"]
    kind, extra = beacon["kind"], ("round", "signature", "text")
    needed: tuple[str, ...] = ()
    if kind == "none":
        due = sha(lp("none"))
    elif kind == "dice":
        needed, due = ("text",), sha(lp("dice") + lp(beacon["text"] or ""))
        expect((beacon["text"] or "").strip(), "beacon: no dice")
    else:
        needed, due = ("round", "signature"), sha(unhex(beacon["signature"] or ""))
        chain = anchors["beacon"] if anchors else None
        used = chain or QUICKNET
        if chain or source_of(doc, anchors) == QUICKNET_SOURCE:
            number = (int(opens_at.timestamp()) - used["genesis"]) // used["period"] + 1
            expect(beacon["round"] == number, f"beacon: the slot needs round {number}")
        unproved.append("the beacon's BLS signature is not checked by this program")
    for field in extra:
        expect((beacon[field] is not None) == (field in needed), f"beacon: {field} does not fit")
    expect(beacon["randomness"] == due.hex(), "beacon: the randomness does not follow")
    expect(kind == "drand-quicknet" or doc["degraded"] is not None, "beacon: not marked degraded")
    return unhex(beacon["randomness"])


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), context=DECIMAL))


def due_pi(rate: int, weight: int, remaining: int, floor: int, covered: bool) -> int:
    x = Decimal(rate * weight).scaleb(-12, context=DECIMAL)
    p = whole((1 - (-x).exp(context=DECIMAL)) * PPB)
    if covered or remaining > floor:
        return p
    left = DECIMAL.subtract(Decimal(1), Decimal(p).scaleb(-9))
    share = DECIMAL.divide(Decimal(weight), Decimal(remaining))
    both = DECIMAL.multiply(left, DECIMAL.subtract(Decimal(1), share))
    return whole(DECIMAL.multiply(DECIMAL.subtract(Decimal(1), both), Decimal(PPB)))


def base_rate(county: str, policy: Doc) -> int:
    """The rate of the narrowest region with one of its own, such as draw.rate_milli@5301."""
    for digits in (6, 4, 2):
        own = policy.get(f"draw.rate_milli@{county[:digits]}")
        if own is not None and len(county) >= digits:
            return int(own)
    return int(policy["draw.rate_milli"])


def due_rate(unit: str, county: str, policy: Doc) -> int:
    """Its region's rate, times the unit's risk share where the policy declares one: thousandths,
    within the policy's own bounds and never below 0.7; rounded up."""
    base, share = base_rate(county, policy), policy.get(f"draw.risk_milli@{unit}")
    if share is None:
        return base
    least, most = int(policy["draw.risk_floor_milli"]), int(policy["draw.risk_most_milli"])
    held = isinstance(share, int) and max(least, 700) <= share <= min(most, 10_000)
    return -(-base * share // 1000) if expect(held, f"unit {unit}: no such risk share") else base


def check_row(line: str, policy: Doc) -> tuple[str, int, str]:
    """Unit, chance (0 if it may not be drawn) and digest of the candidates."""
    fields = line.split("|")
    plain = len(fields) == 11 and all(
        re.fullmatch(r"0|[1-9][0-9]*", fields[i]) for i in (2, 3, 4, 6)
    )
    if not expect(plain and {fields[5], fields[7]} <= {"0", "1"}, f"frame: no row: {line!r}"):
        return fields[0], 0, ""
    unit, reason = fields[0], fields[8]
    rate, weight, remaining, pi = (int(fields[i]) for i in (2, 3, 4, 6))
    covered, eligible = fields[5] == "1", fields[7] == "1"
    expect(eligible != bool(reason), f"unit {unit}: eligible and a reason do not go together")
    asked = due_rate(unit, fields[1], policy)
    expect(rate == asked, f"unit {unit}: rate is {rate}; its region's and its share give {asked}")
    days, floor_days = int(policy["draw.cycle_days"]), int(policy["draw.floor_days"])
    floor = whole(Decimal(floor_days * PPB) / Decimal(days))
    if expect(0 < weight <= remaining <= PPB, f"unit {unit}: no such share of a cycle"):
        due = due_pi(rate, weight, remaining, floor, covered) if eligible else 0
        expect(pi == due, f"unit {unit}: pi_ppb is {pi}; due is {due}")
    expect(pi <= PPB, f"unit {unit}: a chance above one")
    return unit, pi if eligible else 0, fields[9]


def merkle_root(lines: list[str]) -> bytes:
    level = [sha(b"\0" + line.encode()) for line in lines]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [sha(b"\1" + b"".join(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else sha(b"")


def merkle_holds(line: str, index: int, size: int, path: list[str], root: str) -> bool:
    if not 0 <= index < size:
        return False
    node, last, steps = sha(b"\0" + line.encode()), size - 1, [unhex(s) for s in path]
    while last:
        if index % 2 or index < last:
            if not steps:
                return False
            other = steps.pop(0)
            node = sha(b"\1" + (other + node if index % 2 else node + other))
        index, last = index // 2, last // 2
    return not steps and node.hex() == root


def drawn(key: bytes, unit: str, pi: int) -> bool:
    return u64(ticket(key, "unit", unit)) < (pi << 64) // PPB


def drawn_order(key: bytes, kind: str, unit: str, names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: ticket(key, kind, unit, name))


def check_inside(doc: Doc, key: bytes, digests: dict[str, str]) -> None:
    inside = doc["inside"]
    b = unhex(inside["b"])
    if not expect(sha(b).hex() == doc["inside_commitment"], "inside: b is not what was committed"):
        return
    inner = mac(b, lp("cy-draw-1 inside") + lp(key))
    units = [one["unit"] for one in inside["units"]]
    expect(units == [pick["unit"] for pick in doc["picks"]], "inside: not the picks, in order")
    for one in inside["units"]:
        unit, people = one["unit"], one["candidates"]
        expect(
            all(names == sorted(set(names)) for names in people.values())
            and sha(canonical(people)).hex() == digests.get(unit),
            f"inside {unit}: not the candidates that were committed",
        )
        order = {kind: drawn_order(inner, kind, unit, names) for kind, names in people.items()}
        expect(one["respondents"] == order["respondent"], f"inside {unit}: respondents' order")
        expect(one["households"] == order["household"], f"inside {unit}: households' order")
        first = order["inspector"][0] if order["inspector"] else None
        expect(one["inspector"] == first, f"inside {unit}: not the first inspector")
        offset = u64(ticket(inner, "time", unit)) * doc["slot_seconds"] >> 64
        expect(one["offset_seconds"] == offset, f"inside {unit}: the time is not the drawn one")
        check_order(unit, one, {kind: order[kind] for kind in ("respondent", "household")})
        check_assignments(unit, one.get("assignments", []), order["inspector"])


def check_order(unit: str, one: Doc, orders: dict[str, list[str]]) -> None:
    """Whoever was tried is the first who was not tried before and not passed over for a reason."""
    tried: dict[str, list[int]] = {kind: [] for kind in orders}
    for contact in one["contacts"]:
        who, rank = contact["who"], contact["rank"]
        kinds = [kind for kind in orders if orders[kind][rank - 1 : rank] == [who]]
        after = next((kind for kind in kinds if rank > max(tried[kind], default=0)), None)
        if expect(after, f"inside {unit}: {who} was tried out of the drawn order"):
            tried[str(after)].append(rank)
    passed: dict[str, list[int]] = {kind: [] for kind in orders}
    for skipped in one.get("passed", []):
        kind, who, rank = skipped["kind"], skipped["who"], skipped["rank"]
        expect(
            orders[kind][rank - 1 : rank] == [who] and rank not in tried[kind],
            f"inside {unit}: {who} was passed over out of the drawn order",
        )
        expect(
            skipped["reason"] in REASONS[kind], f"inside {unit}: {who} passed over for no reason"
        )
        passed[kind].append(rank)
    for kind, order in orders.items():
        nobody = kind == "respondent" and not tried[kind]
        last = len(order) if nobody else max(tried[kind], default=0)
        for rank in set(range(1, last + 1)) - {*tried[kind], *passed[kind]}:
            expect(False, f"inside {unit}: {order[rank - 1]} was passed over without a reason")


def check_assignments(unit: str, assignments: list[Doc], order: list[str]) -> None:
    """The inspectors of a visit: each in turn, and what became of it."""
    for rank, one in enumerate(assignments, start=1):
        expect(
            one["rank"] == rank and order[rank - 1 : rank] == [one["who"]],
            f"inside {unit}: {one['who']} was told of the visit out of the drawn order",
        )
        expect(one["disposition"] in ENDS, f"inside {unit}: {one['who']}: no end of an assignment")


# -- documents -------------------------------------------------------------------------------------


def check_drawn(doc: Doc, anchors: Doc | None, head: Doc | None) -> str:
    opens_at = opening_of(doc)
    about = {
        "draw": doc["draw"],
        "slot": doc["slot"],
        "root": doc["frame"]["root"],
        "policy": sha(canonical(doc["policy"])).hex(),
        "inside_commitment": doc["inside_commitment"],
        "beacon": source_of(doc, anchors),
        "custodians": sorted(one["name"] for one in doc["custodians"]),
    }
    log_head = check_log(doc, "slot committed", about, head)
    made_at = datetime.fromisoformat(str(doc["log"]["entry"].get("at")))
    expect(made_at.astimezone(UTC) < opens_at, "log: the entry was made after the slot opened")
    check_custodians(doc, opens_at, log_head, anchors)
    randomness = check_beacon(doc, opens_at, anchors)
    salt = sha(b"".join(lp(unhex(one["code"])) for one in doc["custodians"]))
    key = mac(salt, lp("cy-draw-1") + lp(doc["draw"]) + lp(doc["slot"]) + lp(randomness))
    return check_unit(doc, key) if "unit" in doc else check_frame(doc, key)


def check_frame(doc: Doc, key: bytes) -> str:
    lines, root = doc["frame"]["rows"], doc["frame"]["root"]
    expect(len(lines) == doc["frame"]["size"], "frame: not as many rows as it says")
    expect(merkle_root(lines).hex() == root, "frame: the rows do not give its root")
    rows = [check_row(line, doc["policy"]) for line in lines]
    units = [unit for unit, _, _ in rows]
    expect(units == sorted(set(units)), "frame: not each unit once, in order")
    picks = [
        {"unit": unit, "pi_ppb": pi, "ticket": ticket(key, "unit", unit).hex()}
        for unit, pi, _ in rows
        if drawn(key, unit, pi)
    ]
    picks.sort(key=lambda pick: str(pick["ticket"]))
    expect(doc["picks"] == picks, "picks: they are not those that the key gives, in ticket order")
    if "inside" in doc:
        check_inside(doc, key, {unit: digest for unit, _, digest in rows})
    return f"{len(lines)} units, {len(picks)} picked"


def check_unit(doc: Doc, key: bytes) -> str:
    one, frame = doc["unit"], doc["frame"]
    unit, pi, _ = check_row(one["row"], doc["policy"])
    expect(unit == one["unit"], "unit: the row is another unit's")
    expect(
        merkle_holds(one["row"], one["index"], frame["size"], one["path"], frame["root"]),
        "unit: the row is not at this place of the committed frame",
    )
    expect(ticket(key, "unit", unit).hex() == one["ticket"], "unit: not the ticket of the key")
    return f"unit {unit}: chance {pi} in 10^9, {'picked' if drawn(key, unit, pi) else 'not picked'}"


def check_missed(doc: Doc, head: Doc | None) -> str:
    opening_of(doc)
    about = {"draw": doc["draw"], "slot": doc["slot"], "reason": doc["reason"]}
    check_log(doc, "slot missed", about, head)
    return f"nothing was drawn: {doc['reason']}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks what was exported of a draw.")
    parser.add_argument("bundle")
    parser.add_argument("--anchors", help="what the custodians published before the draw")
    parser.add_argument("--head", help="a head of the log that was sent out after the draw")
    given = parser.parse_args()
    try:
        doc = read(given.bundle, exact=True)
        anchors = read(given.anchors, exact=False) if given.anchors else None
        head = read(given.head, exact=False) if given.head else None
        if doc.get("scheme") != "cy-draw-1" or doc.get("state") not in ("REVEALED", "MISSED"):
            raise Unreadable("not a revealed or missed slot of scheme cy-draw-1")
        if set(doc) not in KINDS:
            raise Unreadable(f"{given.bundle}: not the fields of a bundle, a note or a proof")
        missed = "reason" in doc
        result = check_missed(doc, head) if missed else check_drawn(doc, anchors, head)
    except Unreadable as error:
        print(f"UNREADABLE {error}")
        return 2
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        print(f"UNREADABLE {given.bundle}: a field is missing or malformed ({error!r})")
        return 2
    print(f"slot {doc['slot']} of draw {doc['draw']}: {result}; degraded: {doc.get('degraded')}")
    for line in deviations:
        print(f"  deviation: {line}")
    for line in dict.fromkeys(unproved):
        print(f"  not proved: {line}")
    status = 1 if deviations else 3 if unproved else 0
    print({0: "PROVED", 1: "DEVIATES", 3: "CONSISTENT"}[status])
    return status


if __name__ == "__main__":
    sys.exit(main())
