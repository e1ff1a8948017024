"""Whether the people of a pick were tried in the drawn order, whoever was not for a reason."""

from collections.abc import Iterable, Mapping

from inspection.passing import OF_HOUSEHOLDS, OF_OFFICIALS
from inspection.proof.bundle import ContactMade, PassedOver, PickInside
from inspection.proof.verdict import Notes

Orders = Mapping[str, tuple[str, ...]]
"""The drawn order of respondents and of households."""
_REASONS = {"respondent": OF_OFFICIALS, "household": OF_HOUSEHOLDS}


def check_order(where: str, unit: PickInside, orders: Orders, notes: Notes) -> None:
    """Whoever was tried is the first in the drawn order who was not tried before and not passed
    over for a reason; if no official was tried, all were passed over."""
    tried = _tried(where, unit.contacts, orders, notes)
    passed = _passed(where, unit.passed, orders, notes)
    for kind, order in orders.items():
        nobody = kind == "respondent" and not tried[kind]
        last = len(order) if nobody else max(tried[kind], default=0)
        for rank in range(1, last + 1):
            who = order[rank - 1]
            if rank in tried[kind]:
                notes.expect(
                    rank not in passed[kind],
                    f"{where}: {who} (number {rank}) was tried, and is said to be passed over",
                )
            else:
                notes.expect(
                    rank in passed[kind],
                    f"{where}: {who} (number {rank}) was passed over without a reason",
                )


def _tried(
    where: str, contacts: Iterable[ContactMade], orders: Orders, notes: Notes
) -> dict[str, set[int]]:
    tried: dict[str, set[int]] = {kind: set() for kind in orders}
    for contact in contacts:
        kinds = [
            kind
            for kind, order in orders.items()
            if order[contact.rank - 1 : contact.rank] == (contact.who,)
        ]
        free = [kind for kind in kinds if contact.rank > max(tried[kind], default=0)]
        if free:
            tried[free[0]].add(contact.rank)
        elif kinds:
            notes.deviations.append(
                f"{where}: {contact.who} (number {contact.rank}) was tried after a later one"
            )
        else:
            notes.deviations.append(
                f"{where}: {contact.who} was tried as number {contact.rank}, where somebody else"
                " was drawn"
            )
    return tried


def _passed(
    where: str, listed: Iterable[PassedOver], orders: Orders, notes: Notes
) -> dict[str, set[int]]:
    passed: dict[str, set[int]] = {kind: set() for kind in orders}
    for one in listed:
        notes.expect(
            orders[one.kind][one.rank - 1 : one.rank] == (one.who,),
            f"{where}: {one.who} was passed over as number {one.rank}, where somebody else was"
            " drawn",
        )
        notes.expect(
            one.reason in _REASONS[one.kind],
            f"{where}: {one.who} was passed over because of {one.reason!r}, which is no reason",
        )
        passed[one.kind].add(one.rank)
        notes.remarks.append(f"{where}: passed over: {one.who} ({one.reason})")
    return passed
