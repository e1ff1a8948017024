"""The parameters of Twilio's webhooks, which its OpenAPI file does not describe.

Sources, at twilio.com/docs: "TwiML for Programmable Voice: request parameters" (voice/twiml),
"Gather: action" and "Record: action" (voice/twiml/gather, voice/twiml/record), "Call resource:
StatusCallback" (voice/api/call-resource), "Answering Machine Detection: webhook parameters"
(voice/answering-machine-detection), "Message resource: StatusCallback"
(messaging/api/message-resource), "Twilio's request to your incoming message webhook URL"
(messaging/guides/webhook-request). Caller, Called, their places and Duration are of the 2008 API
and are still sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.contract.twilio_format import is_absolute, is_rfc_2822

_FINAL = ("completed", "busy", "no-answer", "failed", "canceled")
_LIVE = ("queued", "initiated", "ringing", "in-progress")
_NUMBER = r"\+[1-9]\d{1,14}"
_ACCOUNT = "AC[0-9a-fA-F]{32}"
_CALL = "CA[0-9a-fA-F]{32}"
_MESSAGE = "(SM|MM)[0-9a-fA-F]{32}"
_SECONDS = r"\d+"
_ANY = "(?s:.*)"
_URL, _RFC_2822 = "a URL", "a time as RFC 2822 writes it, in UTC"
_CHECKS = {_URL: is_absolute, _RFC_2822: is_rfc_2822}

_DETECTED = "human|fax|unknown|machine_start|machine_end_(beep|silence|other)"
_PLACES = {
    f"{side}{place}": _ANY
    for side in ("From", "To", "Caller", "Called")
    for place in ("City", "State", "Zip", "Country")
}
_VOICE = {
    "CallSid": _CALL,
    "AccountSid": _ACCOUNT,
    "From": _NUMBER,
    "To": _NUMBER,
    "CallStatus": "|".join((*_LIVE, *_FINAL)),
    "ApiVersion": "2010-04-01",
    "Direction": "inbound|outbound-api|outbound-dial",
}
_VOICE_PERHAPS = _PLACES | {
    "Caller": _NUMBER,
    "Called": _NUMBER,
    "ForwardedFrom": _NUMBER,
    "CallerName": _ANY,
    "ParentCallSid": _CALL,
    "CallToken": _ANY,
    "AnsweredBy": _DETECTED,
    "MachineDetectionDuration": _SECONDS,
}
_RECORDING = {
    "RecordingUrl": _URL,
    "RecordingSid": "RE[0-9a-fA-F]{32}",
    "RecordingDuration": _SECONDS,
}


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Name -> regular expression of the whole value, or the name of a check."""

    required: Mapping[str, str]
    optional: Mapping[str, str]
    together: tuple[tuple[str, ...], ...] = ()
    """Each group is there as a whole or not at all."""
    of_the_end: tuple[str, ...] = ()
    """Only there once the call is over."""

    def problems(self, fields: Mapping[str, str], api: str) -> list[str]:
        known = {**self.required, **self.optional}
        missing = sorted(set(self.required) - set(fields))
        return [
            *(f"{api}.{name}: not specified" for name in sorted(set(fields) - set(known))),
            *(f"{api}.{name}: missing" for name in missing),
            *(
                f"{api}.{name}: expected {known[name]}"
                for name, value in fields.items()
                if name in known and not _fits(known[name], value)
            ),
            *self._disunited(fields, api),
            *self._early(fields, api),
        ]

    def _disunited(self, fields: Mapping[str, str], api: str) -> list[str]:
        return [
            f"{api}: expected {' and '.join(group)} together"
            for group in self.together
            if 0 < len(set(group) & set(fields)) < len(group)
        ]

    def _early(self, fields: Mapping[str, str], api: str) -> list[str]:
        if fields.get("CallStatus") in _FINAL:
            return []
        early = [name for name in self.of_the_end if name in fields]
        return [f"{api}.{name}: expected only when the call is over" for name in early]


def _fits(rule: str, value: str) -> bool:
    if rule in _CHECKS:
        return _CHECKS[rule](value)
    return re.fullmatch(rule, value) is not None


WEBHOOKS: Mapping[str, Parameters] = {
    "twilio.twiml": Parameters(
        required=_VOICE | {"CallStatus": "|".join(_LIVE)},
        optional=_VOICE_PERHAPS
        | _RECORDING
        | {"Digits": r"[0-9*#]*|hangup", "FinishedOnKey": "[0-9*#]?", "msg": "Gather End"}
        | {"ErrorCode": r"\d{5}", "ErrorUrl": _URL},
        together=(("ErrorCode", "ErrorUrl"), ("RecordingUrl", "RecordingDuration")),
    ),
    "twilio.status": Parameters(
        required=_VOICE
        | {
            "Timestamp": _RFC_2822,
            "CallbackSource": "call-progress-events",
            "SequenceNumber": r"\d+",
        },
        optional=_VOICE_PERHAPS
        | _RECORDING
        | {"CallDuration": _SECONDS, "Duration": r"\d+", "SipResponseCode": "[2-6][0-9]{2}"},
        together=(tuple(_RECORDING),),
        of_the_end=("CallDuration", "Duration", "SipResponseCode", *_RECORDING),
    ),
    "twilio.recording": Parameters(
        required=_RECORDING
        | {
            "AccountSid": _ACCOUNT,
            "CallSid": _CALL,
            "RecordingStatus": "in-progress|completed|absent|failed",
            "RecordingChannels": "[12]",
            "RecordingStartTime": _RFC_2822,
            "RecordingSource": "RecordVerb",
        },
        optional={"ErrorCode": r"\d{5}", "RecordingTrack": "inbound|outbound|both"},
    ),
    "twilio.machine": Parameters(
        required={
            "CallSid": _CALL,
            "AccountSid": _ACCOUNT,
            "AnsweredBy": _DETECTED,
            "MachineDetectionDuration": _SECONDS,
        },
        optional={},
    ),
    "twilio.message_status": Parameters(
        required={
            "MessageSid": _MESSAGE,
            "MessageStatus": "accepted|scheduled|queued|sending|sent|delivered|undelivered"
            "|failed|read|canceled",
            "AccountSid": _ACCOUNT,
            "From": _NUMBER,
            "To": _NUMBER,
            "ApiVersion": "2010-04-01",
        },
        optional={
            "SmsSid": _MESSAGE,
            "SmsStatus": _ANY,
            "MessagingServiceSid": "MG[0-9a-fA-F]{32}",
            "ErrorCode": r"\d{5}",
            "ErrorMessage": _ANY,
            "RawDlrDoneDate": r"\d{10}",
        },
    ),
    "twilio.incoming_message": Parameters(
        required={
            "MessageSid": _MESSAGE,
            "AccountSid": _ACCOUNT,
            "From": _NUMBER,
            "To": _NUMBER,
            "Body": _ANY,
            "NumMedia": r"\d+",
            "ApiVersion": "2010-04-01",
        },
        optional={name: rule for name, rule in _PLACES.items() if not name.startswith("Call")}
        | {
            "SmsSid": _MESSAGE,
            "SmsMessageSid": _MESSAGE,
            "SmsStatus": "received",
            "NumSegments": r"\d+",
            "MessagingServiceSid": "MG[0-9a-fA-F]{32}",
            "OptOutType": "STOP|START|HELP",
        },
    ),
}
"""By the simulator's name of the webhook."""
