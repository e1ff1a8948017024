"""Without a carrier the official is asked by chat alone, no household is, nobody is accused."""

from datetime import datetime, timedelta

from fieldwork.no_telephone import NoTelephone
from inspection.contact import Contact
from inspection.disposition import Disposition
from tests.scenarios.calling import calls_over
from tests.scenarios.check import MakeTown, stop_drawing
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import SHANGHAI, Town, small_roster

NO_CARRIER = {
    "MINGCHA_TWILIO_ACCOUNT_SID": "",
    "MINGCHA_TWILIO_AUTH_TOKEN": "",
    "MINGCHA_CALLER_NUMBER": "",
}
REMINDER = "A reminder"


def town_without_carrier(make_town: MakeTown, *, language: str = "en") -> Town:
    town = make_town(settings=NO_CARRIER, roster=small_roster(officials=1, language=language))
    for person in ("O1", "I1"):
        town.chat(person).starts(town.codes[person]).shares_contact().reads_all()
    stop_drawing(town)
    return town


def the_only_contact(town: Town) -> Contact:
    (contact,) = town.book().contacts()
    return contact


def test_the_official_is_asked_by_chat_and_no_household_is_asked_at_all(
    make_town: MakeTown,
) -> None:
    town = town_without_carrier(make_town)
    assert town.drawn().households == []
    town.to(11)
    chat = town.chat("O1").receives("Unannounced check").taps("In the village")
    chat.receives("Please type").says("Mending the pipe.").receives("Thank you")
    town.to(23)

    assert the_only_contact(town).disposition == "COMPLETE"
    assert town.book().findings() == []
    town.chat("I1").receives(
        "No telephone lane: households were not asked, and the official was asked by chat alone."
    )
    town.chat("I1").receives("In 1 of them there was no telephone lane")
    assert town.world.counts.requests["twilio.calls.create"] == 0


def test_the_summary_says_so_in_chinese_too(make_town: MakeTown) -> None:
    town = town_without_carrier(make_town, language="zh")
    town.drawn()
    town.to(11)
    chat = town.chat("O1").receives("抽查").taps("请假").receives("哪天")
    chat.says("周五。").receives("回答已经记下")
    town.to(23)
    town.chat("I1").receives("没有电话线路：未询问农户").receives("其中1次没有电话线路")


def test_an_official_who_never_answers_is_not_called_unreachable(make_town: MakeTown) -> None:
    """Messages may lie unread on a lost telephone, and nobody rang."""
    town = town_without_carrier(make_town)
    town.drawn()
    town.to(23, day=6)
    town.chat("O1").reads_all()
    town.chat("I1").reads_all()
    contact = the_only_contact(town)
    assert contact.disposition == Disposition.NON_CONTACT
    with town.product.foundation.ledger.read() as book:
        channels = {attempt.channel for attempt in book.contacts.attempts(contact.id)}
    assert channels == {"chat"}
    assert town.book().findings() == []


def test_an_official_who_blocked_the_bot_is_not_attempted_rather_than_out_of_service(
    make_town: MakeTown,
) -> None:
    town = town_without_carrier(make_town)
    town.drawn()
    town.chat("O1").blocks()
    town.to(23, day=6)
    town.chat("O1").reads_all()
    town.chat("I1").reads_all()
    assert the_only_contact(town).disposition == Disposition.NOT_ATTEMPTED
    assert town.book().findings() == []


def take_the_carrier_away(town: Town) -> None:
    """As after a restart without the carrier's settings."""
    foundation, engine = town.product.foundation, town.product.engine
    calls_over(foundation, engine, NoTelephone())


def test_calls_that_were_planned_wait_when_the_carrier_goes_and_blame_nobody(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    """Somebody removed the carrier's settings in the middle of an inspection."""
    town = make_town(roster=small_roster(officials=1))
    town.link("O1")
    stop_drawing(town)
    households = town.drawn().households
    assert len(households) == 2
    take_the_carrier_away(town)
    log.expects("the carrier wants an operator: code no carrier")
    town.to(11)
    chat = town.chat("O1").receives("Unannounced check").taps("In the village")
    chat.receives("Please type").says("Mending the pipe.").receives("Thank you")
    town.clock.run_until(datetime(2026, 3, 2, 23, tzinfo=SHANGHAI) + timedelta(days=5))

    outcomes = {c.disposition for c in town.book().contacts() if c.kind == "household"}
    assert outcomes == {Disposition.CARRIER_FAULT}
    with town.product.foundation.ledger.read() as book:
        addresses = book.roster.voice_addresses("household", households[0])
    assert all(address.usable for address in addresses), "no number was struck out for it"
    assert town.book().findings() == []
