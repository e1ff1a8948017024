"""An inbox in memory, and looks into a real one."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from fieldwork.book import Book, Delivery


@dataclass(kw_only=True)
class Shelf:
    """Keeps what was delivered and whose it was."""

    items: dict[tuple[str, str], bytes] = field(default_factory=dict)
    strands: list[str] = field(default_factory=list)
    problem: Exception | None = None
    at: datetime | None = None

    def append(self, source: str, key: str, body: bytes, at: datetime, *, strand: str = "") -> bool:
        if self.problem is not None:
            raise self.problem
        self.at = at
        fresh = (source, key) not in self.items
        if fresh:
            self.items[source, key] = body
            self.strands.append(strand)
        return fresh

    def begin(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> "Future[bool]":
        kept: Future[bool] = Future()
        try:
            kept.set_result(self.append(source, key, body, at, strand=strand))
        except Exception as problem:
            kept.set_exception(problem)
        return kept

    async def keep(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> bool:
        return self.append(source, key, body, at, strand=strand)


def waiting(book: Book) -> list[int]:
    """In order of arrival."""
    return [one.id for one in reversed(book.inbox.listed(["waiting"], 1000))]


def bodies(book: Book) -> list[bytes]:
    """Of those that wait, in order of arrival."""
    return [book.inbox.body(number) for number in waiting(book)]


def taken(book: Book, now: datetime) -> Delivery:
    delivery = book.inbox.take(now)
    assert delivery is not None, "something waits"
    return delivery
