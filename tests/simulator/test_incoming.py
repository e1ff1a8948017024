"""People who call and write to the product."""

from dataclasses import replace
from pathlib import Path

from twilio.rest import Client

from simulator import County, World
from tests.simulator.conftest import PUBLIC
from tests.simulator.product import Product, gather, say
from tests.simulator.test_county import DAYS, STEADY, at_evening, call
from tests.simulator.town import write_roster

VILLAGER = "+8619900000009"


def takes_calls(world: World) -> None:
    ours = world.twilio.property
    ours.voice_url, ours.sms_url = f"{PUBLIC}/in", f"{PUBLIC}/sms"
    ours.status_callback = f"{PUBLIC}/over"


def test_somebody_calls_us_presses_a_key_and_the_end_is_told(
    world: World, product: Product
) -> None:
    takes_calls(world)
    product.documents["/in"] = say(gather("Press 1.", "/next"))
    product.documents["/next"] = say("<Say>Goodbye.</Say>")
    world.phone(VILLAGER).calls_us().hears("Press 1").presses("1").hears("Goodbye")
    world.run_until(world.now.replace(hour=23))
    (first,), (pressed,), (over,) = (product.at(path) for path in ("/in", "/next", "/over"))
    assert (first["From"], first["Direction"]) == (VILLAGER, "inbound")
    assert first["To"] == world.twilio.caller_number
    assert pressed["Digits"] == "1"
    assert (over["CallStatus"], over["CallSid"]) == ("completed", first["CallSid"])


def test_a_text_to_us_is_delivered_as_often_as_it_is_said(world: World, product: Product) -> None:
    takes_calls(world)
    world.phone(VILLAGER).texts("STOP")
    world.twilio.write_text(VILLAGER, "再见", times=2)
    world.run_until(world.now.replace(hour=23))
    assert [text["Body"] for text in product.at("/sms")] == ["STOP", "再见", "再见"]
    assert len({text["MessageSid"] for text in product.at("/sms")}) == 2


def test_where_nobody_takes_them_calls_and_texts_go_nowhere(world: World, product: Product) -> None:
    world.phone(VILLAGER).calls_us().texts("STOP")
    world.run_until(world.now.replace(hour=23))
    assert product.received == []


def test_a_villager_who_missed_a_call_calls_back_and_takes_the_next(
    world: World, product: Product, twilio: Client, tmp_path: Path
) -> None:
    takes_calls(world)
    folder = write_roster(tmp_path)
    habits = replace(STEADY, calls_back=1, texts_stop=0)
    county = County.from_roster(folder, world=world, seed=3, days=DAYS, habits=habits)
    product.documents["/in"] = say(gather("To be called by us, press 1.", "/next"))
    product.documents["/next"] = say("<Say>Goodbye.</Say>")
    product.documents["/voice"] = say("<Say>Hello.</Say>")
    at_evening(world)
    numbers = [h.numbers[0] for h in list(county.roster.households.values())[:40]]
    for number in numbers:
        call(twilio, world, number)
    world.run_until(world.now.replace(hour=13))
    missed = [c.to for c in world.twilio.exchange.calls.values() if c.status == "no-answer"]
    assert missed
    assert sorted(asked["From"] for asked in product.at("/next")) == sorted(missed)
    for number in missed:
        call(twilio, world, number)
    world.run_until(world.now.replace(hour=14))
    taken = [c.to for c in world.twilio.exchange.calls.values() if c.answered and not c.incoming]
    assert set(missed) <= set(taken)
