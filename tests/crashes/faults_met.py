"""Faults during which a product is killed, each as it is met on a day of the township."""

import threading
from dataclasses import replace
from datetime import timedelta

from fieldwork import lane_desk
from tests.crashes.scene import SECOND, Scene
from tests.crashes.townsfolk import DID
from tests.crashes.township import number_of, person_of
from tests.scenarios.held_store import HeldStore
from tests.scenarios.test_inert import HARM

CREATE, SEND = "twilio.calls.create", "telegram.sendMessage"
_POISONED = 10_001
"""A chat that nobody here has."""
_CHECK, _HERE = "Unannounced check", "In the village"


def an_answer_is_under_way(scene: Scene) -> None:
    """The carrier has placed the call, and its answer takes long."""
    scene.world.faults.delay(CREATE, seconds=1, nth=3)
    scene.world.on_request(CREATE, 3, scene.kill(CREATE))


def the_messenger_wants_us_to_wait(scene: Scene) -> None:
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 60"}
    body = wait | {"parameters": {"retry_after": 60}}
    scene.world.faults.answer(SEND, status=429, body=body)
    scene.world.on_request(SEND, 1, lambda: scene.after(10, scene.kill(SEND)))


def the_account_is_refused(scene: Scene) -> None:
    """The lane stays stopped over the restart, until an operator resumes it an hour later."""
    world = scene.world
    refused = {"code": 20404, "message": "no such account", "status": 404}
    world.faults.answer(CREATE, status=404, body=refused, nth=3)

    def resumed() -> None:
        assert world.counts.requests[CREATE] == 3, "nothing leaves on a lane that is stopped"
        with scene.store.ledger.write() as book:
            assert lane_desk.resume(book, "telephone", "it is paid", world.now)

    def stopped() -> None:
        scene.after(10, scene.kill(CREATE))
        scene.after(3600, resumed)

    world.on_request(CREATE, 3, stopped)


def news_of_a_call_is_lost(scene: Scene) -> None:
    scene.when("call ended", number_of("H1"), scene.kill("status callback"))


def a_second_call_is_made(scene: Scene) -> None:
    """The carrier calls again, after the conversation, for a request that it had one answer for;
    the product dies while that call is put through."""
    number = number_of("H1")

    def doubled() -> None:
        exchange = scene.world.twilio.exchange
        (first,) = [one for one in exchange.calls.values() if one.to == number]
        exchange.place(first.order)

    scene.when("call ended", number, lambda: scene.after(5, doubled))
    scene.when("answered", number, scene.kill("second call", 0 * SECOND), nth=2)


def somebody_is_answering(scene: Scene) -> None:
    scene.when("pressed", number_of("H1"), scene.kill("voice answer", 0 * SECOND), nth=4)


def the_store_is_locked(scene: Scene) -> None:
    """While an answer is to be stored: it is not acknowledged, and comes again."""
    held = HeldStore(url=scene.store.settings.url)

    def dies() -> None:
        scene.kill("update")()
        held.release()

    def locked() -> None:
        held.hold()
        threading.Timer(0.5, dies).start()

    scene.when("tapped", "O1", locked)


def an_update_is_poison(scene: Scene) -> None:
    """Between its first try and its second."""

    def poisoned() -> None:
        scene.world.telegram.updates.add("message", _POISONED, {"message_id": 1})
        scene.after(5, scene.kill("poison"))

    scene.when("message received", "O1", poisoned, text=_CHECK)


def a_button_is_pressed_twice(scene: Scene) -> None:
    """The first press was applied, and not acknowledged to the messenger."""
    person = person_of(scene.world, "O1")

    def again() -> None:
        check = next(one for one in person.chat.received() if one.button(_HERE))
        scene.after(3, lambda: person.tap(_HERE, message=check))
        scene.after(4, scene.kill("update"))

    scene.when("tapped", "O1", again)


def the_bot_is_blocked(scene: Scene) -> None:
    scene.when("message received", "O2", lambda: scene.after(1, blocked), text=_CHECK)

    def blocked() -> None:
        person_of(scene.world, "O2").block()
        scene.after(0, scene.kill("update"))


def the_clock_is_wrong_after_a_start(scene: Scene) -> None:
    """An hour fast at first, which the next start finds three hours slow: the hour of the slot
    comes once more, and then the clock is put right."""
    minute = timedelta(minutes=1)

    def dies(turned: timedelta) -> None:
        scene.turn(turned)()
        scene.kill("clock")()

    scene.at(10, 2, lambda: dies(60 * minute))
    scene.at(12, 50, lambda: dies(-180 * minute))
    scene.at(13, 50, scene.turn(0 * minute))


def nobody_is_there_for_three_days(scene: Scene) -> None:
    """From one o'clock, when no household has been called yet, to Thursday: their days are over
    then."""
    scene.policy({"household.open_days": "2"})
    scene.at(13, 0, scene.kill("outage", timedelta(days=3)))


def names_and_answers_are_markup(scene: Scene) -> None:
    """Killed when such words have come in, and again when they are passed on."""
    with scene.store.ledger.write() as book:
        before = book.roster.at(scene.world.now)
        named = replace(
            before,
            villages=tuple(replace(one, name=HARM) for one in before.villages),
            officials=tuple(replace(one, name=HARM) for one in before.officials),
        )
        book.roster.store(named, scene.world.now)
    scene.day.did = HARM
    scene.when("typed", "O1", scene.kill("update"))
    scene.when("message received", "I1", scene.kill(SEND), text=f"“{HARM}”")


def everything_that_fails_quotes_somebody(scene: Scene) -> None:
    """The carrier's errors, the messenger's, and a delivery that cannot be read."""
    world, number = scene.world, number_of("H1")
    quoting = {"code": 20500, "message": f"{number} (Household H1) {DID}", "status": 500}
    world.faults.answer(CREATE, status=500, body=quoting, executed=True, nth=3)
    world.faults.answer("twilio.calls.list", status=500, body=quoting, nth=2)
    described = {"ok": False, "error_code": 500, "description": f"Supervisor I1: {DID}"}
    world.faults.answer(SEND, status=500, body=described, nth=2)

    def gossip() -> None:
        poison = {"message_id": 1, "text": DID, "from": {"first_name": "Official O1"}}
        world.telegram.updates.add("message", _POISONED, poison)
        scene.after(5, scene.kill("poison"))

    scene.when("message received", "O1", gossip, text=_CHECK)
    world.on_request(CREATE, 3, scene.kill(CREATE))
