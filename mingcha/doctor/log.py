"""The audit log and the inbox."""

from collections.abc import Sequence

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_MANY_WAIT = 100
LOG = Subject(
    name="audit log",
    looks_at="whether every entry's hash follows from the one before",
    remedies={
        "broken": "somebody changed the database by hand, or it was restored wrongly: compare with"
        " a head that was sent out (`mingcha draw head`), and find out who",
    },
)
INBOX = Subject(
    name="inbox",
    looks_at="deliveries that could not be applied, and whether many wait",
    remedies={
        "set aside": "`mingcha inbox list` names them; tell the makers, with the kind of error."
        " After an update of the program `mingcha inbox retry --all` tries them again; nothing else"
        " waits for them",
        "many wait": "is `mingcha run` running? Its log says what holds it up",
    },
)


def _log(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        broken, newest = book.audit.broken_at(), book.audit.newest().index
    if broken is not None:
        return [LOG.fail("broken", f"the chain breaks at entry {broken} of {newest}")]
    return [LOG.ok(f"{newest} entries, unbroken")]


def _inbox(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        counts = book.inbox.counts()
    lines = []
    if counts["quarantined"]:
        found = f"{counts['quarantined']} deliveries were set aside after three tries"
        lines.append(INBOX.warn("set aside", found))
    if counts["waiting"] > _MANY_WAIT:
        lines.append(INBOX.warn("many wait", f"{counts['waiting']} deliveries wait"))
    return lines or [INBOX.ok(f"{counts['done']} applied, {counts['waiting']} waiting")]


CHECK_LOG = Check(subject=LOG, examine=_log, store=True)
CHECK_INBOX = Check(subject=INBOX, examine=_inbox, store=True)
