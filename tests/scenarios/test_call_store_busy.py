"""The database is locked while somebody is on the line: a moment's patience, and no guess."""

from collections.abc import Iterator

import pytest

from tests.scenarios.answers import ANSWERS, VALUES, says
from tests.scenarios.carrier_door import bad_line
from tests.scenarios.held_store import HeldStore
from tests.scenarios.village import ONLY_ONE, MakeTown, Village

MOMENT = "One moment, please."
FIRST_DRAWN = "4"
"""Where the key for the first drawn question goes: behind language, consent and household."""


def step_of(path: str) -> str:
    """What follows the token in /voice/TOKEN/STEP."""
    return path.split("/", 3)[-1]


@pytest.fixture
def held(database: str) -> Iterator[HeldStore]:
    store = HeldStore(url=database)
    yield store
    store.release()


def an_impatient_village(make_town: MakeTown) -> Village:
    """Whoever is on the line there waits a fiftieth of a second for the store."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.product.conversation.patience = 0.02
    return village


def test_a_key_pressed_while_the_store_is_locked_is_asked_for_again(
    make_town: MakeTown, held: HeldStore
) -> None:
    village = an_impatient_village(make_town)
    first, *others = village.drawn_questions()
    heard, choice = ANSWERS["en"][first]
    phone = village.picks_up().hears(heard).chooses(choice)
    phone.hears(MOMENT).hears(heard).chooses(choice)
    says(phone, *others).hears("answers were recorded")

    def hold_for_two_looks(path: str) -> None:
        if step_of(path) == FIRST_DRAWN:
            held.hold()
        elif step_of(path) == f"{FIRST_DRAWN}/wait/2":
            held.release()

    with bad_line(village.town) as line:
        line.before = hold_for_two_looks
        village.town.to(23)
    (call,) = village.calls()
    assert call.heard.count(MOMENT) == 2
    kept = [reply.question for reply in village.replies()]
    assert kept.count(first) == 1
    assert village.said()[first] == VALUES[first]
    assert village.contact().disposition == "COMPLETE"


def test_a_call_that_begins_while_the_store_is_locked_begins_a_moment_later(
    make_town: MakeTown, held: HeldStore
) -> None:
    village = an_impatient_village(make_town)
    village.answers_in_full()

    def hold_at_first(path: str) -> None:
        if step_of(path) == "0":
            held.hold()
        elif step_of(path) == "0/wait/1":
            held.release()

    with bad_line(village.town) as line:
        line.before = hold_at_first
        village.town.to(23)
    assert village.calls()[0].heard.count(MOMENT) == 1
    assert village.contact().disposition == "COMPLETE"


def test_while_the_store_is_free_nobody_waits(make_town: MakeTown) -> None:
    village = an_impatient_village(make_town)
    village.answers_in_full()
    village.town.to(23)
    assert MOMENT not in village.calls()[0].heard


def test_a_store_that_stays_locked_ends_the_call_and_nothing_is_half_written(
    make_town: MakeTown, held: HeldStore
) -> None:
    village = an_impatient_village(make_town)
    first, *_ = village.drawn_questions()
    phone = village.picks_up().hears(ANSWERS["en"][first][0])
    phone.chooses(ANSWERS["en"][first][1]).hears("Sorry to have disturbed you")

    def hold_to_the_end(path: str) -> None:
        if step_of(path) == FIRST_DRAWN:
            held.hold()
        elif step_of(path) == "status":
            held.release()

    with bad_line(village.town) as line:
        line.before = hold_to_the_end
        village.until_ended()
    assert village.outcomes() == ["BROKE_OFF"]
    assert first not in village.said()
    village.answers_in_full()
    village.town.to(23, day=4)
    assert village.outcomes() == ["BROKE_OFF", "COMPLETE"]
