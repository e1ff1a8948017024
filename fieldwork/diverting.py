"""Checks do not wait for a bot that does not go: whoever is to be checked is called instead."""

from collections.abc import Collection
from datetime import datetime

from fieldwork.book import Book
from fieldwork.receipt import fail
from inspection.disposition import Disposition


def divert(book: Book, messages: Collection[int], now: datetime) -> None:
    """Those of them that are still due count as the carrier's fault, and never as anybody's
    silence."""
    # Claimed, so that whoever was stopped in the middle of one overwrites nothing.
    for message in book.messages.claim_all(book.messages.take(messages, now)):
        fail(book, message, Disposition.CARRIER_FAULT, now)
