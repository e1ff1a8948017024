from urllib.parse import urlencode

import pytest

from inspection.call import CallEvent, Progress
from inspection.disposition import Disposition
from telephony.status import PROGRESS, UnreadableStatus, read_status, stored_body

TOKEN = "0123456789abcdef0123456789abcdef"
SID = "CA" + "1" * 32


def read(**fields: str) -> CallEvent:
    form = {"CallSid": SID, "To": "+8613900000001"} | fields
    return read_status(stored_body(TOKEN, urlencode(form).encode()))


@pytest.mark.parametrize(
    ("fields", "progress", "ended"),
    [
        ({"CallStatus": "queued"}, "dialling", None),
        ({"CallStatus": "initiated"}, "dialling", None),
        ({"CallStatus": "ringing"}, "ringing", None),
        ({"CallStatus": "in-progress"}, "answered", None),
        ({"CallStatus": "completed"}, "ended", None),
        ({"CallStatus": "completed", "AnsweredBy": "human"}, "ended", None),
        ({"CallStatus": "completed", "AnsweredBy": "unknown"}, "ended", None),
        (
            {"CallStatus": "completed", "AnsweredBy": "machine_start"},
            "ended",
            Disposition.ANSWERING_MACHINE,
        ),
        ({"CallStatus": "completed", "AnsweredBy": "fax"}, "ended", Disposition.ANSWERING_MACHINE),
        ({"CallStatus": "busy"}, "ended", Disposition.BUSY),
        ({"CallStatus": "no-answer"}, "ended", Disposition.NON_CONTACT),
        ({"CallStatus": "canceled"}, "ended", Disposition.CARRIER_FAULT),
        ({"CallStatus": "failed"}, "ended", Disposition.CARRIER_FAULT),
        ({"CallStatus": "failed", "SipResponseCode": "503"}, "ended", Disposition.CARRIER_FAULT),
        ({"CallStatus": "failed", "SipResponseCode": "404"}, "ended", Disposition.OUT_OF_SERVICE),
        ({"CallStatus": "failed", "SipResponseCode": "410"}, "ended", Disposition.OUT_OF_SERVICE),
        ({"CallStatus": "failed", "SipResponseCode": "484"}, "ended", Disposition.OUT_OF_SERVICE),
        ({"CallStatus": "failed", "SipResponseCode": "604"}, "ended", Disposition.OUT_OF_SERVICE),
    ],
)
def test_the_carriers_words_are_put_into_ours(
    fields: dict[str, str], progress: Progress, ended: Disposition | None
) -> None:
    event = read(**fields)
    assert (event.token, event.provider_id) == (TOKEN, SID)
    assert (event.progress, event.ended) == (progress, ended)


def test_news_of_one_call_is_ordered_by_its_progress() -> None:
    statuses = ["initiated", "ringing", "in-progress", "completed"]
    sequences = [read(CallStatus=status, SequenceNumber="9").sequence for status in statuses]
    assert sequences == [0, 1, 2, 3]
    assert {read(CallStatus=status).sequence for status in PROGRESS} == {0, 1, 2, 3}


def test_a_machine_and_the_seconds_are_told() -> None:
    event = read(CallStatus="completed", AnsweredBy="machine_end_beep", CallDuration="31")
    assert (event.machine, event.seconds) == (True, 31)
    event = read(CallStatus="in-progress", AnsweredBy="human")
    assert (event.machine, event.seconds) == (False, 0)


@pytest.mark.parametrize(
    ("stored", "complaint"),
    [
        (b"no newline", "no token; expected a first line"),
        (b"t\nCallSid=CA1&CallStatus=%ff", "no form in UTF-8"),
        (b"t\n\xff\xfe", "no form in UTF-8"),
        (b"t\nCallStatus=ringing", "names no call"),
        (b"t\nCallSid=CA1", "call status '' is unknown"),
        (
            b"t\nCallSid=CA1&CallStatus=transferred",
            "'transferred' is unknown; known are queued, initiated, ringing, in-progress, busy",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    stored: bytes, complaint: str
) -> None:
    with pytest.raises(UnreadableStatus, match=complaint):
        read_status(stored)


def test_a_refusal_holds_no_number() -> None:
    with pytest.raises(UnreadableStatus) as refusal:
        read(CallStatus="odd")
    assert "139" not in str(refusal.value)
