"""Whether the picks are those that the key gives."""

from collections.abc import Sequence

from inspection.draw import Pick, picks, prk
from inspection.proof.bundle import OpenedSlot
from inspection.proof.verdict import Notes


def key_of(opened: OpenedSlot) -> bytes | None:
    """The slot's key; None where the codes could not key a draw."""
    try:
        return prk(
            codes=[(one.name, one.code) for one in opened.custodians],
            draw=opened.draw,
            slot=opened.slot,
            randomness=opened.beacon.randomness,
        )
    except ValueError:
        return None


def check_picks(
    key: bytes | None,
    chances: Sequence[tuple[str, int]],
    given: Sequence[Pick],
    notes: Notes,
) -> None:
    if key is None:
        return
    due = picks(key, chances)
    if tuple(given) == due:
        return
    before = len(notes.deviations)
    due_by, given_by = {one.unit: one for one in due}, {one.unit: one for one in given}
    for unit in sorted(due_by.keys() - given_by.keys()):
        notes.deviations.append(f"picks: unit {unit} was drawn and is not among them")
    for unit in sorted(given_by.keys() - due_by.keys()):
        notes.deviations.append(f"picks: unit {unit} was not drawn and is among them")
    for unit in sorted(due_by.keys() & given_by.keys()):
        notes.expect(
            due_by[unit] == given_by[unit],
            f"picks: unit {unit} has another ticket or chance than the key and its row give",
        )
    if len(notes.deviations) == before:
        notes.deviations.append("picks: they are not in the order of their tickets, each once")
