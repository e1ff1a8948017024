"""The program is down for days: nobody is blamed for it, and nobody is rung in a burst after it."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from fieldwork.hearing import EAR, heard
from inspection.disposition import Disposition
from simulator.carrier.call import Call
from simulator.carrier.callee import NoAnswer
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import PUBLIC_URL, SHANGHAI, Town, household_number, small_roster
from tests.scenarios.village import Village

WAS_DOWN = "nobody was pursued for"
DAYS = timedelta(days=3)
NOBODY = "http://127.0.0.1:9"
"""Where nobody listens."""


class RingsOut:
    def rings(self, call: Call) -> NoAnswer:
        return NoAnswer()


def is_down(town: Town, *, until: datetime) -> None:
    """Nothing of the product runs meanwhile, whatever happens outside."""
    town.world.move_to(until)
    town.clock.now = until
    town.clock.settle()


def called_at(town: Town) -> list[datetime]:
    return [call.created.astimezone(SHANGHAI) for call in town.world.twilio.exchange.calls.values()]


@pytest.mark.parametrize("open_days", [2, 5])
def test_households_whose_days_passed_are_closed_as_our_outage_and_the_others_are_called_in_turn(
    make_town: MakeTown, log: ExpectedLog, open_days: int
) -> None:
    """Down from Monday at five, before anybody was called, to Thursday at five. The twin's days
    are not over then: its households are called in their hours, one after another."""
    log.expects(WAS_DOWN)
    policy = {
        "household.open_days": str(open_days),
        "household.calls": "4",
        "lane.calls_at_once": "1",
    }
    village = Village.drawn_in(make_town, policy=policy, roster=small_roster(officials=1))
    town = village.town
    for n in range(1, 6):
        town.world.settle_in(household_number(n), RingsOut())
    town.to(17)
    is_down(town, until=town.clock.now + DAYS)
    homes = [one for one in town.book().contacts() if one.kind == "household"]
    assert len(homes) == 4
    if open_days == 2:
        assert {one.disposition for one in homes} == {Disposition.OUTAGE}
        assert called_at(town) == []
        town.to(23, day=10)
        assert called_at(town) == []
        ours = "our own outage (OUTAGE 3.16): the program could not work from 2 March "
        assert village.summary().count(ours) == 4
        assert village.summary().count(" to 5 March 17:00") == 4
        assert town.book().findings() == []
        return
    assert {one.disposition for one in homes} == {None}
    town.to(20, day=5)
    moments = called_at(town)
    assert len(moments) == 4
    assert all(moment.hour >= 18 and moment.day == 5 for moment in moments)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) >= timedelta(seconds=25)


@pytest.mark.parametrize("down", [True, False])
def test_an_official_who_was_asked_before_an_outage_is_not_called_unreachable(
    make_town: MakeTown, log: ExpectedLog, down: bool
) -> None:
    """The twin: the same silence while the program runs is what it is."""
    policy = {"household.open_days": "3", "official.voice_attempts": "1"}
    check = Check.asked_in(make_town, policy=policy)
    town = check.town
    town.world.settle_in(check.phone.number, RingsOut())
    if down:
        log.expects(WAS_DOWN)
        is_down(town, until=town.clock.now + timedelta(days=4))
    town.to(23, day=12)
    check.chat.reads_all()
    town.chat("I1").reads_all()
    expected = Disposition.OUTAGE if down else Disposition.ATTEMPTS_EXHAUSTED
    assert check.contact.disposition is expected
    assert bool(town.book().findings()) is not down


def test_who_answers_after_a_short_outage_is_in_time_as_if_it_had_not_been(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    """Asked at ten with four hours; down from half past ten to three; answered at four."""
    log.expects(WAS_DOWN)
    check = Check.asked_in(make_town)
    town = check.town
    town.to(10, 40)
    is_down(town, until=town.clock.now + timedelta(hours=4, minutes=20))
    check.chat.receives("reminder").taps("In the village").receives("Please type")
    check.chat.says("Mending the pipe.").receives("Thank you")
    town.to(23)
    assert check.contact.disposition is Disposition.COMPLETE
    assert not check.contact.late


def test_a_standstill_without_anything_due_is_no_outage(make_town: MakeTown) -> None:
    """The twin of them all: the clock jumps over a night in which nobody was to be tried."""
    village = Village.drawn_in(make_town, policy={"household.calls": "0"})
    town = village.town
    town.to(23)
    is_down(town, until=town.clock.now + timedelta(hours=9))
    with town.product.foundation.ledger.read() as book:
        assert book.outages.since(datetime(2026, 1, 1, tzinfo=SHANGHAI)) == []


@pytest.mark.parametrize("deaf", [True, False])
def test_who_presses_a_button_while_nothing_comes_in_is_neither_late_nor_called(
    make_town: MakeTown, log: ExpectedLog, deaf: bool
) -> None:
    """The workers live, the web processes do not; a button is pressed as soon as they are back,
    half an hour after the deadline. The twin: all live, and it is pressed then."""
    check = Check.asked_in(make_town)
    if not deaf:
        check.phone.does_not_answer()
    ledger = check.town.product.foundation.ledger
    check.after(hours=3, minutes=55)
    heard(ledger, check.town.clock.now)
    if deaf:
        log.expects("nothing came in for 35 minutes")
        check.after(hours=4, minutes=30)
        heard(ledger, check.town.clock.now)
    else:
        for minute in range(56, 91):
            check.after(hours=3, minutes=minute)
            heard(ledger, check.town.clock.now)
    check.chat.receives("reminder").taps("On leave").receives("Until when")
    check.chat.says("Friday.").receives("recorded." if deaf else "marked late")
    assert check.contact.late is not deaf
    assert [what for what, _, _ in check.tries] == [
        "chat ask",
        "chat remind",
        *(() if deaf else ("voice ask",)),
    ]
    assert check.contact.disposition is Disposition.COMPLETE


@pytest.mark.parametrize("deaf", ["chat", "south"])
def test_whoever_was_asked_at_a_bot_that_nobody_listens_to_is_neither_late_nor_called(
    make_town: MakeTown, log: ExpectedLog, deaf: str
) -> None:
    """Of two bots one alone is not listened to; what is written to the other comes in all the time.
    The twin: it is the other one, and the silence of the person is what it is."""
    log.expects(f"nothing came in for bot {deaf} for 35 minutes")
    check = Check.asked_in(make_town)
    if deaf == "south":
        check.phone.does_not_answer()
    ledger = check.town.product.foundation.ledger
    check.after(hours=3, minutes=55)
    heard(ledger, check.town.clock.now, ["chat", "south"])
    for minute in range(56, 91):
        check.after(hours=3, minutes=minute)
        heard(ledger, check.town.clock.now, ["chat" if deaf == "south" else "south"])
    assert [what for what, _, _ in check.tries] == [
        "chat ask",
        "chat remind",
        *(() if deaf == "chat" else ("voice ask",)),
    ]
    heard(ledger, check.town.clock.now, [deaf])
    check.chat.receives("reminder").taps("On leave").receives("Until when")
    check.chat.says("Friday.").receives("recorded." if deaf == "chat" else "marked late")
    assert check.contact.late is (deaf == "south")


def test_who_was_asked_at_a_bot_that_is_given_up_is_no_person_who_was_silent(
    make_town: MakeTown,
) -> None:
    """After a day nobody waits for the bot any more: they are called, and where that fails, too,
    the check ends as our outage."""
    check = Check.asked_in(make_town, policy={"official.voice_attempts": "1"})
    town = check.town
    town.world.settle_in(check.phone.number, RingsOut())
    with town.product.foundation.ledger.write() as book:
        book.outages.beat(f"{EAR} chat", town.clock.now)
    town.to(23)
    assert [what for what, _, _ in check.tries] == ["chat ask"]
    assert not check.contact.closed
    town.to(23, day=12)
    check.chat.reads_all()
    assert check.contact.disposition is Disposition.OUTAGE
    assert town.book().findings() == []


def test_words_that_were_written_in_time_and_came_in_late_are_in_time(
    make_town: MakeTown,
) -> None:
    """The messenger could not deliver them for an hour, says when they were written, and the
    program never knew that it could not be reached."""
    check = Check.asked_in(make_town)
    town = check.town
    check.chat.taps("On leave").receives("Until when")
    check.after(hours=3, minutes=45)
    check.chat.receives("reminder")
    town.world.route(PUBLIC_URL, NOBODY)
    check.chat.says("Friday.")
    check.after(hours=4, minutes=45)
    assert check.contact.disposition is Disposition.PARTIAL
    town.world.route(PUBLIC_URL, town.address)
    check.after(hours=4, minutes=50)
    check.chat.receives("your answer was recorded.")
    assert check.said["leave_detail"] == "Friday."
    assert check.late == []
