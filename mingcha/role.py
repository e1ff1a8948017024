"""What a process does of the whole: one of several on a shared database, or all of it."""

from enum import StrEnum


class Role(StrEnum):
    WEB = "web"
    """What providers send: updates, callbacks, the words of a call. Any number of processes."""
    WORKER = "worker"
    """What came in is applied, and what is due goes out: chat, calls, texts. Any number."""
    SCHEDULER = "scheduler"
    """Slots, announcements, pauses, findings, summaries. One works, by lease; others wait."""


EVERY_ROLE = frozenset(Role)
