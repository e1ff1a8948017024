"""The inbox as an operator sees it: what waits, what was set aside, and what becomes of it.

A delivery holds what people wrote. Only who gives a reason, which goes into the log, sees it.
"""

from dataclasses import dataclass
from datetime import datetime

from fieldwork.access import note_look
from fieldwork.book import Book, Filed
from fieldwork.forgetting import KEPT
from fieldwork.intake import MOST_TRIES
from fieldwork.outline import outline
from fieldwork.ports import Ledger

_ACTOR = "operator"


class DeliveryRefused(ValueError):
    """It cannot be shown, tried again or dropped; the text says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    filed: Filed
    outline: tuple[str, ...]
    """What it consists of, without any of its content."""
    body: bytes | None
    """As it came; None where no reason was given."""


def show(ledger: Ledger, number: int, reason: str, now: datetime) -> Shown:
    """Noted in the log before it returns. Raises DeliveryRefused where there is none."""
    with ledger.read() as book:
        filed = _found(book, number, now)
        body = book.inbox.body(number)
    note_look(ledger, f"delivery {number}", reason=reason, actor=_ACTOR, now=now)
    return Shown(filed=filed, outline=outline(body), body=body if reason else None)


def retry(ledger: Ledger, number: int, now: datetime) -> Filed:
    """Raises DeliveryRefused unless it was set aside."""
    with ledger.write() as book:
        filed = _found(book, number, now)
        if not book.inbox.retry(number, now):
            raise DeliveryRefused(_not_aside(filed, "tried again"))
        book.audit.note(now, _ACTOR, "retried", f"delivery {number}")
    return filed


def retry_all(ledger: Ledger, now: datetime) -> int:
    with ledger.write() as book:
        count = book.inbox.retry_all(now)
        if count:
            book.audit.note(now, _ACTOR, "retried", f"all that were set aside: {count}")
    return count


def drop(ledger: Ledger, number: int, reason: str, now: datetime) -> Filed:
    """Its content is gone for good; the reason goes into the log. Raises DeliveryRefused unless it
    was set aside."""
    with ledger.write() as book:
        filed = _found(book, number, now)
        if not book.inbox.drop(number, now):
            raise DeliveryRefused(_not_aside(filed, "dropped"))
        book.audit.note(now, _ACTOR, "dropped", f"delivery {number} ({filed.source}): {reason}")
    return filed


def _found(book: Book, number: int, now: datetime) -> Filed:
    filed = book.inbox.filed(number)
    if filed is None:
        days = max(kept.days for kept in KEPT.values())
        raise DeliveryRefused(
            f"there is no delivery {number}; `mingcha inbox list` shows what waits and what was set"
            f" aside (what was applied is forgotten after {days} days)"
        )
    return filed


def _not_aside(filed: Filed, wanted: str) -> str:
    if filed.state == "done":
        was = "was applied or dropped already"
    elif filed.tries:
        was = f"still waits: {filed.tries} of {MOST_TRIES} tries failed, the next one is planned"
    else:
        was = "waits for its first try"
    return (
        f"delivery {filed.id} {was}; only one that was set aside can be {wanted}:"
        ' `mingcha inbox list --state "set aside"` shows them'
    )
