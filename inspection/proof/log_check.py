"""Whether a slot's entry stands in the log where it is said to stand."""

from datetime import datetime

from inspection.digest import canonical, sha
from inspection.log_chain import Entry, LogHead, LogProof
from inspection.proof.bundle import MissedSlot, OpenedSlot
from inspection.proof.verdict import Notes
from inspection.slot_entry import COMMITTED, MISSED, committed_about, missed_about

_FIELDS = frozenset(("n", "at", "actor", "act", "about"))


def check_committed(
    opened: OpenedSlot, beacon: str, opens_at: datetime | None, notes: Notes
) -> None:
    """Its head is what the custodians signed, so this also settles custodians and beacon, whose
    source has to be `beacon`."""
    about = committed_about(
        draw=opened.draw,
        slot=opened.slot,
        root=opened.root,
        policy_hash=sha(canonical(dict(opened.policy))),
        inside_commitment=opened.inside_commitment,
        beacon=beacon,
        custodians=[one.name for one in opened.custodians],
    )
    _check_entry(opened.log.entry, COMMITTED, about, notes)
    at = _moment(opened.log.entry)
    notes.expect(
        at is not None and (opens_at is None or at < opens_at),
        "log: the entry was not made before the slot opened",
    )


def check_missed(missed: MissedSlot, notes: Notes) -> None:
    about = missed_about(draw=missed.draw, slot=missed.slot, reason=missed.reason)
    _check_entry(missed.log.entry, MISSED, about, notes)


def check_chain(log: LogProof, outside: LogHead | None, notes: Notes) -> None:
    number = log.entry.get("n")
    notes.expect(
        type(number) is int and number == log.index,
        f"log: the entry is number {number}; the bundle says {log.index}",
    )
    heads = log.heads()
    notes.expect(heads[-1] == log.head, "log: the proof does not lead to the head it gives")
    if outside is None:
        notes.unproved.append("no head of the log was given: the log is the bundle's own word")
        return
    ahead = outside.index - log.index
    if ahead < 0:
        notes.unproved.append(
            f"the log's head was sent out at entry {outside.index}, before this slot's entry"
            f" {log.index}: it cannot vouch for it; take a later head"
        )
    elif ahead >= len(heads):
        notes.unproved.append(
            f"the log's head was sent out at entry {outside.index}, and the bundle's proof ends at"
            f" {log.index + len(heads) - 1}; have the bundle exported again"
        )
    else:
        notes.expect(
            heads[ahead] == outside.head,
            f"log: its head at entry {outside.index} is not the one that was sent out",
        )


def _check_entry(entry: Entry, act: str, about: str, notes: Notes) -> None:
    notes.expect(set(entry) == _FIELDS, "log: an entry has about, act, actor, at and n")
    notes.expect(entry.get("act") == act, f"log: the entry is no {act!r}")
    notes.expect(
        entry.get("about") == about, "log: the entry tells of something else than the bundle"
    )


def _moment(entry: Entry) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(entry.get("at")))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
