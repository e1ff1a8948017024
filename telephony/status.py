"""The carrier's words for the state of a call, in ours."""

from collections.abc import Mapping

from inspection.call import CallEvent, Progress
from inspection.disposition import Disposition
from telephony.fields import Fields, read_fields

PROGRESS: Mapping[str, Progress] = {
    "queued": "dialling",
    "initiated": "dialling",
    "ringing": "ringing",
    "in-progress": "answered",
    "busy": "ended",
    "no-answer": "ended",
    "failed": "ended",
    "canceled": "ended",
    "completed": "ended",
}
ENDED: Mapping[str, Disposition] = {
    "busy": Disposition.BUSY,
    "no-answer": Disposition.NON_CONTACT,
    "failed": Disposition.CARRIER_FAULT,
    "canceled": Disposition.CARRIER_FAULT,
}
"""`completed` is not here: a person answered, and the dialogue tells what became of it."""
DEAD_LINES = frozenset({"404", "410", "484", "604"})
"""SIP responses to a number that does not exist (RFC 3261, 21.4 and 21.6)."""
SEQUENCE: Mapping[Progress, int] = {"dialling": 0, "ringing": 1, "answered": 2, "ended": 3}
"""The carrier numbers its callbacks but not the answers when it is asked about a call. A call only
ever moves forward, so its progress orders news from both sources."""


class UnreadableStatus(ValueError):
    """A status that cannot be put into our words; says which field and what is known."""


def stored_body(token: str, body: bytes) -> bytes:
    """How a callback lies in the inbox: the attempt's token is in its address, not in its body."""
    return token.encode() + b"\n" + body


def read_stored(stored: bytes) -> tuple[str, Fields]:
    """The attempt's token and the fields of what `stored_body` made. Raises UnreadableStatus."""
    token, newline, body = stored.partition(b"\n")
    if not newline:
        raise UnreadableStatus("a status callback has no token; expected a first line with it")
    try:
        fields = read_fields(body)
    except ValueError as problem:
        raise UnreadableStatus("a status callback is no form in UTF-8") from problem
    return token.decode("ascii", "replace"), fields


def read_status(stored: bytes) -> CallEvent:
    """Of a status callback as it lies in the inbox. Raises UnreadableStatus."""
    token, fields = read_stored(stored)
    return event(
        token=token,
        provider_id=fields.get("CallSid", ""),
        status=fields.get("CallStatus", ""),
        answered_by=fields.get("AnsweredBy", ""),
        sip=fields.get("SipResponseCode", ""),
        seconds=fields.get("CallDuration", ""),
    )


def event(
    *, token: str, provider_id: str, status: str, answered_by: str, sip: str, seconds: str
) -> CallEvent:
    """Raises UnreadableStatus for a status that is not known."""
    if status not in PROGRESS:
        raise UnreadableStatus(
            f"call status {status[:20]!r} is unknown; known are {', '.join(PROGRESS)}"
        )
    if not provider_id:
        raise UnreadableStatus("a call status names no call; expected its id")
    machine = is_machine(answered_by)
    return CallEvent(
        token=token,
        provider_id=provider_id,
        progress=PROGRESS[status],
        sequence=SEQUENCE[PROGRESS[status]],
        ended=_ended(status, machine, sip),
        machine=machine,
        seconds=int(seconds) if seconds.isascii() and seconds.isdigit() else 0,
    )


def is_machine(answered_by: str) -> bool:
    """`unknown` is not one: a person who answers slowly is asked all the same."""
    return answered_by.startswith("machine_") or answered_by == "fax"


def _ended(status: str, machine: bool, sip: str) -> Disposition | None:
    if status == "completed" and machine:
        return Disposition.ANSWERING_MACHINE
    if status == "failed" and sip in DEAD_LINES:
        return Disposition.OUT_OF_SERVICE
    return ENDED.get(status)
