"""A contact: the work of reaching one person about one pick, its attempts and its addresses."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from inspection.dialogue import Dialogue
from inspection.disposition import MEANINGS, Disposition
from inspection.lane.order import Priority
from inspection.outage import Outage

ContactKind = Literal["official", "household"]
Channel = Literal["chat", "sms", "voice"]
WRITTEN: frozenset[Channel] = frozenset({"chat", "sms"})
"""The person reads, and answers in their own time."""
Purpose = Literal["ask", "remind"]


class Unbegun(StrEnum):
    """What kept a contact from being begun at all."""

    PASSED_OVER = "passed_over"
    PAUSED = "paused"
    CAPACITY = "capacity"
    SPARED = "spared"
    UNREACHABLE = "unreachable"


class AttemptState(StrEnum):
    """Never back, except that one whose request never left is given back to the queue, and that
    asking the provider resolves UNCERTAIN."""

    DUE = "DUE"
    CLAIMED = "CLAIMED"
    SENDING = "SENDING"
    UNCERTAIN = "UNCERTAIN"
    SENT = "SENT"
    RINGING = "RINGING"
    ANSWERED = "ANSWERED"
    FINAL = "FINAL"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A number (`voice`, or `sms` where texts go to it) or a linked chat, in order of trial.

    Holds no number: whoever dials opens the sealed one for that one request."""

    channel: Channel
    id: int
    rank: int
    usable: bool = True
    synthetic: bool = False


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try on one address. `token` is what the provider is given instead of any name."""

    id: int
    contact: int
    channel: Channel
    address: int
    purpose: Purpose
    token: str
    state: AttemptState
    made_at: datetime
    """When it was queued; from then on when its request left."""
    deadline: datetime
    """DUE: not claimed before; CLAIMED: when the claim ends; later: when the provider is asked, if
    nothing was heard until then."""
    provider_id: str = ""
    sequence: int = -1
    confirmed_at: datetime | None = None
    """When the provider confirmed that it dialled or delivered: only then the attempt counts."""
    ended_at: datetime | None = None
    disposition: Disposition | None = None
    repeated: bool = False
    """The request ended ambiguously and was made once more (chat only)."""
    lane: str = ""
    """The way out that it waits for (voice only; messages wait in a queue of their own)."""
    priority: Priority = Priority.FIRST
    holder: str = ""
    """The worker that claimed it."""
    fence: int = 0
    """Grows whenever it changes hands: who comes late with an older one changes nothing."""
    missed: int = 0
    """So often the provider was asked for its call and knew of none."""
    hindered: bool = False
    """A pause began while it was under way, so that it says nothing about the person."""

    @property
    def live(self) -> bool:
        return self.channel == "voice" and self.state is not AttemptState.FINAL

    @property
    def queued(self) -> bool:
        """Nothing of it has left."""
        return self.state in (AttemptState.DUE, AttemptState.CLAIMED)

    @property
    def counts(self) -> bool:
        if self.confirmed_at is None or self.hindered:
            return False
        return self.disposition is None or MEANINGS[self.disposition].counts


@dataclass(frozen=True, kw_only=True)
class Contact:
    id: int
    inspection: int
    kind: ContactKind
    person: str
    """The official's or the household's id."""
    rank: int
    """Place in ticket order, from 1."""
    token: str
    """Names the contact in the buttons of a chat message; 16 hex digits."""
    opened_at: datetime
    planned_at: datetime
    """No attempt before this."""
    close_by: datetime
    """No attempt after this."""
    next_at: datetime | None
    """When somebody must look at this contact again; None once it is closed."""
    dialogue: Dialogue
    language: str
    disposition: Disposition | None = None
    closed_at: datetime | None = None
    late: bool = False
    """Answered after the time allowed: a mark, never a finding."""
    why: Unbegun | None = None
    outage: Outage | None = None
    """What of ours it was closed for."""

    @property
    def closed(self) -> bool:
        return self.disposition is not None

    def close(
        self,
        disposition: Disposition,
        now: datetime,
        why: Unbegun | None = None,
        outage: Outage | None = None,
    ) -> "Contact":
        """`why` is kept, or what was noted of it before, of one that was never begun."""
        unbegun = disposition is Disposition.NOT_ATTEMPTED
        return replace(
            self,
            disposition=disposition,
            closed_at=now,
            next_at=None,
            why=(why or self.why) if unbegun else None,
            outage=outage,
        )
