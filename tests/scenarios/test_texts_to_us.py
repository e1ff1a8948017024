"""What people write to us by text message, on both databases."""

from inspection.disposition import Disposition
from tests.scenarios.carrier_door import knock, signed
from tests.scenarios.test_texting import stage, texted
from tests.scenarios.town import Town, household_number, official_number
from tests.scenarios.village import ONE, ONLY_ONE, MakeTown, Village


def answers(town: Town, number: str) -> list[str]:
    return [m.body for m in town.world.twilio.texting.messages.values() if m.to == number]


def opted_out(town: Town) -> list[str]:
    with town.product.foundation.ledger.read() as book:
        return [holder.person for one in book.opt_outs.current() for holder in one.holders]


def test_a_household_that_texts_stop_is_not_called_and_the_next_one_is(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    phone = village.phone(1).gets_text("已登记：不再给您发短信")
    phone.texts("退订")
    village.town.clock.advance(minutes=1)
    village.answers_in_full(2)
    village.town.to(23)
    assert village.called() == {village.household(2)}
    assert opted_out(village.town) == [village.household(1)]
    assert village.contact(1).disposition is Disposition.NOT_ATTEMPTED


def test_stop_after_a_call_that_was_missed_is_a_refusal(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().does_not_answer().gets_text("no survey calls")
    village.until_called()
    village.town.clock.advance(minutes=2)
    village.phone().texts("stop")
    village.town.to(23, day=4)
    assert len(village.calls()) == 1
    assert village.contact().disposition is Disposition.REFUSED


def test_a_text_that_is_delivered_three_times_is_one(town: Town) -> None:
    number = household_number(1)
    town.phone_of("H1").gets_text("no survey calls")
    town.world.twilio.write_text(number, "STOP", times=3)
    town.clock.advance(minutes=1)
    assert len(answers(town, number)) == 1
    # With the two reports of what became of our answer.
    assert town.book().inbox() == {"waiting": 0, "done": 3, "quarantined": 0}


def test_an_officials_stop_ends_the_texts_and_not_the_checks(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE | {"official.hours": "08:00-18:00"})
    town = village.town
    town.phone_of("O1").gets_text("Checks of officials go on").texts("STOP")
    village.answers_in_full()
    town.to(23)
    assert town.book().contact_of("O1").disposition is Disposition.COMPLETE
    assert opted_out(town) == ["O1"]
    assert "Asked for no more text messages. This refuses no check" in village.summary()


def test_an_invitation_that_waits_does_not_leave_after_a_stop(town: Town) -> None:
    texted(town, "O1")  # on a Sunday: it waits for the morning
    town.world.phone(official_number(1)).gets_text("no more texts").texts("STOP")
    town.to(12)
    assert len(answers(town, official_number(1))) == 1
    assert stage(town) == ("invited", "asked for no texts")


def test_only_the_carrier_may_say_that_somebody_wrote(town: Town) -> None:
    form = {"MessageSid": "SM1", "From": household_number(1), "To": "+861055500100", "Body": "STOP"}
    for signature in ("", "bm9uc2Vuc2U=", signed(town, "/text/out", form)):
        assert knock(town, "/text/in", form, signature=signature).status_code == 403
    assert opted_out(town) == []
    town.phone_of("H1").gets_text("no survey calls")
    assert knock(town, "/text/in", form).status_code == 200
    town.clock.advance(minutes=1)
    assert opted_out(town) == ["H1"]
