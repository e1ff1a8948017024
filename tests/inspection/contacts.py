"""Contacts for tests: `called("Tue 12:30", BUSY)` is a call of the first week of March 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from inspection.contact import Address, Attempt, AttemptState, Contact, ContactKind, Purpose
from inspection.dialogue import Dialogue
from inspection.disposition import Disposition
from inspection.plan import household_dialogue, official_dialogue
from inspection.policy import Policy
from inspection.pursuit import Pursuit
from inspection.question_set import question_set
from inspection.window import household_window, official_window
from tests.inspection.weekdays import weekdays

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
CALENDAR = weekdays(2026, 2026)
POLICY = Policy.of({})
KEY = bytes(32)
VILLAGER, OFFICIAL = question_set("villager"), question_set("official")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def at(text: str) -> datetime:
    """A local time in UTC: "09:00" on Monday 2 March 2026, "Tue 09:00" the day after."""
    day, _, clock = text.rpartition(" ")
    local = datetime.fromisoformat(f"{MONDAY + timedelta(days=_DAYS.index(day or 'Mon'))} {clock}")
    return local.replace(tzinfo=ZONE).astimezone(UTC)


def phone(number: int = 1, *, rank: int = 0, usable: bool = True) -> Address:
    return Address(channel="voice", id=number, rank=rank or number, usable=usable)


def chat(number: int = 9, *, usable: bool = True) -> Address:
    return Address(channel="chat", id=number, rank=1, usable=usable)


def ringing(when: str, *, number: int = 1) -> Attempt:
    """A call that is under way: it counts already, and nobody knows how it ends."""
    return Attempt(
        id=0,
        contact=1,
        channel="voice",
        address=number,
        purpose="ask",
        token="t",
        state=AttemptState.RINGING,
        made_at=at(when),
        deadline=at(when) + timedelta(minutes=8),
        confirmed_at=at(when),
    )


def called(when: str, outcome: Disposition, *, number: int = 1) -> Attempt:
    """A call that is over within the minute. The carrier confirms none that it could not make."""
    lost = outcome in (Disposition.CARRIER_FAULT, Disposition.OUT_OF_SERVICE)
    return replace(
        ringing(when, number=number),
        state=AttemptState.FINAL,
        confirmed_at=None if lost else at(when),
        ended_at=at(when) + timedelta(seconds=40),
        disposition=outcome,
    )


def leaving(when: str, purpose: Purpose = "ask") -> Attempt:
    """A message on its way."""
    return replace(
        ringing(when, number=9),
        channel="chat",
        purpose=purpose,
        state=AttemptState.SENDING,
        deadline=at(when) + timedelta(minutes=2),
        confirmed_at=None,
    )


def written(when: str, purpose: Purpose = "ask") -> Attempt:
    """A message that arrived at once."""
    return replace(leaving(when, purpose), state=AttemptState.SENT, confirmed_at=at(when))


def undelivered(when: str, outcome: Disposition, purpose: Purpose = "ask") -> Attempt:
    return replace(
        leaving(when, purpose), state=AttemptState.FINAL, ended_at=at(when), disposition=outcome
    )


def dialogue(kind: ContactKind) -> Dialogue:
    if kind == "official":
        return official_dialogue(OFFICIAL, KEY, "T1", "O1")
    return household_dialogue(VILLAGER, KEY, "T1", "H1", in_programme=True)


def contact(kind: ContactKind, *, planned: str = "09:00", close_by: str = "Thu 23:59") -> Contact:
    return Contact(
        id=1,
        inspection=1,
        kind=kind,
        person="O1" if kind == "official" else "H1",
        rank=1,
        token="0123456789abcdef",
        opened_at=at("08:00"),
        planned_at=at(planned),
        close_by=at(close_by),
        next_at=at(planned),
        dialogue=dialogue(kind),
        language="zh",
    )


def household(
    *attempts: Attempt,
    addresses: tuple[Address, ...] = (phone(),),
    planned: str = "12:30",
    close_by: str = "Thu 23:59",
    policy: Policy = POLICY,
) -> Pursuit:
    """A household to be called from 12:30 on: open are 12:00-13:30 and 18:00-20:30."""
    return Pursuit(
        contact=contact("household", planned=planned, close_by=close_by),
        addresses=addresses,
        attempts=attempts,
        policy=policy,
        window=household_window(policy, CALENDAR, policy.zone),
    )


def official(
    *attempts: Attempt,
    addresses: tuple[Address, ...] = (chat(), phone()),
    planned: str = "09:00",
    close_by: str = "Thu 23:59",
    policy: Policy = POLICY,
) -> Pursuit:
    """An official to be asked from 9:00 on: open is 08:00-18:00."""
    return Pursuit(
        contact=contact("official", planned=planned, close_by=close_by),
        addresses=addresses,
        attempts=attempts,
        policy=policy,
        window=official_window(policy, CALENDAR, policy.zone),
    )


def answering(pursuit: Pursuit, **answers: str) -> Pursuit:
    """The same pursuit after the person answered some questions."""
    contact = pursuit.contact
    return replace(
        pursuit, contact=replace(contact, dialogue=replace(contact.dialogue, answers=answers))
    )
