"""The pursuit of one contact: what the next step depends on, and what it may be.

Nobody is harassed: tries are spread over days and parts of the day, inside the person's own hours.
Nobody is accused lightly: a fault of the carrier never counts as a try, and "unreachable" can be
said only after the policy's number of confirmed tries on different days in different parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from inspection.contact import WRITTEN, Address, Attempt, Channel, Contact, ContactKind, Purpose
from inspection.disposition import MEANINGS, Disposition
from inspection.outage import Outage
from inspection.part import Part
from inspection.pause import Standstill, merged
from inspection.policy import Policy
from inspection.window import Window

ENOUGH: Mapping[ContactKind, str] = {"household": "seen", "official": "whereabouts"}
"""The question whose answer makes a call that was cut off worth keeping as PARTIAL."""


@dataclass(frozen=True, kw_only=True)
class Try:
    address: Address
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class Wait:
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Close:
    disposition: Disposition
    reason: str
    outage: Outage | None = None
    """What of ours was down, where that is why."""


NextStep = Try | Wait | Close


@dataclass(frozen=True, kw_only=True)
class Pursuit:
    """All that the next step depends on. `attempts` in the order in which they were made."""

    contact: Contact
    addresses: tuple[Address, ...]
    attempts: tuple[Attempt, ...]
    policy: Policy
    window: Window
    outages: tuple[Standstill, ...] = ()
    """When the program was down, or nothing came in; in order, apart."""
    silenced: tuple[Standstill, ...] = ()
    """When nobody could be called, since every telephone lane was down; in order."""
    unreached: str = ""
    """Why no lane reaches the numbers that the person has; "" if one does, or there is none."""
    telephone: bool = True
    """Whether anybody can be called in this inspection; the addresses say so too."""
    keys_left: bool = False
    """Whether something of what is still open can be answered by keys."""

    wanted_at: datetime | None = None
    """When somebody last called us from a number of the person and asked to be called."""

    @property
    def wanted(self) -> datetime | None:
        """The same, if somebody was called before it, and not since: who never was is left to the
        drawn moment."""
        calls = [attempt.made_at for attempt in self.attempts if attempt.channel == "voice"]
        if self.wanted_at is None or not calls or max(calls) >= self.wanted_at:
            return None
        return self.wanted_at

    def on(self, channel: Channel) -> tuple[Address, ...]:
        """The addresses left on a channel; one that a try has shown to be wrong is not."""
        spoilt = {
            attempt.address
            for attempt in self.attempts
            if attempt.channel == channel
            and attempt.disposition is not None
            and spoils_address(attempt.disposition)
        }
        left = (
            address
            for address in self.addresses
            if address.channel == channel and address.usable and address.id not in spoilt
        )
        return tuple(sorted(left, key=lambda address: address.rank))

    @property
    def answering(self) -> Window:
        """The hours in which somebody can answer: while the program was down, time stood still for
        them."""
        if not self.outages:
            return self.window
        return replace(self.window, still=merged((*self.window.still, *self.outages)))

    @property
    def counted(self) -> tuple[Attempt, ...]:
        return tuple(attempt for attempt in self.attempts if attempt.counts)

    def parts(self) -> frozenset[Part]:
        return frozenset(self.window.part_of_day(confirmed(a)) for a in self.counted)

    def days(self) -> frozenset[date]:
        zone = self.window.zone
        return frozenset(confirmed(a).astimezone(zone).date() for a in self.counted)


def spoils_address(disposition: Disposition) -> bool:
    return MEANINGS[disposition].final_for_address


def over(attempt: Attempt) -> datetime:
    return attempt.ended_at or confirmed(attempt)


def confirmed(attempt: Attempt) -> datetime:
    return attempt.confirmed_at or attempt.made_at


def first_message(pursuit: Pursuit) -> datetime | None:
    """When the first message arrived, in a chat or as a text; None while none did."""
    arrived = (a.confirmed_at for a in pursuit.attempts if a.channel in WRITTEN)
    return next((moment for moment in arrived if moment is not None), None)
