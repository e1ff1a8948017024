"""What the carrier says of texts and calls to our numbers, in our words."""

import re

from inspection.incoming_text import IncomingText
from telephony.fields import Fields, read_fields
from telephony.status import UnreadableStatus

_SID = re.compile(r"[A-Za-z0-9]{1,64}")


def message_id(fields: Fields) -> str:
    """ "" if it names none."""
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    return sid if _SID.fullmatch(sid) else ""


def call_id(fields: Fields) -> str:
    """ "" if it names none."""
    sid = fields.get("CallSid") or ""
    return sid if _SID.fullmatch(sid) else ""


def read_over(stored: bytes) -> str:
    """Of the end of a call to us as it lies in the inbox: its id. Raises UnreadableStatus."""
    try:
        sid = call_id(read_fields(stored))
    except ValueError as problem:
        raise UnreadableStatus("the end of a call is no form in UTF-8") from problem
    if not sid:
        raise UnreadableStatus("the end of a call names no call; expected its CallSid")
    return sid


def read_sms(stored: bytes) -> IncomingText:
    """Of a text to us as it lies in the inbox. Raises UnreadableStatus."""
    try:
        fields = read_fields(stored)
    except ValueError as problem:
        raise UnreadableStatus("a text message is no form in UTF-8") from problem
    sid = message_id(fields)
    if not sid:
        raise UnreadableStatus("a text message has no id; expected its MessageSid")
    return IncomingText(
        provider_id=sid,
        sender=fields.get("From", ""),
        ours=fields.get("To", ""),
        words=fields.get("Body", ""),
        answered=bool(fields.get("OptOutType")),
    )
