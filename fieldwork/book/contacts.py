"""Contacts, attempts, replies."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inspection.call import Turn
from inspection.contact import Attempt, Channel, Contact
from inspection.lane.order import Due


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer as it came (`raw`) and as it was read (`value`)."""

    contact: int
    attempt: int | None
    question: str
    value: str
    raw: str
    """Sealed at rest, like a text that is a value."""
    channel: Channel
    at: datetime
    late: bool


class ContactShelf(Protocol):
    def open(self, contact: Contact) -> Contact:
        """Stores a new contact; `contact.id` is ignored and given anew."""
        ...

    def open_all(self, opened: Sequence[Contact]) -> None:
        """The same, of a whole slot at once; in their order."""
        ...

    def get(self, contact: int) -> Contact: ...
    def by_token(self, token: str) -> Contact | None: ...
    def of_inspection(self, inspection: int) -> Sequence[Contact]: ...
    def of_person(self, kind: str, person: str, since: datetime) -> Sequence[Contact]:
        """The person's contacts opened since then, newest last."""
        ...

    def of_people(
        self, kind: str, people: Collection[str], since: datetime
    ) -> Mapping[str, Sequence[Contact]]:
        """The same of many, each of whom has an entry."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of contacts whose `next_at` has come, in that order."""
        ...

    def next_due(self) -> datetime | None: ...
    def save(self, contact: Contact) -> None:
        """Writes the fields that may change: next_at, dialogue, language, disposition, ..."""
        ...

    def try_on(self, attempt: Attempt) -> Attempt:
        """Stores a new attempt before its request leaves; `attempt.id` is given anew."""
        ...

    def attempts(self, contact: int) -> Sequence[Attempt]: ...
    def attempt(self, attempt: int) -> Attempt: ...
    def attempt_by_token(self, token: str) -> Attempt | None: ...
    def attempt_by_provider(self, provider_id: str) -> Attempt | None: ...
    def save_attempt(self, attempt: Attempt) -> None: ...
    def live_on(self, addresses: Sequence[int]) -> Sequence[Attempt]:
        """Calls to these voice addresses that are not final: there is at most one."""
        ...

    def live_calls(self) -> int:
        """How many calls are claimed or under way, to whomever."""
        ...

    def waiting(self, lane: str, now: datetime, limit: int) -> Sequence[Due[int]]:
        """The calls that wait for a line, by priority and age, each with its township."""
        ...

    def claim(self, calls: Sequence[int], holder: str, until: datetime) -> Sequence[Attempt]:
        """Those of them that still wait, in the given order. Until `until` nobody else gets them;
        each has a fence of its own."""
        ...

    def claims_alone(self) -> None:
        """Nobody else counts or claims calls before this unit of work ends."""
        ...

    def released(self, now: datetime) -> int:
        """Gives claims whose time is over back to the queue; nothing of them had left."""
        ...

    def claimable(self, lane: str, now: datetime) -> bool:
        """Whether a call waits, or a claim's time is over."""
        ...

    def next_claimable(self, lane: str, now: datetime) -> datetime | None: ...
    def withdraw(self, attempt: Attempt) -> bool:
        """Takes one that is DUE or CLAIMED out of the queue for good; False if it has changed
        hands meanwhile."""
        ...

    def withdraw_queued(self, contact: int) -> None:
        """Whatever of the contact is still DUE."""
        ...

    def unheard(self, now: datetime, limit: int) -> Sequence[int]:
        """Calls under way of which nothing was heard until their deadline."""
        ...

    def next_unheard(self) -> datetime | None: ...
    def add_reply(self, reply: Reply) -> None: ...
    def replies(self, contact: int) -> Sequence[Reply]: ...
    def turn(self, attempt: int, step: int) -> Turn | None:
        """What was said in answer to this step, if it was answered already."""
        ...

    def add_turn(self, attempt: int, step: int, turn: Turn, at: datetime) -> None: ...
    def last_turn(self, attempt: int) -> Turn | None: ...
    def open_in(self, region: str) -> int:
        """How many are open in villages whose code begins so."""
        ...

    def dispositions(self) -> Mapping[tuple[str, str], int]:
        """(kind, disposition or "open") -> contacts."""
        ...
