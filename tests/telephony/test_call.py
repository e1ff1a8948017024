"""Whole calls: our carrier and our doors, the provider's library, somebody on the line."""

from datetime import timedelta

import pytest

from inspection.call import CallEvent, Heard, Line, Turn
from inspection.disposition import Disposition
from inspection.speech import asked, goodbye
from simulator import World
from telephony.carrier import TwilioCarrier
from telephony.status import read_status
from tests.inspection import questions
from tests.shelf import Shelf
from tests.telephony.doors import PUBLIC, TOKEN, doors
from tests.telephony.street import Street

VILLAGER_NUMBER = "+8619900000001"


def converse(heard: Heard) -> Turn:
    """Asks for consent until a key comes, then takes leave."""
    if heard.machine:
        return Turn(lines=(), step=0, listens=False)
    if heard.digits == "1":
        lines = goodbye(Disposition.COMPLETE, "en")
        return Turn(lines=lines, step=heard.step + 1, listens=False)
    consent = questions.asked("consent", "en")
    lines = (Line(language="zh", text="您好。"), *asked(consent.turn, "en"))
    return Turn(lines=lines, step=heard.step + 1, listens=True)


@pytest.fixture
def inbox(world: World, street: Street) -> Shelf:
    shelf = Shelf()
    street.opens(doors(inbox=shelf, converse=converse, auth_tokens=(world.twilio.auth_token,)))
    world.route(PUBLIC, street.address)
    return shelf


def rung(world: World, carrier: TwilioCarrier, inbox: Shelf) -> list[CallEvent]:
    carrier.call(VILLAGER_NUMBER, TOKEN)
    world.run_until(world.now + timedelta(minutes=5))
    world.verify()
    return [read_status(body) for body in inbox.items.values()]


def test_a_villager_hears_the_question_presses_a_key_and_is_thanked(
    world: World, carrier: TwilioCarrier, inbox: Shelf
) -> None:
    phone = world.phone(VILLAGER_NUMBER).answers()
    phone.hears("您好。").hears("willing to answer").stays_silent()
    phone.hears("willing to answer").chooses("yes").hears("Thank you")
    events = rung(world, carrier, inbox)
    assert [event.progress for event in events] == ["dialling", "ringing", "answered", "ended"]
    assert events[-1].ended is None
    assert events[-1].seconds > 0


@pytest.mark.parametrize(
    ("line", "disposition"),
    [
        ("is_busy", Disposition.BUSY),
        ("does_not_answer", Disposition.NON_CONTACT),
        ("is_out_of_service", Disposition.OUT_OF_SERVICE),
        ("machine_answers", Disposition.ANSWERING_MACHINE),
    ],
)
def test_a_line_without_a_person_becomes_a_disposition(
    world: World, carrier: TwilioCarrier, inbox: Shelf, line: str, disposition: Disposition
) -> None:
    getattr(world.phone(VILLAGER_NUMBER), line)()
    assert rung(world, carrier, inbox)[-1].ended is disposition


def test_whoever_hangs_up_midway_was_reached(
    world: World, carrier: TwilioCarrier, inbox: Shelf
) -> None:
    world.phone(VILLAGER_NUMBER).answers().hangs_up(after_prompt="您好。")
    last = rung(world, carrier, inbox)[-1]
    assert (last.progress, last.ended, last.machine) == ("ended", None, False)
