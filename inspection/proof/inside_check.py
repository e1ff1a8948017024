"""Whether inside each pick the people were tried in the drawn order; for auditors."""

from collections.abc import Mapping

from inspection.draw import in_ticket_order, inside_commitment, inside_key, offset_seconds
from inspection.proof.assignment_check import check_assignments
from inspection.proof.bundle import Bundle, Inside, PickInside
from inspection.proof.frame_check import FrameSeen
from inspection.proof.order_check import check_order
from inspection.proof.verdict import Notes


def check_inside(
    bundle: Bundle, inside: Inside, key: bytes | None, frame: FrameSeen, notes: Notes
) -> None:
    opened = bundle.opened
    if not notes.expect(
        inside_commitment(inside.b) == opened.inside_commitment,
        "inside: b is not the secret that was committed",
    ):
        return
    drawn = [pick.unit for pick in bundle.picks]
    notes.expect(
        [unit.unit for unit in inside.units] == drawn,
        "inside: its units are not the picks in their order",
    )
    if key is None:
        return
    committed = frame.candidates(unit.unit for unit in inside.units)
    for unit in inside.units:
        _check_unit(unit, inside_key(inside.b, key), committed, opened.slot_seconds, notes)


def _check_unit(
    unit: PickInside, key: bytes, committed: Mapping[str, str], seconds: int, notes: Notes
) -> None:
    where = f"inside unit {unit.unit}"
    people = unit.candidates
    notes.expect(
        people.digest() == committed.get(unit.unit),
        f"{where}: its candidates are not those that were committed with its row",
    )
    for listed in (people.household, people.inspector, people.respondent):
        notes.expect(
            list(listed) == sorted(set(listed)), f"{where}: candidates are not sorted, each once"
        )
    drawn = {
        purpose: in_ticket_order(key, purpose, (unit.unit,), candidates)
        for purpose, candidates in (
            ("respondent", people.respondent),
            ("household", people.household),
            ("inspector", people.inspector),
        )
    }
    notes.expect(
        unit.respondents == drawn["respondent"], f"{where}: the order of respondents is broken"
    )
    notes.expect(
        unit.households == drawn["household"], f"{where}: the order of households is broken"
    )
    notes.expect(
        unit.inspector == next(iter(drawn["inspector"]), None),
        f"{where}: the inspector is not the first in the drawn order",
    )
    due = offset_seconds(key, unit.unit, seconds)
    notes.expect(
        unit.offset_seconds == due,
        f"{where}: offset_seconds is {unit.offset_seconds}; the key gives {due}",
    )
    check_order(where, unit, {kind: drawn[kind] for kind in ("respondent", "household")}, notes)
    check_assignments(where, unit.assignments, drawn["inspector"], notes)
