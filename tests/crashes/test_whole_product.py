"""`mingcha run` is killed with `kill -9` while something else goes wrong, and started again: one
day for each kind of fault, which ends as if nothing had happened."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.crashes import faults_met as met
from tests.crashes.conftest import Copies, Prepared
from tests.crashes.day import Day
from tests.crashes.ending import CALLED, WRITTEN_TO, Ending, all_closed, ending
from tests.crashes.killing import rehearsed
from tests.crashes.scene import Scene
from tests.crashes.served import ServedLives
from tests.crashes.townsfolk import DID, FOUND
from tests.crashes.township import number_of, person_of
from tests.crashes.verdict import weigh
from tests.scenarios.test_inert import HARM, SPOKEN

CANARIES = (
    *(number_of(person).removeprefix("+86") for person in (*WRITTEN_TO, *CALLED)),
    *("Official 1", "Official 2", "Household H", "Supervisor ", DID, FOUND, HARM),
)
"""What is somebody's, and in no log, whatever goes wrong."""


def as_usual(usual: Ending) -> Ending:
    return usual


def one_set_aside(usual: Ending) -> Ending:
    return replace(usual, waiting=dict(usual.waiting) | {"quarantined": 1})


def one_repeated_and_one_set_aside(usual: Ending) -> Ending:
    return replace(one_set_aside(usual), repeated=1)


def one_refused(usual: Ending) -> Ending:
    """An attempt that the carrier refused is no call."""
    return replace(usual, never_made=usual.never_made + 1)


def one_more_call(usual: Ending) -> Ending:
    """And the administrators hear of it."""
    return replace(
        usual,
        second_calls=1,
        calls={**usual.calls, "H1": usual.calls["H1"] + 1},
        letters={**usual.letters, "alert": usual.letters["alert"] + 1},
    )


def an_outage_of_ours(usual: Ending) -> Ending:
    """Nobody is called after it; and what was not told of Monday's end is not made up for."""
    homes = [person for person in usual.answers if person.startswith("H")]
    return replace(
        usual,
        dispositions={**usual.dispositions, **dict.fromkeys(homes, "OUTAGE")},
        answers={**usual.answers, **dict.fromkeys(homes, 0)},
        calls={**usual.calls, **dict.fromkeys(homes, 0)},
        letters={**usual.letters, "digest": 0},
    )


def no_reminder(usual: Ending) -> Ending:
    return replace(usual, letters={k: n for k, n in usual.letters.items() if k != "reminder"})


def words_are_words(day: Day, _: str) -> None:
    told = [message.text for message in person_of(day.world, "I1").chat.received()]
    assert any(f"“{HARM}”" in text for text in told), "what the official wrote"
    heard = [words for call in day.world.twilio.exchange.calls.values() for words in call.heard]
    assert any(SPOKEN in words for words in heard), "the village's name"


def all_of_it_happened(_: Day, said: str) -> None:
    for event in ("call_uncertain", "message_uncertain", "delivery_failed"):
        assert f"event={event}" in said


@dataclass(frozen=True, kw_only=True)
class Fault:
    arrange: Callable[[Scene], None]
    expected: Callable[[Ending], Ending] = as_usual
    """Of a usual day's ending."""
    seen: Callable[[Day, str], None] | None = None
    """What else there must be to see, in the world and in the log."""


FAULTS = {
    "F1": Fault(arrange=met.an_answer_is_under_way),
    "F2": Fault(arrange=met.the_messenger_wants_us_to_wait),
    "F3": Fault(arrange=met.the_account_is_refused, expected=one_refused),
    "F4": Fault(arrange=met.news_of_a_call_is_lost),
    "F5": Fault(arrange=met.a_second_call_is_made, expected=one_more_call),
    "F6": Fault(arrange=met.somebody_is_answering),
    "F7": Fault(arrange=met.the_store_is_locked),
    "F10": Fault(arrange=met.the_clock_is_wrong_after_a_start),
    "F11": Fault(arrange=met.nobody_is_there_for_three_days, expected=an_outage_of_ours),
    "F12": Fault(arrange=met.an_update_is_poison, expected=one_set_aside),
    "F13": Fault(arrange=met.a_button_is_pressed_twice),
    "F14": Fault(arrange=met.the_bot_is_blocked, expected=no_reminder),
    "F16": Fault(arrange=met.names_and_answers_are_markup, seen=words_are_words),
    "F17": Fault(
        arrange=met.everything_that_fails_quotes_somebody,
        expected=one_repeated_and_one_set_aside,
        seen=all_of_it_happened,
    ),
}


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


@pytest.fixture(scope="module")
def usual(prepared: Prepared) -> Ending:
    """Whoever is forked from the nursery afterwards has done everything once before."""
    return rehearsed(prepared)[1]


@pytest.mark.parametrize("name", FAULTS)
def test_a_product_that_is_killed_during_a_fault_ends_its_day_as_usual(
    prepared: Prepared, usual: Ending, name: str, tmp_path: Path
) -> None:
    fault = FAULTS[name]
    with prepared.morning() as (environment, store):
        lives = ServedLives(nursery=prepared.nursery, environment=environment, folder=tmp_path)
        day = Day(world=prepared.world, begin=lives, closed=lambda: all_closed(store))
        fault.arrange(Scene(day=day, store=store))
        day.live()
        end = ending(store, prepared.world)
    assert day.done
    verdict = weigh(day, fault.expected(usual), end)
    assert [*verdict.lost, *verdict.doubled] == []
    assert "Traceback" not in lives.said
    assert [canary for canary in CANARIES if canary in lives.said] == []
    if fault.seen is not None:
        fault.seen(day, lives.said)
