"""Text messages (SMS) of ours: invitations, checks, and answers to what people wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from fieldwork.book.person import PersonKind
from inspection.lane.order import Due, Priority

TextState = Literal[
    "DUE", "SENDING", "UNCERTAIN", "TAKEN", "SENT", "DELIVERED", "FAILED", "CANCELLED"
]
"""TAKEN: the carrier has it; SENT: the network has it; CANCELLED: it never left."""

TextPurpose = Literal["invitation", "check", "question", "answer", "word"]
"""check: what begins a check by text, or reminds of it; question: what follows in it; word: the
answer to STOP, START or HELP, which is given in any case."""


@dataclass(frozen=True, kw_only=True)
class Text:
    id: int
    purpose: TextPurpose = "invitation"
    invite: int | None = None
    kind: PersonKind | Literal[""] = ""
    """Of an answer "", and so is `person`: it goes to a number, whoever has it."""
    person: str = ""
    address: int | None = None
    """Of the number that it goes to; None of an answer."""
    number: str = field(default="", repr=False)
    """To which an answer goes (E.164); "" of what goes to an address."""
    from_lane: str = ""
    """The only one on which it may leave; "" of any."""
    body: str = field(repr=False)
    """"" once the carrier has it."""
    segments: int
    token: str
    """What the carrier learns of it; nothing else names the person there."""
    state: TextState
    made_at: datetime
    next_at: datetime | None
    tries: int = 0
    """Requests made; a request that was certainly refused for the time being is none."""
    repeated: bool = False
    """The carrier did not know of a first request that ended ambiguously, so it was made again."""
    provider_id: str = ""
    why: str = ""
    """Why it failed or was cancelled: a code of the carrier, or a word of ours."""
    sent_at: datetime | None = None
    """When the first request left."""
    ended_at: datetime | None = None
    priority: Priority = Priority.NEWS
    region: str = ""
    """The county by which turns are taken; "" is one of its own."""


class TextShelf(Protocol):
    def add(self, text: Text) -> Text: ...
    def due(self, now: datetime, limit: int, *, after: str = "") -> Sequence[Due[int]]:
        """Answers first: whoever wrote to us waits. Then reminders, first questions and
        invitations, the longest due first; among first questions, and among invitations, regions
        take turns, beginning behind region `after`."""
        ...

    def next_due(self) -> datetime | None: ...
    def get(self, text: int) -> Text: ...
    def by_token(self, token: str) -> Text | None: ...
    def bound_to(self, provider_id: str) -> Text | None:
        """The one that the carrier knows by this id."""
        ...

    def save(self, text: Text) -> None: ...
    def put_off(self, until: datetime) -> None:
        """All that wait to leave before then."""
        ...

    def answers_since(self, since: datetime, number: str = "") -> int:
        """How many answers were made since then, to this number or to all."""
        ...

    def latest(self) -> Mapping[int, Text]:
        """Invitation -> its newest text, without its body."""
        ...
