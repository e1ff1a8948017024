"""`mingcha run` is killed with `kill -9` while something else goes wrong, and started again: one
day for each kind of fault, which ends as if nothing had happened."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from fieldwork import lane_desk
from mingcha.foundation import Foundation
from simulator.happening import Happening
from tests.crashes.conftest import Copies, Prepared
from tests.crashes.day import Day, Kill
from tests.crashes.ending import Ending, all_closed, ending
from tests.crashes.killing import Killing
from tests.crashes.served import ServedLives
from tests.crashes.township import number_of, person_of
from tests.crashes.verdict import weigh
from tests.processes.front import Front
from tests.processes.house import House
from tests.scenarios.held_store import HeldStore

CREATE, SEND = "twilio.calls.create", "telegram.sendMessage"
SECOND = timedelta(seconds=1)
_POISONED = 10_001
"""A chat that nobody here has."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    day: Day
    store: Foundation

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        with self.day.world.stage.lock:
            self.day.world.stage.after(seconds, act)

    def when(self, kind: str, who: str, act: Callable[[], None], nth: int = 1) -> None:
        """At the `nth` happening of this kind to this person."""
        seen = 0

        def told(happening: Happening) -> None:
            nonlocal seen
            if (happening.kind, happening.who) == (kind, who):
                seen += 1
                if seen == nth:
                    act()

        self.day.world.on_happening = told

    def kill(self, at: str, down: timedelta = 20 * SECOND) -> Callable[[], None]:
        return lambda: self.day.kill(Kill(at=at, down=down))


Arrange = Callable[[Scene], None]


def an_answer_is_under_way(scene: Scene) -> None:
    """The carrier has placed the call, and its answer takes long."""
    scene.day.world.faults.delay(CREATE, seconds=1, nth=3)
    scene.day.world.on_request(CREATE, 3, scene.kill(CREATE))


def the_messenger_wants_us_to_wait(scene: Scene) -> None:
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 60"}
    body = wait | {"parameters": {"retry_after": 60}}
    scene.day.world.faults.answer(SEND, status=429, body=body)
    scene.day.world.on_request(SEND, 1, lambda: scene.after(10, scene.kill(SEND)))


def the_account_is_refused(scene: Scene) -> None:
    """The lane stays stopped over the restart, until an operator resumes it an hour later."""
    world = scene.day.world
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
        scene.day.world.telegram.updates.add("message", _POISONED, {"message_id": 1})
        scene.after(5, scene.kill("poison"))

    scene.when("message received", "O1", poisoned)


def a_button_is_pressed_twice(scene: Scene) -> None:
    """The first press was applied, and not acknowledged to the messenger."""
    person = person_of(scene.day.world, "O1")

    def again() -> None:
        (message,) = person.chat.received()[:1]
        scene.after(3, lambda: person.tap("In the village", message=message))
        scene.after(4, scene.kill("update"))

    scene.when("tapped", "O1", again)


def the_bot_is_blocked(scene: Scene) -> None:
    scene.when("message received", "O2", lambda: scene.after(1, blocked))

    def blocked() -> None:
        person_of(scene.day.world, "O2").block()
        scene.after(0, scene.kill("update"))


def as_usual(usual: Ending) -> Ending:
    return usual


def one_set_aside(usual: Ending) -> Ending:
    return replace(usual, waiting=dict(usual.waiting) | {"quarantined": 1})


def one_refused(usual: Ending) -> Ending:
    """An attempt that the carrier refused is no call."""
    return replace(usual, never_made=usual.never_made + 1)


def no_reminder(usual: Ending) -> Ending:
    return replace(usual, letters={k: n for k, n in usual.letters.items() if k != "reminder"})


FAULTS: dict[str, tuple[Arrange, Callable[[Ending], Ending]]] = {
    "F1": (an_answer_is_under_way, as_usual),
    "F2": (the_messenger_wants_us_to_wait, as_usual),
    "F3": (the_account_is_refused, one_refused),
    "F4": (news_of_a_call_is_lost, as_usual),
    "F6": (somebody_is_answering, as_usual),
    "F7": (the_store_is_locked, as_usual),
    "F12": (an_update_is_poison, one_set_aside),
    "F13": (a_button_is_pressed_twice, as_usual),
    "F14": (the_bot_is_blocked, no_reminder),
}


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


@pytest.fixture(scope="module")
def usual(prepared: Prepared) -> Ending:
    return Killing.of(prepared, "SQLite", 1).usual


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    front = Front()
    with House(environment={}, folder=tmp_path_factory.mktemp("house"), front=front) as house:
        house.await_nursery()
        yield house
    front.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_product_that_is_killed_during_a_fault_ends_its_day_as_usual(
    prepared: Prepared, house: House, usual: Ending, fault: str
) -> None:
    arrange, expected = FAULTS[fault]
    with prepared.morning() as (environment, store):
        lives = ServedLives(house=house, environment=environment)
        day = Day(world=prepared.world, begin=lives, closed=lambda: all_closed(store))
        arrange(Scene(day=day, store=store))
        day.live()
        end = ending(store, prepared.world)
    assert len(day.done) == 1
    verdict = weigh(day, expected(usual), end)
    assert [*verdict.lost, *verdict.doubled] == []
    complaints = [line for part in house.parts for line in part.complaints()]
    assert [line for line in complaints if "Traceback" in line] == []
