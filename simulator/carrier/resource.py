"""Calls and messages as JSON resources, and pages of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from simulator.carrier.call import Call
from simulator.carrier.callbacks import API_VERSION
from simulator.carrier.errors import CarrierError
from simulator.carrier.order import Form, one
from simulator.carrier.segments import segments

_SUBRESOURCES = (
    *("Notifications", "Recordings", "Payments", "Events", "Siprec", "Streams"),
    *("Transcriptions", "UserDefinedMessageSubscriptions", "UserDefinedMessages"),
)
Item = TypeVar("Item")


@dataclass(kw_only=True, eq=False)
class TextMessage:
    """One SMS."""

    sid: str
    to: str
    from_: str
    body: str
    created: datetime
    updated: datetime
    sent: datetime | None = None
    status: str = "queued"
    status_callback: str = ""
    error: str = ""
    """Twilio's code of why it did not arrive."""


def rfc2822(instant: datetime | None) -> str | None:
    return format_datetime(instant) if instant else None


def account_path(account_sid: str) -> str:
    return f"/{API_VERSION}/Accounts/{account_sid}"


def call_resource(call: Call, account_sid: str) -> dict[str, Any]:
    uri = f"{account_path(account_sid)}/Calls/{call.sid}"
    return {
        "sid": call.sid,
        "date_created": rfc2822(call.created),
        "date_updated": rfc2822(call.updated),
        "parent_call_sid": None,
        "account_sid": account_sid,
        "to": call.to,
        "to_formatted": call.to,
        "from": call.order.from_,
        "from_formatted": call.order.from_,
        "phone_number_sid": None,
        "status": call.status,
        "start_time": rfc2822(call.started),
        "end_time": rfc2822(call.ended),
        "duration": str(call.seconds) if call.ended and call.answered else None,
        "price": None,
        "price_unit": "USD",
        "direction": "inbound" if call.incoming else "outbound-api",
        "answered_by": call.answered_by or None,
        "api_version": API_VERSION,
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "queue_time": str(call.queue_ms),
        "stir_verstat": None,
        "trunk_sid": None,
        "uri": f"{uri}.json",
        "subresource_uris": {_snake(name): f"{uri}/{name}.json" for name in _SUBRESOURCES},
    }


def message_resource(message: TextMessage, account_sid: str) -> dict[str, Any]:
    uri = f"{account_path(account_sid)}/Messages/{message.sid}"
    return {
        "sid": message.sid,
        "account_sid": account_sid,
        "messaging_service_sid": None,
        "to": message.to,
        "from": message.from_,
        "body": message.body,
        "num_segments": str(segments(message.body)),
        "num_media": "0",
        "direction": "outbound-api",
        "status": message.status,
        "error_code": int(message.error) if message.error else None,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "api_version": API_VERSION,
        "date_created": rfc2822(message.created),
        "date_updated": rfc2822(message.updated),
        "date_sent": rfc2822(message.sent),
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def page(
    items: Sequence[Item], form: Form, path: str, key: str, render: Callable[[Item], Any]
) -> dict[str, Any]:
    """One page of `items` with Twilio's paging fields; pages are counted from 0."""
    size, number = _count(form, "PageSize", 50), _count(form, "Page", 0)
    if not 1 <= size <= 1000:
        raise CarrierError(400, 20006, "PageSize must be from 1 to 1000")
    first = number * size
    shown = items[first : first + size]
    last = first + len(shown)

    def address(wanted: int) -> str:
        kept = [(name, value) for name, values in form.items() for value in values]
        kept = [pair for pair in kept if pair[0] not in ("Page", "PageSize", "PageToken")]
        return f"{path}?{urlencode([*kept, ('PageSize', size), ('Page', wanted)])}"

    return {
        key: [render(item) for item in shown],
        "first_page_uri": address(0),
        "next_page_uri": address(number + 1) if last < len(items) else None,
        "previous_page_uri": address(number - 1) if number else None,
        "page": number,
        "page_size": size,
        "start": first,
        "end": max(first, last - 1),
        "uri": address(number),
    }


def _count(form: Form, name: str, otherwise: int) -> int:
    text = one(form, name)
    if text and not text.isdecimal():
        raise CarrierError(400, 20001, f"{name} is not a number")
    return int(text) if text else otherwise


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
