"""The hash-chained log: each head follows from the one before and from one entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from inspection.digest import canonical, sha

START = bytes(32)
"""The head of a log without entries."""

Entry = Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True)
class LogHead:
    """A log's head (32 bytes) after its entry number `index`; 0 and START for an empty one."""

    index: int
    head: bytes


@dataclass(frozen=True, kw_only=True)
class LogProof:
    """That an entry stands in a log: the head before it, and the digests of those after it, up to
    a later head. Digests alone do not tell what the others say."""

    index: int
    entry: Entry
    before: bytes
    later: tuple[bytes, ...]
    head: bytes

    def own_head(self) -> bytes:
        """The head after the entry itself."""
        return next_head(self.before, entry_digest(self.entry))

    def heads(self) -> tuple[bytes, ...]:
        """The heads after the entry and after each later one."""
        return tuple(accumulate(self.later, next_head, initial=self.own_head()))


def log_entry(*, n: int, at: datetime, actor: str, act: str, about: str) -> dict[str, str | int]:
    """An entry as it is hashed: `at` in UTC, such as 2026-03-02T01:00:00.000000+00:00."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"n": n, "at": moment, "actor": actor, "act": act, "about": about}


def entry_digest(entry: Entry) -> bytes:
    return sha(canonical(dict(entry)))


def next_head(before: bytes, digest: bytes) -> bytes:
    return sha(before + digest)


def fold(before: bytes, digests: Iterable[bytes]) -> bytes:
    """The head after entries of these digests."""
    for digest in digests:
        before = next_head(before, digest)
    return before
