"""TwiML: the document with which the product says what to do on the line."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin
from xml.etree import ElementTree

_ATTRIBUTES = {
    "Say": {"voice", "language", "loop"},
    "Play": {"loop", "digits"},
    "Pause": {"length"},
    "Gather": {
        *("input", "action", "method", "timeout", "numDigits", "finishOnKey"),
        *("actionOnEmptyResult", "language", "bargeIn"),
    },
    "Redirect": {"method"},
    "Hangup": set(),
    "Reject": {"reason"},
    "Record": {
        *("action", "method", "timeout", "finishOnKey", "maxLength", "playBeep", "trim"),
        *("recordingStatusCallback", "recordingStatusCallbackMethod", "transcribe"),
        "recordingStatusCallbackEvent",
    },
}
_LONGEST_SAY = 4096
_TYPES = ("text/xml", "application/xml", "text/html")
_FOREVER = 1000
Method = Literal["GET", "POST"]


class TwimlError(ValueError):
    """The document can't be played: Twilio's error code and what is wrong."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{message} (error {code})")
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Say:
    text: str
    language: str = "en-US"
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Play:
    url: str
    """Absolute."""
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Pause:
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Gather:
    prompts: tuple[Say | Play | Pause, ...]
    action: str
    """Absolute address; the document's own if the document names none."""
    method: Method = "POST"
    timeout: float = 5.0
    digits: int | None = None
    finish_on: str = "#"
    on_empty: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    action: str
    method: Method = "POST"
    timeout: float = 5.0
    longest: float = 3600.0
    finish_on: str = "1234567890*#"
    status_callback: str = ""


@dataclass(frozen=True, kw_only=True)
class Redirect:
    url: str
    method: Method = "POST"


@dataclass(frozen=True, kw_only=True)
class Hangup:
    pass


Verb = Say | Play | Pause | Gather | Record | Redirect | Hangup


@dataclass(frozen=True, kw_only=True)
class Document:
    verbs: tuple[Verb, ...]


def parse(text: str, content_type: str, base: str) -> Document:
    """The verbs of one document; relative addresses are resolved against `base`.

    Raises TwimlError with the code that Twilio's debugger would show.
    """
    if content_type.partition(";")[0].strip().lower() not in _TYPES:
        raise TwimlError(12300, f"Invalid content type {content_type!r}, text/xml is expected")
    try:
        root = ElementTree.fromstring(text.strip().encode())
    except ElementTree.ParseError as problem:
        raise TwimlError(12100, f"Document parse failure: {problem}") from problem
    if root.tag != "Response":
        raise TwimlError(12100, f"The document starts with <{root.tag}> instead of <Response>")
    return Document(verbs=tuple(_verb(element, base) for element in root))


def _verb(element: ElementTree.Element, base: str) -> Verb:
    tag = element.tag
    if tag not in _ATTRIBUTES:
        raise TwimlError(12200, f"Unknown verb <{tag}>")
    if unknown := set(element.attrib) - _ATTRIBUTES[tag]:
        raise TwimlError(12200, f"<{tag}> has no attribute {', '.join(sorted(unknown))}")
    if tag != "Gather" and len(element):
        raise TwimlError(12200, f"Nothing may stand inside <{tag}>")
    match tag:
        case "Say":
            return _say(element)
        case "Play":
            return _play(element, base)
        case "Pause":
            return Pause(seconds=_number(element, "length", 1))
        case "Gather":
            return _gather(element, base)
        case "Record":
            return _record(element, base)
        case "Redirect":
            return Redirect(url=_address(element.text, base), method=_method(element))
        case _:
            return Hangup()


def _say(element: ElementTree.Element) -> Say:
    text = re.sub(r"\s+", " ", element.text or "").strip()
    if not text:
        raise TwimlError(13520, "<Say> has nothing to say")
    if len(text) > _LONGEST_SAY:
        raise TwimlError(13520, f"<Say> is longer than {_LONGEST_SAY} characters")
    return Say(text=text, language=element.attrib.get("language", "en-US"), times=_times(element))


def _play(element: ElementTree.Element, base: str) -> Play | Pause:
    """Keys that are played are heard by nobody here: they only take time."""
    if keys := element.attrib.get("digits", ""):
        return Pause(seconds=0.5 * len(keys))
    if not (element.text or "").strip():
        raise TwimlError(12200, "<Play> has nothing to play")
    return Play(url=_address(element.text, base), times=_times(element))


def _gather(element: ElementTree.Element, base: str) -> Gather:
    if element.attrib.get("input", "dtmf") != "dtmf":
        raise TwimlError(12200, f"The simulator hears keys only, not {element.attrib['input']!r}")
    prompts = []
    for child in element:
        verb = _verb(child, base)
        if not isinstance(verb, Say | Play | Pause):
            raise TwimlError(12200, f"<{child.tag}> may not stand inside <Gather>")
        prompts.append(verb)
    return Gather(
        prompts=tuple(prompts),
        action=_address(element.attrib.get("action"), base),
        method=_method(element),
        timeout=_number(element, "timeout", 5),
        digits=int(_number(element, "numDigits", 0)) or None,
        finish_on=element.attrib.get("finishOnKey", "#"),
        on_empty=element.attrib.get("actionOnEmptyResult", "false") == "true",
    )


def _record(element: ElementTree.Element, base: str) -> Record:
    called = element.attrib.get("recordingStatusCallback", "")
    return Record(
        action=_address(element.attrib.get("action"), base),
        method=_method(element),
        timeout=_number(element, "timeout", 5),
        longest=_number(element, "maxLength", 3600),
        finish_on=element.attrib.get("finishOnKey", "1234567890*#"),
        status_callback=_address(called, base) if called else "",
    )


def _times(element: ElementTree.Element) -> int:
    return int(_number(element, "loop", 1)) or _FOREVER


def _number(element: ElementTree.Element, name: str, otherwise: float) -> float:
    text = element.attrib.get(name, "")
    if text and not text.isdecimal():
        raise TwimlError(12200, f"{name} of <{element.tag}> is not a number: {text!r}")
    return float(text) if text else otherwise


def _method(element: ElementTree.Element) -> Method:
    return "GET" if element.attrib.get("method", "POST").upper() == "GET" else "POST"


def _address(text: str | None, base: str) -> str:
    return urljoin(base, (text or "").strip())
