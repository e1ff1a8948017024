"""Somebody calls the number that we showed, on both databases."""

from datetime import timedelta

from inspection.disposition import Disposition
from tests.scenarios.carrier_door import knock, signed
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.town import Town, household_number
from tests.scenarios.village import ONLY_ONE, Village

MENU = "Nobody needs to call back"


def test_whoever_was_called_in_vain_is_called_again_at_once(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().does_not_answer()
    village.until_ended()
    village.town.clock.advance(minutes=10)
    phone.calls_us().hears(MENU).presses("1").hears("Please hang up")
    village.answers_in_full()
    asked_at = village.town.world.now
    village.town.clock.advance(minutes=10)
    assert village.outcomes() == ["NON_CONTACT", "COMPLETE"]
    assert village.rung_at()[1] - asked_at < timedelta(minutes=2)
    assert village.contact().disposition is Disposition.COMPLETE


def test_who_calls_outside_the_hours_is_called_when_they_begin(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().does_not_answer()
    village.until_ended()
    village.town.to(22)
    phone.calls_us().hears(MENU).presses("1").hears("when the hours for calls begin")
    village.answers_in_full()
    village.town.to(19, day=3)
    assert village.rung_at()[1].strftime("%d %H:%M") == "03 18:00"
    assert village.outcomes()[1] == "COMPLETE"


def test_who_was_never_called_keeps_the_drawn_moment(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    planned = village.contact().planned_at
    village.phone().calls_us().hears(MENU).presses("1").hears("Please hang up")
    village.answers_in_full()
    village.town.to(23)
    assert abs(village.rung_at()[0] - planned) < timedelta(minutes=2)


def test_nobody_is_called_who_is_calling_us(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.clock.run_until(village.contact().planned_at - timedelta(seconds=5))
    village.phone().calls_us().hears(MENU).stays_silent()
    village.town.clock.advance(seconds=20)
    assert village.attempts() == []
    village.answers_in_full()
    village.town.clock.advance(minutes=15)
    assert village.outcomes() == ["COMPLETE"]


def test_a_call_back_while_we_are_calling_is_heard_and_not_called_twice(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().does_not_answer()
    village.until_called()
    village.town.clock.advance(seconds=5)
    assert village.attempts()[0].provider_id  # it rings
    phone.calls_us().hears(MENU).presses("1").hears("Please hang up")
    village.answers_in_full()
    village.town.clock.advance(minutes=15)
    assert village.outcomes() == ["NON_CONTACT", "COMPLETE"]


def test_a_shown_number_that_is_another_ones_brings_the_call_to_its_owner(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().does_not_answer()
    village.until_ended()
    stranger = village.town.world.phone("+8619900009999")
    number = household_number(int(village.household()[1:]))
    stranger.calls_us(showing=number).hears(MENU).presses("1").hears("Please hang up")
    village.answers_in_full()
    village.town.clock.advance(minutes=15)
    assert village.outcomes() == ["NON_CONTACT", "COMPLETE"]
    assert stranger.calls == []


def test_an_official_who_calls_back_is_called_on_the_number_of_the_register(
    make_town: MakeTown,
) -> None:
    policy = {"official.voice_attempts": "2", "official.answer_minutes": "150"}
    check = Check.asked_in(make_town, policy=policy)
    phone = check.phone.does_not_answer()
    while not any(attempt.ended_at for attempt in check.attempts if attempt.channel == "voice"):
        check.town.clock.advance(minutes=5)
    phone.calls_us().hears(MENU).presses("1").hears("Please hang up")
    phone.answers().hears("Where are you now").chooses("In the village").hears("Thank you")
    check.town.clock.advance(minutes=10)
    assert check.said == {"whereabouts": "village"}
    check.chat.receives("A reminder")


def test_only_the_carrier_may_say_that_somebody_calls(town: Town) -> None:
    form = {"CallSid": "CA1", "From": household_number(1), "To": "+861055500100", "Digits": "7"}
    for path in ("/voice/in", "/voice/in/1", "/voice/in/1/wait/1", "/voice/in/status"):
        for signature in ("", "bm9uc2Vuc2U=", signed(town, "/voice/in/9", form)):
            assert knock(town, path, form, signature=signature).status_code == 403
    assert "nobody needs to call back" in knock(town, "/voice/in", form).text.lower()
    assert "<Hangup" in knock(town, "/voice/in/1", form).text
    assert knock(town, "/voice/in/status", form | {"CallStatus": "completed"}).status_code == 204
    with town.product.foundation.ledger.read() as book:
        assert [one.how for one in book.opt_outs.current()] == ["call"]
