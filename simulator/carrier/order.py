"""What a request to place a call asks for, checked as Twilio checks it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from simulator.carrier.errors import CarrierError

Form = Mapping[str, list[str]]

_PLACED = """
To From Method FallbackUrl FallbackMethod StatusCallback StatusCallbackEvent
StatusCallbackMethod SendDigits Timeout Record RecordingChannels RecordingStatusCallback
RecordingStatusCallbackMethod SipAuthUsername SipAuthPassword MachineDetection
MachineDetectionTimeout RecordingStatusCallbackEvent Trim CallerId
MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold
MachineDetectionSilenceTimeout AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod
Byoc CallReason CallToken RecordingTrack TimeLimit ClientNotificationUrl Url Twiml
ApplicationSid
"""
PLACED = frozenset(_PLACED.split())
_CHANGED = """
Url Method Status FallbackUrl FallbackMethod StatusCallback StatusCallbackMethod Twiml
TimeLimit
"""
CHANGED = frozenset(_CHANGED.split())
EVENTS = ("initiated", "ringing", "answered", "completed")

Method = Literal["GET", "POST"]
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, kw_only=True)
class Order:
    to: str
    from_: str
    url: str = ""
    twiml: str = ""
    method: Method = "POST"
    fallback_url: str = ""
    fallback_method: Method = "POST"
    status_callback: str = ""
    status_method: Method = "POST"
    events: frozenset[str] = frozenset({"completed"})
    timeout: int = 60
    """Seconds of ringing before `no-answer`."""
    time_limit: int = 14400
    """Seconds that the call may last."""
    machine_detection: str = ""
    asynchronous_detection: bool = False
    detection_callback: str = ""


def placed(form: Form, *, caller_numbers: tuple[str, ...]) -> Order:
    """Raises CarrierError: a missing, malformed or unknown parameter."""
    refuse_unknown(form, PLACED)
    to, from_ = one(form, "To"), one(form, "From")
    check_numbers(to, from_, caller_numbers)
    url, twiml = one(form, "Url"), one(form, "Twiml")
    if not url and not twiml:
        raise CarrierError(400, 21205, "Url parameter is required.")
    events = frozenset(form.get("StatusCallbackEvent", ["completed"]))
    if unknown := events.difference(EVENTS):
        raise CarrierError(400, 21626, f"Invalid StatusCallbackEvents: {sorted(unknown)}")
    order = Order(
        to=to,
        from_=from_,
        url=absolute(url),
        twiml=twiml,
        method=method(form, "Method"),
        fallback_url=absolute(one(form, "FallbackUrl")),
        fallback_method=method(form, "FallbackMethod"),
        status_callback=absolute(one(form, "StatusCallback")),
        status_method=method(form, "StatusCallbackMethod"),
        events=events,
        timeout=seconds(form, "Timeout", 60, 600),
        time_limit=seconds(form, "TimeLimit", 14400, 86400),
    )
    return _with_detection(order, form)


def _with_detection(order: Order, form: Form) -> Order:
    detection = one(form, "MachineDetection")
    if detection not in ("", "Enable", "DetectMessageEnd"):
        raise CarrierError(400, 20001, f"Invalid MachineDetection {detection!r}")
    return replace(
        order,
        machine_detection=detection,
        asynchronous_detection=one(form, "AsyncAmd").lower() == "true",
        detection_callback=absolute(one(form, "AsyncAmdStatusCallback")),
    )


def refuse_unknown(form: Mapping[str, object], known: frozenset[str]) -> None:
    """Stricter than Twilio, which passes over what it doesn't know."""
    if unknown := set(form) - known:
        raise CarrierError(400, 20001, f"Invalid parameter: {', '.join(sorted(unknown))}")


def check_numbers(to: str, from_: str, caller_numbers: tuple[str, ...]) -> None:
    if not to:
        raise CarrierError(400, 21201, "No 'To' number is specified")
    if not from_:
        raise CarrierError(400, 21213, "No 'From' number is specified")
    if not _E164.fullmatch(to):
        raise CarrierError(400, 21211, f"The 'To' number {to} is not a valid phone number.")
    if not _E164.fullmatch(from_):
        raise CarrierError(400, 21212, f"The 'From' number {from_} is not a valid phone number.")
    if from_ not in caller_numbers:
        raise CarrierError(
            400, 21210, f"The source phone number provided, {from_}, is not yet verified"
        )


def one(form: Form, name: str) -> str:
    values = form.get(name, [""])
    if len(values) > 1:
        raise CarrierError(400, 20001, f"{name} is given {len(values)} times")
    return values[0]


def absolute(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise CarrierError(400, 21205, f"Url is not a valid URL: {url}")
    return url


def method(form: Form, name: str) -> Method:
    match one(form, name).upper():
        case "" | "POST":
            return "POST"
        case "GET":
            return "GET"
        case other:
            raise CarrierError(400, 21206, f"{name} must be GET or POST, not {other}")


def seconds(form: Form, name: str, otherwise: int, most: int) -> int:
    text = one(form, name)
    if not text:
        return otherwise
    if not text.isdecimal() or not 0 < int(text) <= most:
        raise CarrierError(400, 20001, f"{name} must be a number of seconds from 1 to {most}")
    return int(text)
