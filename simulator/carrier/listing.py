"""Which calls and messages a list request asks for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from simulator.carrier.call import Call
from simulator.carrier.errors import CarrierError
from simulator.carrier.order import Form, one, refuse_unknown
from simulator.carrier.resource import TextMessage

_PAGING = {"PageSize", "Page", "PageToken"}
CALLS = frozenset(
    {"To", "From", "ParentCallSid", "Status", *_PAGING}
    | {f"{time}{sign}" for time in ("StartTime", "EndTime") for sign in ("", "<", ">")}
)
MESSAGES = frozenset({"To", "From", "DateSent", "DateSent<", "DateSent>", *_PAGING})


def calls(known: Sequence[Call], form: Form) -> list[Call]:
    """Newest first. A call that is not dialled yet counts with the time of its creation."""
    refuse_unknown(form, CALLS)
    return [
        call
        for call in reversed(known)
        if one(form, "To") in ("", call.to)
        and one(form, "From") in ("", call.order.from_)
        and one(form, "Status") in ("", call.status)
        and not one(form, "ParentCallSid")
        and _within(form, "StartTime", call.started or call.created)
        and _within(form, "EndTime", call.ended)
    ]


def messages(known: Sequence[TextMessage], form: Form) -> list[TextMessage]:
    refuse_unknown(form, MESSAGES)
    return [
        message
        for message in reversed(known)
        if one(form, "To") in ("", message.to)
        and one(form, "From") in ("", message.from_)
        and _within(form, "DateSent", message.sent or message.created)
    ]


def _within(form: Form, name: str, instant: datetime | None) -> bool:
    on, before, after = (one(form, f"{name}{sign}") for sign in ("", "<", ">"))
    if not (on or before or after):
        return True
    if instant is None:
        return False
    if on and not _moment(on) <= instant < _moment(on) + _grain(on):
        return False
    if before and not instant < _moment(before) + _grain(before):
        return False
    return not after or instant >= _moment(after)


def _moment(text: str) -> datetime:
    """Twilio takes a date or an instant, both in GMT."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as problem:
        raise CarrierError(400, 20001, f"{text!r} is neither a date nor a time") from problem
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _grain(text: str) -> timedelta:
    return timedelta(days=1) if len(text) == len("2026-03-02") else timedelta(seconds=1)
