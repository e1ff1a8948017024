"""What an administrator is told: one message an incident."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from documents.calendar import calendar_of
from fieldwork.alerts import Endings, alert
from inspection.incident import QUIET, IncidentKind
from simulator.chat_script import ChatScript
from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import Town, small_roster

NUMBER = "+8619900009001"
EVERY_HALF_HOUR = {"draw.hours": "09:00-12:00"} | NO_HOUSEHOLDS


def supervised(make_town: MakeTown, **policy: str) -> Town:
    roster = small_roster()
    (inspector,) = roster.inspectors
    administrator = replace(
        inspector,
        inspector="A1",
        name="Administrator Hu",
        phone=NUMBER,
        region="53",
        role="administrator",
    )
    town = make_town(
        roster=replace(roster, inspectors=(inspector, administrator)),
        policy=EVERY_HALF_HOUR | policy,
    )
    town.link("I1")
    chat = administrator_of(town).starts(town.codes["A1"]).receives("share").shares_contact()
    chat.receives("connected")
    return town


def administrator_of(town: Town) -> ChatScript:
    return town.world.chat("A1", number=NUMBER, first_name="A1")


def test_slots_missed_in_a_row_are_one_message(make_town: MakeTown) -> None:
    town = supervised(make_town)
    town.to(9, 10)
    town.world.move_to(town.world.now + timedelta(hours=2))  # an outage: nothing runs
    town.clock.now = town.world.now
    town.clock.settle()
    administrator_of(town).receives("A slot was missed").sees("not committed before it")
    administrator_of(town).receives_nothing()
    town.chat("I1").receives_nothing()


def test_a_carrier_that_refuses_everything_is_told_of_once(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: stopped, code 21215")
    town = supervised(make_town, **{"household.calls": "2"})
    refusal = {"code": 21215, "message": "not permitted", "status": 400}
    town.world.faults.answer("twilio.calls.create", status=400, body=refusal, nth=None)
    town.link("O1")
    town.to(21)
    administrator_of(town).receives("The carrier refuses our requests (code 21215)")
    assert town.world.counts.requests["twilio.calls.create"] > 2
    administrator_of(town).receives_nothing()
    town.chat("I1").reads_all()
    town.chat("O1").reads_all()
    assert not any("carrier" in message.text for message in town.chat("I1").messages)


def test_an_alert_waits_until_the_messenger_takes_messages_again(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane chat is held: stopped, code 401")
    town = supervised(make_town)
    refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    for n in (1, 2):
        town.world.faults.answer("telegram.sendMessage", status=401, body=refusal, nth=n)
    before = town.world.counts.requests["telegram.sendMessage"]
    town.chat("O1").starts(town.codes["O1"])
    administrator_of(town).receives_nothing()
    town.clock.advance(minutes=9)
    assert town.world.counts.requests["telegram.sendMessage"] == before + 1
    town.clock.advance(minutes=20)
    assert town.world.counts.requests["telegram.sendMessage"] == before + 2
    town.clock.advance(minutes=2)
    town.chat("O1").receives("share your own contact")
    administrator_of(town).receives("The messenger refuses our messages (code 401)")
    administrator_of(town).receives("The lane chat works again.")
    administrator_of(town).receives_nothing()


def test_guessing_is_told_of_once_a_chat(make_town: MakeTown) -> None:
    town = supervised(make_town)
    for user in (1, 2):
        chat = town.world.chat(f"G{user}", number=f"+861990000777{user}", user_id=700 + user)
        for n in range(24):
            chat.starts(f"{n:020x}")
        chat.reads_all()
    for _ in range(2):
        administrator_of(town).receives("Somebody tries invitation codes: 21 wrong ones")
    administrator_of(town).receives_nothing()


def test_what_cannot_be_applied_is_told_of_once(make_town: MakeTown, log: ExpectedLog) -> None:
    log.expects("could not be applied")
    town = supervised(make_town)
    for n in (1, 2):
        town.product.foundation.inbox.append("telegram", f"{n}", b"poison", town.world.now)
    town.product.engine.wake()
    town.clock.settle()
    administrator_of(town).receives_nothing()
    town.clock.advance(minutes=2)
    administrator_of(town).receives("Something that came in (telegram) could not be applied")
    administrator_of(town).receives_nothing()


@pytest.mark.parametrize(("days", "told"), [(31, False), (29, True)])
def test_what_ends_within_thirty_days_is_told_of(
    make_town: MakeTown, days: int, told: bool
) -> None:
    town = supervised(make_town)
    ledger = town.product.foundation.ledger
    with ledger.write() as book:
        book.policy.set_calendar(calendar_of([2025, 2026]))
    end = town.product.custody.custodians[0].start + timedelta(days=366)
    endings = Endings(ledger=ledger, custodians=town.product.custody.custodians)
    for _ in range(3):
        endings.work(end - timedelta(days=days))
    with ledger.read() as book:
        (chat,) = book.chats.of_person("inspector", "A1")
        texts = [one.letter.text for one in book.messages.awaited(chat.id)]
    chains = [text for text in texts if "chain of codes" in text]
    assert len(chains) == int(told)
    past = date(2026, 12, 31) < (end - timedelta(days=days)).astimezone(UTC).date()
    calendars = [text for text in texts if "The calendar of working days ends on" in text]
    assert len(calendars) == int(past or told)
    with ledger.write() as book:
        for message in book.messages.awaited(chat.id):
            book.messages.save(replace(message, state="FAILED", next_at=None))


def test_an_incident_that_comes_back_after_a_quiet_time_is_told_again(
    make_town: MakeTown,
) -> None:
    town = supervised(make_town)
    now = town.world.now

    def again(later: timedelta) -> None:
        with town.product.foundation.ledger.write() as book:
            alert(book, IncidentKind.CARRIER, "20003", now + later)

    def written() -> int:
        with town.product.foundation.ledger.read() as book:
            (chat,) = book.chats.of_person("inspector", "A1")
            return len([one for one in book.messages.awaited(chat.id) if one.kind == "alert"])

    for later, told in (
        (timedelta(0), 1),
        (QUIET, 1),
        (2 * QUIET, 1),
        (3 * QUIET + timedelta(seconds=1), 2),
    ):
        again(later)
        assert written() == told
    administrator_of(town).reads_all()
