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
