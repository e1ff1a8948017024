"""The form fields that Twilio sends with its webhooks."""

import math
from datetime import datetime
from email.utils import format_datetime

from simulator.carrier.call import Call

API_VERSION = "2010-04-01"
_PLACE = ("City", "State", "Zip", "Country")


def standard(call: Call, account_sid: str, status: str) -> dict[str, str]:
    """What every request about a call carries; places are blank where Twilio knows none."""
    fields = {
        "CallSid": call.sid,
        "AccountSid": account_sid,
        "From": call.order.from_,
        "To": call.to,
        "Caller": call.order.from_,
        "Called": call.to,
        "CallStatus": status,
        "ApiVersion": API_VERSION,
        "Direction": "inbound" if call.incoming else "outbound-api",
    }
    for side in ("From", "To"):
        fields.update({f"{side}{place}": "" for place in _PLACE})
    if call.answered_by:
        fields["AnsweredBy"] = call.answered_by
    return fields


def progress(call: Call, account_sid: str, status: str, now: datetime) -> dict[str, str]:
    """A status callback; it takes the call's next `SequenceNumber`."""
    fields = standard(call, account_sid, status)
    fields["Timestamp"] = format_datetime(now)
    fields["CallbackSource"] = "call-progress-events"
    fields["SequenceNumber"] = str(call.callbacks)
    call.callbacks += 1
    if not call.live:
        fields["CallDuration"] = str(call.seconds)
        fields["Duration"] = str(math.ceil(call.seconds / 60))
        if call.sip_code:
            fields["SipResponseCode"] = str(call.sip_code)
    return fields
