"""Whether the inspectors of a visit were told in the drawn order, nobody left out."""

from collections.abc import Sequence

from inspection.assignment import OUTCOME_WORDS
from inspection.proof.bundle import ContactMade
from inspection.proof.verdict import Notes


def check_assignments(
    where: str, assignments: Sequence[ContactMade], order: Sequence[str], notes: Notes
) -> None:
    for rank, one in enumerate(assignments, start=1):
        notes.expect(
            one.rank == rank and order[rank - 1 : rank] == (one.who,),
            f"{where}: {one.who} was told of the visit as number {one.rank}, where somebody else"
            " was drawn or left out",
        )
        notes.expect(
            one.disposition in OUTCOME_WORDS,
            f"{where}: {one.who} (number {one.rank}) ended as {one.disposition!r}, which is no"
            " end of an assignment",
        )
        notes.remarks.append(f"{where}: inspector number {rank}: {one.disposition}")
