"""A village of many telephones, all of whose calls are due, and a carrier that loses answers."""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from fieldwork.asking import Asking
from fieldwork.book import Book
from fieldwork.calling import Calling
from fieldwork.ports import CallState, Clock, Ledger, Outcome, Placed, Uncertain
from inspection.call import CallEvent
from inspection.contact import Attempt, AttemptState
from inspection.policy import PolicyRow
from inspection.roster import Household, Roster
from mingcha.clock import SystemChance
from storage.store import Store
from tests.exchanges import exchange_over
from tests.scenarios.town import CALENDAR
from tests.storage.samples import (
    NOW,
    ROSTER,
    VILLAGE,
    contact_of,
    open_inspection,
    pick_of,
    slot_opening,
)

ELSEWHERE = "530128999201"
NOON = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
"""Monday, 12:30 in Shanghai: villagers are called."""


def village(homes: int) -> Roster:
    return Roster(
        villages=ROSTER.villages,
        teams=ROSTER.teams,
        households=tuple(
            Household(
                household=f"H{n}",
                village=VILLAGE,
                name=f"Household {n}",
                phones=(f"+86199{n:08d}",),
                language="zh",
                in_programme=True,
                cadre_kin=False,
                synthetic=True,
            )
            for n in range(1, homes + 1)
        ),
        synthetic=True,
    )


def queue(
    store: Store, homes: int, *, lines: int = 1000, at: datetime = NOON, further: int = 0
) -> None:
    """So many calls are due, each to a telephone of its own; `further` homes are known."""
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.policy.set(
            PolicyRow(region="", key="lane.calls_at_once", value=str(lines), valid_from=NOW.date())
        )
        book.roster.store(village(homes + further), NOW)
        inspection = open_inspection(book)
        for n in range(1, homes + 1):
            _queue_one(book, inspection, f"H{n}", at)


def queue_elsewhere(store: Store, homes: Sequence[int], *, at: datetime) -> None:
    """Calls to these telephones, for an inspection in another township."""
    with store.ledger.write() as book:
        slot = book.slots.commit(slot_opening(1), b"frame")
        pick = book.slots.add_pick(replace(pick_of(slot.id, "T2"), village=ELSEWHERE))
        days = [at.date() - timedelta(days=1), at.date()]
        inspection = book.inspections.open(pick.id, days, "abc", NOW)
        for n in homes:
            _queue_one(book, inspection, f"H{n}", at)


def _queue_one(book: Book, inspection: int, home: str, at: datetime) -> None:
    asked = contact_of(inspection, home, at + timedelta(hours=1), home)
    unanswered = replace(asked.dialogue, answers={}, ended="")
    contact = book.contacts.open(replace(asked, dialogue=unanswered))
    book.contacts.try_on(
        Attempt(
            id=0,
            contact=contact.id,
            channel="voice",
            address=book.roster.voice_addresses("household", home)[0].id,
            purpose="ask",
            token=f"token-of-{home}",
            state=AttemptState.DUE,
            made_at=at,
            deadline=at,
            lane="voice",
        )
    )


@dataclass(kw_only=True)
class ForgetfulCarrier:
    """Takes some calls and says so, takes some without saying so, and loses some requests."""

    now: datetime
    seed: int = 7
    calm: bool = False
    """Takes every call, and says so."""
    placed: list[str] = field(default_factory=list)
    """Numbers, one entry a call that was made."""
    requests: list[str] = field(default_factory=list)
    takes_synthetic: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def call(self, number: str, token: str) -> Outcome:
        with self._lock:
            self.requests.append(token)
            fate = 0 if self.calm else random.Random(f"{self.seed}{number}").randrange(4)
            if fate == 1:
                return Uncertain(code="timeout")
            self.placed.append(number)
            if fate == 2:
                return Uncertain(code="500")
            return Placed(provider_id=f"CA{number}")

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        return [self._state(number, token)] if number in self.placed else []

    def look(self, provider_id: str, token: str) -> CallState | None:
        return self._state(provider_id.removeprefix("CA"), token)

    def hang_up(self, provider_id: str) -> None: ...

    def _state(self, number: str, token: str) -> CallState:
        event = CallEvent(token=token, provider_id=f"CA{number}", progress="ringing", sequence=1)
        return CallState(provider_id=event.provider_id, made_at=self.now, event=event)


def calling_on(
    ledger: Ledger,
    carrier: ForgetfulCarrier,
    clock: Clock,
    name: str,
    *,
    calls_a_second: int = 1000,
) -> Calling:
    chance = SystemChance()
    exchange = exchange_over(ledger, clock, carrier, calls_a_second=calls_a_second)
    return Calling(ledger=ledger, exchange=exchange, chance=chance, clock=clock, holder=name)


def asking_on(ledger: Ledger, carrier: ForgetfulCarrier, clock: Clock) -> Asking:
    exchange = exchange_over(ledger, clock, carrier)
    return Asking(ledger=ledger, exchange=exchange, chance=SystemChance(), clock=clock)
