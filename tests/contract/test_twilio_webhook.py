"""The table of Twilio's webhooks catches what it is for; it needs no published file."""

import pytest

from tests.contract.twilio_webhook import WEBHOOKS

VOICE = {
    "CallSid": "CA" + "1" * 32,
    "AccountSid": "AC" + "a" * 32,
    "From": "+861050000000",
    "To": "+8619900000001",
    "CallStatus": "in-progress",
    "ApiVersion": "2010-04-01",
    "Direction": "outbound-api",
}
STATUS = VOICE | {
    "Timestamp": "Mon, 02 Mar 2026 01:00:00 +0000",
    "CallbackSource": "call-progress-events",
    "SequenceNumber": "2",
}
ENDED = STATUS | {"CallStatus": "completed", "CallDuration": "48", "Duration": "1"}
MACHINE = {
    "CallSid": VOICE["CallSid"],
    "AccountSid": VOICE["AccountSid"],
    "AnsweredBy": "machine_start",
    "MachineDetectionDuration": "4000",
}
TEXT = {
    "MessageSid": "SM" + "1" * 32,
    "MessageStatus": "sent",
    "AccountSid": VOICE["AccountSid"],
    "From": "+861050000000",
    "To": "+8619900000001",
    "ApiVersion": "2010-04-01",
}

INCOMING = {
    "MessageSid": "SM" + "1" * 32,
    "AccountSid": VOICE["AccountSid"],
    "From": "+8619900000001",
    "To": "+861050000000",
    "Body": "退订",
    "NumMedia": "0",
    "ApiVersion": "2010-04-01",
}


@pytest.mark.parametrize(
    ("api", "fields"),
    [
        ("twilio.twiml", VOICE),
        ("twilio.twiml", VOICE | {"Digits": "1#", "FromCity": "", "Called": "+8619900000001"}),
        ("twilio.twiml", VOICE | {"ErrorCode": "11200", "ErrorUrl": "https://a.org/voice"}),
        ("twilio.status", STATUS),
        ("twilio.status", STATUS | {"CallStatus": "initiated", "SequenceNumber": "0"}),
        ("twilio.status", ENDED | {"SipResponseCode": "200", "AnsweredBy": "human"}),
        ("twilio.machine", MACHINE),
        ("twilio.message_status", TEXT),
        ("twilio.incoming_message", INCOMING),
        ("twilio.incoming_message", INCOMING | {"OptOutType": "STOP", "FromCity": ""}),
    ],
)
def test_a_right_webhook_passes(api: str, fields: dict[str, str]) -> None:
    assert WEBHOOKS[api].problems(fields, api) == []


@pytest.mark.parametrize(
    ("api", "changes", "problem"),
    [
        ("twilio.twiml", {"Mood": "good"}, "twilio.twiml.Mood: not specified"),
        ("twilio.twiml", {"CallSid": "CA1"}, "twilio.twiml.CallSid: expected CA"),
        ("twilio.twiml", {"CallStatus": "completed"}, "CallStatus: expected queued|"),
        ("twilio.twiml", {"To": "19900000001"}, "twilio.twiml.To: expected"),
        ("twilio.twiml", {"Digits": "one"}, "twilio.twiml.Digits: expected"),
        ("twilio.twiml", {"ErrorCode": "11200"}, "expected ErrorCode and ErrorUrl together"),
        ("twilio.status", {"CallStatus": "answered"}, "CallStatus: expected queued|"),
        ("twilio.status", {"CallbackSource": "us"}, "CallbackSource: expected call-progress-ev"),
        ("twilio.status", {"SequenceNumber": "-1"}, "SequenceNumber: expected"),
        ("twilio.status", {"Timestamp": "2026-03-02T01:00:00Z"}, "Timestamp: expected a time"),
        ("twilio.status", {"Timestamp": "Sun, 02 Mar 2026 01:00:00 +0000"}, "Timestamp: expected"),
        ("twilio.status", {"Timestamp": "Mon, 02 Mar 2026 09:00:00 +0800"}, "Timestamp: expected"),
        ("twilio.status", {"CallDuration": "3"}, "CallDuration: expected only when the call is ov"),
        ("twilio.status", {"SipResponseCode": "200"}, "SipResponseCode: expected only when"),
        ("twilio.machine", {"AnsweredBy": "dog"}, "AnsweredBy: expected human|"),
        ("twilio.machine", {"To": "+8619900000001"}, "twilio.machine.To: not specified"),
        ("twilio.message_status", {"MessageStatus": "lost"}, "MessageStatus: expected accepted|"),
        ("twilio.incoming_message", {"NumMedia": "no"}, "NumMedia: expected"),
        ("twilio.incoming_message", {"SmsStatus": "sent"}, "SmsStatus: expected received"),
    ],
)
def test_a_wrong_webhook_is_caught(api: str, changes: dict[str, str], problem: str) -> None:
    right = {
        "twilio.twiml": VOICE,
        "twilio.status": STATUS,
        "twilio.machine": MACHINE,
        "twilio.message_status": TEXT,
        "twilio.incoming_message": INCOMING,
    }[api]
    [found] = WEBHOOKS[api].problems(right | changes, api)
    assert problem in found


@pytest.mark.parametrize("name", sorted(STATUS))
def test_each_required_parameter_is_missed(name: str) -> None:
    fields = {key: value for key, value in STATUS.items() if key != name}
    assert WEBHOOKS["twilio.status"].problems(fields, "status") == [f"status.{name}: missing"]
