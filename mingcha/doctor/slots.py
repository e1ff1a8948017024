"""The draws of the last days."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from fieldwork.book import StoredSlot
from fieldwork.issue import CALLS
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_LOOKED_BACK = timedelta(days=7)
SLOTS = Subject(
    name="draws",
    looks_at="the slots of the last seven days: drawn, or missed and why",
    remedies={
        "missed": "a missed slot is never drawn later; see to its reason, and keep `mingcha run`"
        " running in the hours of the draw (`mingcha draw list --day` shows all)",
        "degraded": "custodians elsewhere and a public beacon make draws provable to others:"
        " docs/custodians.md",
    },
)


def _slots(installation: Installation) -> Sequence[Line]:
    now = installation.now
    with installation.read() as book:
        recent = book.slots.between(CALLS, now - _LOOKED_BACK, now)
        latest = book.slots.latest(CALLS)
    if latest is None:
        return [SLOTS.skipped("nothing was ever drawn")]
    drawn = [slot for slot in recent if slot.state in ("DRAWN", "CLOSED", "REVEALED")]
    lines = list(_missed(recent, drawn))
    degraded = [slot for slot in drawn if slot.degraded]
    if degraded:
        found = (
            f"{len(degraded)} of {len(drawn)} draws are marked degraded: {degraded[-1].degraded}"
        )
        lines.append(SLOTS.warn("degraded", found))
    if lines:
        return lines
    return [SLOTS.ok(f"{len(drawn)} slots drawn in seven days, none missed; last {latest.label}")]


def _missed(recent: Sequence[StoredSlot], drawn: Sequence[StoredSlot]) -> Sequence[Line]:
    reasons = Counter(slot.reason for slot in recent if slot.state == "MISSED")
    if not reasons:
        return []
    told = "; ".join(f"{count} x {reason}" for reason, count in reasons.most_common(3))
    found = f"{reasons.total()} slots missed in seven days ({told}), {len(drawn)} drawn"
    return [SLOTS.warn("missed", found)]


CHECK = Check(subject=SLOTS, examine=_slots, store=True)
