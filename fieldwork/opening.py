"""A drawn slot becomes inspections: for each pick one official's check and the household calls."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from fieldwork.announced import Announced
from fieldwork.book import Book, StoredPick, StoredSlot
from fieldwork.burden import may_ask_household, may_ask_official
from fieldwork.framing import Framed
from fieldwork.ports import Chance
from fieldwork.regional import Versioned
from fieldwork.rules import Rules, policy_day
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.draw import Pick, in_ticket_order, offset_seconds
from inspection.plan import asked_days, household_dialogue, household_moment, official_dialogue

_TOKEN_BYTES = 8


def open_inspections(
    book: Book,
    slot: StoredSlot,
    framed: Framed,
    chosen: Sequence[Pick],
    *,
    inside: bytes,
    now: datetime,
    chance: Chance,
    telephone: bool,
) -> None:
    """Without a telephone no household is asked: the inspection keeps that it was so."""
    for pick in chosen:
        stored = _store_pick(book, slot, framed, pick, inside)
        rules = Rules.at(book, now, stored.village)
        days = asked_days(stored.picked_for, rules.official_window)
        inspection = book.inspections.open(stored.id, days, rules.version, now, telephone=telephone)
        _open_official(book, rules, stored, inspection, now, chance)
        for _ in range(rules.policy.household_calls if telephone else 0):
            open_next_household(book, rules, stored, inspection, now, chance)
        if rules.paused:
            _begin_nothing(book, inspection, now)


def _begin_nothing(book: Book, inspection: int, now: datetime) -> None:
    """The pause came after the frame was committed: what was drawn stands, and nobody is asked."""
    for contact in book.contacts.of_inspection(inspection):
        if contact.closed:
            continue
        book.contacts.save(contact.close(Disposition.NOT_ATTEMPTED, now))
        book.audit.note(
            now,
            "scheduler",
            f"contact closed {Disposition.NOT_ATTEMPTED}",
            f"contact {contact.id}: the region is paused",
        )


def _store_pick(
    book: Book, slot: StoredSlot, framed: Framed, pick: Pick, inside: bytes
) -> StoredPick:
    people = framed.candidates[pick.unit]
    unit = (pick.unit,)
    seconds = int((slot.closes_at - slot.opens_at).total_seconds())
    offset = timedelta(seconds=offset_seconds(inside, pick.unit, seconds))
    stored = StoredPick(
        id=0,
        slot=slot.id,
        unit=pick.unit,
        village=framed.villages[pick.unit],
        pi_ppb=pick.pi_ppb,
        ticket=pick.ticket,
        picked_for=slot.opens_at + offset,
        respondents=in_ticket_order(inside, "respondent", unit, people.respondent),
        households=in_ticket_order(inside, "household", unit, people.household),
        inspectors=in_ticket_order(inside, "inspector", unit, people.inspector),
        inside_key=inside,
    )
    return book.slots.add_pick(stored)


def _open_official(
    book: Book,
    rules: Rules,
    pick: StoredPick,
    inspection: int,
    now: datetime,
    chance: Chance,
) -> None:
    """The first in ticket order who may be asked today; who may not is passed over, and the
    unit's chance does not move for it."""
    told = Announced.of(book, policy_day(book, now), pick.respondents)
    in_force = Versioned(policy=rules.policy, version=rules.version)
    asked = next(
        (
            (rank, official)
            for rank, official in enumerate(pick.respondents, start=1)
            if told.may_be_asked(official, in_force)
            and may_ask_official(book, rules, official, now)
        ),
        None,
    )
    rank, official = asked or (1, pick.respondents[0])
    contact = Contact(
        id=0,
        inspection=inspection,
        kind="official",
        person=official,
        rank=rank,
        token=chance.token(_TOKEN_BYTES).hex(),
        opened_at=now,
        planned_at=pick.picked_for,
        close_by=_close_by(rules, pick),
        next_at=pick.picked_for,
        dialogue=official_dialogue(pick.inside_key, pick.unit, official),
        language=book.roster.official(official).language,
    )
    if asked is None:
        contact = contact.close(Disposition.NOT_ATTEMPTED, now)
    book.contacts.open(contact)


def open_next_household(
    book: Book,
    rules: Rules,
    pick: StoredPick,
    inspection: int,
    now: datetime,
    chance: Chance,
) -> bool:
    """Opens a call to the next household in ticket order that may be called and shares no number
    with one tried for this pick: two answers from one telephone are not two households' word.

    False if none is left, or if so many were tried for this pick as the policy allows."""
    tried = [c for c in book.contacts.of_inspection(inspection) if c.kind == "household"]
    if len(tried) >= rules.policy.household_contacts_an_inspection:
        return False
    taken = {contact.person for contact in tried}
    beyond = max((contact.rank for contact in tried), default=0)
    for rank, name in enumerate(pick.households[beyond:], start=beyond + 1):
        if not book.roster.voice_addresses("household", name):
            continue
        if not taken.isdisjoint(book.roster.sharing(name)):
            continue
        if not may_ask_household(book, rules, name, now):
            continue
        household = book.roster.household(name)
        planned = household_moment(
            pick.inside_key,
            pick.unit,
            name,
            window=rules.household_window,
            after=max(now, pick.picked_for),
        )
        book.contacts.open(
            Contact(
                id=0,
                inspection=inspection,
                kind="household",
                person=name,
                rank=rank,
                token=chance.token(_TOKEN_BYTES).hex(),
                opened_at=now,
                planned_at=planned,
                close_by=_close_by(rules, pick),
                next_at=planned,
                dialogue=household_dialogue(
                    pick.inside_key, pick.unit, name, in_programme=household.in_programme
                ),
                language=household.language,
            )
        )
        return True
    return False


def _close_by(rules: Rules, pick: StoredPick) -> datetime:
    """Midnight after so many further working days as the policy keeps an inspection open."""
    zone = rules.zone
    day = pick.picked_for.astimezone(zone).date()
    for _ in range(rules.policy.household_open_days):
        day = rules.calendar.next_working(day + timedelta(days=1))
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)
