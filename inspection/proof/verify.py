"""Recomputes everything that a document says of a slot."""

from inspection import merkle
from inspection.draw import picks
from inspection.proof.beacon_check import check_beacon, source_of
from inspection.proof.bundle import Bundle, Document, MissedSlot, OpenedSlot, UnitProof
from inspection.proof.custody_check import check_custody
from inspection.proof.frame_check import check_frame, check_row
from inspection.proof.inside_check import check_inside
from inspection.proof.log_check import check_chain, check_committed, check_missed
from inspection.proof.pick_check import check_picks, key_of
from inspection.proof.slot_check import DrawRules, check_slot, rules_of
from inspection.proof.verdict import Notes, Outside, Verdict
from inspection.ticket import Tickets


def verify(document: Document, outside: Outside) -> Verdict:
    """Every check is made, so that the verdict names all deviations and not the first alone."""
    notes = Notes()
    if isinstance(document, MissedSlot):
        check_slot(document.slot, document.slot_seconds, rules_of(document.policy, notes), notes)
        check_missed(document, notes)
        check_chain(document.log, outside.head, notes)
        notes.remarks.append(f"nothing was drawn: {document.reason}")
    elif isinstance(document, UnitProof):
        _check_unit_proof(document, outside, notes)
    else:
        _check_bundle(document, outside, notes)
    return notes.verdict()


def _check_opened(opened: OpenedSlot, outside: Outside, notes: Notes) -> DrawRules | None:
    rules = rules_of(opened.policy, notes)
    slot = check_slot(opened.slot, opened.slot_seconds, rules, notes)
    opens_at = None if slot is None else slot[0]
    check_custody(opened, opens_at, outside, notes)
    check_beacon(opened, opens_at, outside, notes)
    check_committed(opened, source_of(opened, outside), opens_at, notes)
    check_chain(opened.log, outside.head, notes)
    if opened.degraded is not None:
        notes.remarks.append(f"degraded: {opened.degraded}")
    return rules


def _check_bundle(bundle: Bundle, outside: Outside, notes: Notes) -> None:
    rules = _check_opened(bundle.opened, outside, notes)
    frame = check_frame(bundle, rules, notes)
    key = key_of(bundle.opened)
    check_picks(key, frame.chances, bundle.picks, notes)
    if bundle.inside is not None:
        check_inside(bundle, bundle.inside, key, frame, notes)
    notes.remarks.append(f"{len(bundle.rows)} units in the frame, {len(bundle.picks)} picked")


def _check_unit_proof(proof: UnitProof, outside: Outside, notes: Notes) -> None:
    opened = proof.opened
    row = check_row(proof.row, _check_opened(opened, outside, notes), notes)
    notes.expect(
        merkle.holds(
            leaf=proof.row.encode(),
            index=proof.index,
            size=opened.size,
            proof=proof.path,
            root=opened.root,
        ),
        "unit: its row does not stand at this place of the committed frame",
    )
    key = key_of(opened)
    if row is None or key is None:
        return
    notes.expect(row.unit == proof.unit, f"unit: the row is that of unit {row.unit}")
    notes.expect(
        proof.ticket == Tickets(key).ticket("unit", row.unit),
        "unit: the ticket is not the one that the key gives",
    )
    picked = bool(picks(key, [(row.unit, row.pi_ppb)] if row.eligible else []))
    notes.remarks.append(
        f"unit {row.unit} had a chance of {row.pi_ppb} in 10^9 and was"
        f" {'picked' if picked else 'not picked'}"
    )
