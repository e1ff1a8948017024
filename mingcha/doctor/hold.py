"""Whether the database was restored from a copy, and waits for an operator."""

from collections.abc import Sequence

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

HOLD = Subject(
    name="restore",
    looks_at="whether the database was restored from a copy and nothing is sent yet",
    remedies={
        "held": "look at what is lost (docs/operations.md), then `mingcha restore resume --reason"
        " ...`",
    },
)


def _hold(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        held = book.holds.current()
    if held is None:
        return [HOLD.ok("nothing is held")]
    since, known = f"{held.since:%Y-%m-%d %H:%M} UTC", f"{held.lost_from:%Y-%m-%d %H:%M}"
    found = f"restored {since} from a copy that knows all up to {known}: nothing is drawn or sent"
    return [HOLD.fail("held", found)]


CHECK = Check(subject=HOLD, examine=_hold, store=True)
