"""Regions that stand still."""

from collections.abc import Sequence

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

PAUSES = Subject(
    name="pauses",
    looks_at="regions in which nobody is drawn, called or written to for now",
    remedies={"paused": "`mingcha resume REGION --reason ...` once the reason is over"},
)


def _pauses(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        paused = [one for one in book.pauses.all() if one.in_force(installation.now)]
    wanted = installation.region
    near = [o for o in paused if o.region.startswith(wanted) or wanted.startswith(o.region)]
    if not near:
        return [PAUSES.ok("no region is paused")]
    return [
        PAUSES.warn("paused", f"{one.region or 'everywhere'} since {one.began_at:%Y-%m-%d}")
        for one in near
    ]


CHECK = Check(subject=PAUSES, examine=_pauses, store=True)
