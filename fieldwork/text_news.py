"""News of a text message, from whichever side it comes.

It may come twice, late and out of order: a message only ever moves forward, and one that has
arrived or failed stays so.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Text, TextState
from fieldwork.opting_out import opt_out
from fieldwork.text_leave import number_of
from inspection.text_event import TextEvent, TextProgress

REPORT_TAKES = timedelta(minutes=10)
"""After so long without news the carrier is asked."""
_STATES: dict[TextProgress, TextState] = {
    "taken": "TAKEN",
    "sent": "SENT",
    "delivered": "DELIVERED",
    "failed": "FAILED",
}
_ORDER: tuple[TextState, ...] = ("DUE", "SENDING", "UNCERTAIN", "TAKEN", "SENT")
_UNKNOWN_WHY = "no code given"


def apply_text_event(book: Book, event: TextEvent, *, now: datetime) -> bool:
    """Returns False for an unknown text, or a message that is not the text's."""
    text = book.texts.by_token(event.token)
    if text is None:
        return False
    if text.provider_id and text.provider_id != event.provider_id:
        about = f"text {text.id}"
        book.audit.note(now, "carrier", "a second message for one invitation", about)
        return False
    if text.ended_at is not None:
        return True
    book.texts.save(_advanced(text, event, now))
    if event.stopped:
        opt_out(book, number_of(book, text), "carrier", now)
    return True


def _advanced(text: Text, event: TextEvent, now: datetime) -> Text:
    state = _STATES[event.progress]
    # Only here the code stood in plain words: the carrier has them now.
    known = replace(text, provider_id=event.provider_id, body="", why="")
    if event.progress in ("delivered", "failed"):
        why = (event.code or _UNKNOWN_WHY) if event.progress == "failed" else ""
        return replace(known, state=state, why=why, ended_at=now, next_at=None)
    if _ORDER.index(state) <= _ORDER.index(text.state):
        state = text.state
    asked = text.next_at if text.state in ("TAKEN", "SENT") else None
    return replace(known, state=state, next_at=asked or now + REPORT_TAKES)
