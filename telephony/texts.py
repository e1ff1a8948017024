"""Text messages through Twilio."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from fieldwork.ports import CarrierSilent, NotPlaced, Outcome, Placed, TextReport, Uncertain
from inspection.text_event import TextEvent, TextProgress
from telephony.refusal import STOPPED
from telephony.status import UnreadableStatus, read_stored

PROGRESS: Mapping[str, TextProgress] = {
    "accepted": "taken",
    "scheduled": "taken",
    "queued": "taken",
    "sending": "taken",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
_CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much our clock may be ahead of the carrier's, or a message would not be found."""
_MOST_LISTED = 50

_Answer = TypeVar("_Answer")


class TwilioTexts(ABC):
    """What an account does with text messages; the account itself asks."""

    _client: Any
    _caller_number: str
    _public_url: str

    @abstractmethod
    def _ask(self, request: Callable[[], _Answer]) -> _Answer | NotPlaced | Uncertain:
        """What came back, or what became of the request."""

    def text(self, number: str, body: str, token: str) -> Outcome:
        """Sends `body` to `number`; besides it the carrier learns nothing but the token."""
        made = self._ask(
            lambda: self._client.messages.create(
                to=number,
                from_=self._caller_number,
                body=body,
                status_callback=f"{self._public_url}/text/{token}/status",
            )
        )
        if isinstance(made, NotPlaced | Uncertain):
            return made
        # A 2xx without an id was taken, but by whom and as what is not known.
        return Placed(provider_id=made.sid) if made.sid else Uncertain(code="no id")

    def find_texts(
        self, number: str, body: str, token: str, since: datetime
    ) -> Sequence[TextReport]:
        """Newest first. Raises CarrierSilent."""
        listed = self._ask(
            lambda: self._client.messages.list(
                to=number, from_=self._caller_number, page_size=_MOST_LISTED, limit=_MOST_LISTED
            )
        )
        if isinstance(listed, NotPlaced | Uncertain):
            raise _silent(listed)
        earliest = since - _CLOCKS_DIFFER
        return [
            _report(one, token)
            for one in listed
            if one.body == body and one.date_created >= earliest
        ]

    def look_text(self, provider_id: str, token: str) -> TextReport | None:
        """Raises CarrierSilent."""
        found = self._ask(lambda: self._client.messages(provider_id).fetch())
        if isinstance(found, NotPlaced) and found.code in ("20404", "404"):
            return None
        if isinstance(found, NotPlaced | Uncertain):
            raise _silent(found)
        return _report(found, token)


def read_text_status(stored: bytes) -> TextEvent:
    """Of a status callback as it lies in the inbox. Raises UnreadableStatus."""
    token, fields = read_stored(stored)
    return _event(
        token=token,
        provider_id=fields.get("MessageSid", ""),
        status=fields.get("MessageStatus", ""),
        code=fields.get("ErrorCode", ""),
    )


def _report(message: Any, token: str) -> TextReport:
    code = message.error_code
    return TextReport(
        made_at=message.date_created,
        event=_event(
            token=token,
            provider_id=message.sid,
            status=message.status,
            code="" if code is None else str(code),
        ),
    )


def _event(*, token: str, provider_id: str, status: str, code: str) -> TextEvent:
    """Raises UnreadableStatus for a status that is not known."""
    if status not in PROGRESS:
        raise UnreadableStatus(
            f"message status {status[:20]!r} is unknown; known are {', '.join(PROGRESS)}"
        )
    if not provider_id:
        raise UnreadableStatus("a message status names no message; expected its id")
    digits = code if code.isascii() and code.isdigit() and len(code) <= 6 else ""
    return TextEvent(
        token=token,
        provider_id=provider_id,
        progress=PROGRESS[status],
        code=digits,
        stopped=digits == str(STOPPED),
    )


def _silent(answer: NotPlaced | Uncertain) -> CarrierSilent:
    return CarrierSilent(f"the carrier cannot be asked now (code {answer.code})")
