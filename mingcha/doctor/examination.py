"""All checks in their order; those that ask somebody elsewhere at the same time."""

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic  # only for how long somebody waits in the real world

from mingcha.doctor import (
    beacon,
    carrier,
    clock,
    custodians,
    database,
    hold,
    home,
    log,
    pauses,
    policy,
    public_address,
    roster,
    running,
    settings,
    slots,
    telegram,
)
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.logs import redacted

CHECKS = (
    settings.CHECK,
    home.CHECK_HOME,
    home.CHECK_DISK,
    hold.CHECK,
    log.CHECK_LOG,
    log.CHECK_INBOX,
    roster.CHECK,
    policy.CHECK_POLICY,
    policy.CHECK_CALENDAR,
    pauses.CHECK,
    slots.CHECK,
    running.CHECK,
    custodians.CHECK,
    beacon.CHECK,
    telegram.CHECK,
    public_address.CHECK,
    carrier.CHECK_ACCOUNT,
    carrier.CHECK_REACH,
    clock.CHECK_TIME,
    clock.CHECK,
)
"""That of the database comes after the home folder: it is opened for all others."""
SUBJECTS: Sequence[Subject] = (
    settings.SETTINGS,
    settings.LANES,
    home.HOME,
    home.DISK,
    database.DATABASE,
    *(check.subject for check in CHECKS[3:]),
)
FELL_OVER = "tell the makers; the other lines hold all the same"
_PATIENCE = 6.0
"""So many times the seconds for one answer a check may take in all."""

Progress = Callable[[str], None]


def examine(installation: Installation, progress: Progress) -> Sequence[Line]:
    """Every check's lines, in order. `progress` is told what is being looked at."""
    with database.opened(installation) as (ledger, of_database):
        ready = replace(installation, ledger=ledger)
        asked = {check.subject.name: _begun(check, ready) for check in CHECKS if check.network}
        found: list[Line] = []
        until = monotonic() + _PATIENCE * installation.seconds
        for check in CHECKS:
            progress(check.subject.name)
            if check.network:
                found += _awaited(check, asked[check.subject.name], until)
            else:
                found += lines_of(check, ready)
            if check is home.CHECK_DISK:
                found.append(of_database)
        return found


def lines_of(check: Check, installation: Installation) -> Sequence[Line]:
    """Never raises."""
    subject = check.subject
    if check.store and installation.ledger is None:
        return [subject.skipped("it stands in the database, which could not be read")]
    try:
        return check.examine(installation)
    except Exception as problem:
        # One broken row or answer must not hide the other lines. Its kind alone is told: the text
        # of an error may quote what is stored.
        found = f"could not be looked at ({type(problem).__name__})"
        return [Line(level="fail", subject=subject.name, found=found, remedy=FELL_OVER)]


def _begun(check: Check, installation: Installation) -> "queue.Queue[Sequence[Line]]":
    """In a thread that nobody waits for in the end: a look-up of a name has no time-out."""
    answer: queue.Queue[Sequence[Line]] = queue.Queue()
    threading.Thread(
        target=lambda: answer.put(lines_of(check, installation)),
        name=check.subject.name,
        daemon=True,
    ).start()
    return answer


def _awaited(check: Check, answer: "queue.Queue[Sequence[Line]]", until: float) -> Sequence[Line]:
    try:
        return answer.get(timeout=max(0.0, until - monotonic()))
    except queue.Empty:
        found = "no answer in time"
        remedy = "look at the network and its name server, and ask again"
        return [Line(level="fail", subject=check.subject.name, found=found, remedy=remedy)]


def shown(line: Line) -> Line:
    """As it is told: whatever looks like a number or a token of somebody is hidden."""
    return replace(line, found=redacted(line.found))
