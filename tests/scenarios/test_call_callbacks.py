"""News of a call that comes twice, late, early, shuffled, or about another call."""

from datetime import timedelta
from itertools import permutations

import pytest

from tests.scenarios.answers import ANSWERS, says
from tests.scenarios.carrier_door import (
    BadLine,
    again,
    bad_line,
    knock,
    status_callbacks,
    webhooks,
)
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.village import (
    ONLY_ONE,
    MakeTown,
    Village,
    a_household,
    with_households,
)

OTHER = "CA" + "7" * 32


def row(village: Village, place: int) -> tuple[object, ...]:
    """What the book says of the household's call, but for names and its own moments."""
    (attempt,) = village.attempts(place)
    closed = village.contact(place).disposition
    confirmed = attempt.confirmed_at is not None
    return (
        attempt.state,
        attempt.sequence,
        attempt.disposition,
        attempt.ended_at,
        confirmed,
        closed,
    )


def all_call_at_once(make_town: MakeTown, households: int) -> Village:
    """They are rung within the two minutes after six o'clock."""
    roster = with_households(*(a_household(n) for n in range(1, households + 1)))
    policy = {
        "household.hours_workday": "18:00-18:04",
        "household.calls": str(households),
        "household.contacts_an_inspection": str(households),
    }
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    village.town.world.traffic.recording = True
    return village


# -- in any order ------------------------------------------------------------------------------


@pytest.mark.parametrize("answered", [False, True])
def test_every_order_of_callbacks_each_of_them_twice_leaves_the_same_row(
    make_town: MakeTown, answered: bool
) -> None:
    """All six orders of an unanswered call's three; ten of the 24 of an answered call's four."""
    orders = list(permutations(range(4)))[1::2][:10] if answered else list(permutations(range(3)))
    village = all_call_at_once(make_town, len(orders))
    places = range(1, len(orders) + 1)
    for place in places:
        village.answers_in_full(place) if answered else village.phone(place).does_not_answer()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.town.to(18, 6)
        for place, order in zip(places, orders, strict=True):
            sent = webhooks(village.town, "twilio.status", village.calls(place)[0])
            assert len(sent) == len(order)
            for n in order:
                for _ in range(2):
                    assert again(village.town, sent[n]).status_code == 204
                village.town.clock.settle()
    rows = {row(village, place) for place in places}
    assert len(rows) == 1
    (_, sequence, disposition, _, confirmed, closed) = rows.pop()
    assert (sequence, confirmed) == (3, True)
    assert disposition == ("COMPLETE" if answered else "NON_CONTACT")
    assert closed == ("COMPLETE" if answered else None)


def test_callbacks_of_a_call_that_is_over_do_not_touch_the_next_call(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.traffic.recording = True
    village.phone().is_busy()
    village.until_ended()
    village.answers_in_full()
    village.until_called(2)
    before = village.attempts()
    (busy,) = village.calls()
    for sent in webhooks(village.town, "twilio.status", busy):
        again(village.town, sent)
    village.town.clock.settle()
    assert village.attempts() == before
    village.town.to(23)
    assert village.outcomes() == ["BUSY", "COMPLETE"]


def test_callbacks_that_come_after_the_carrier_was_asked_change_nothing(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.traffic.recording = True
    village.phone().is_busy()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_ended()
    before, contact = village.attempts(), village.contact()
    village.town.clock.advance(minutes=4)
    for sent in webhooks(village.town, "twilio.status", village.calls()[0]):
        assert again(village.town, sent).status_code == 204
    village.town.clock.settle()
    assert (village.attempts(), village.contact()) == (before, contact)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["BUSY", "COMPLETE"]


def test_callbacks_that_come_before_our_request_is_answered_are_kept(
    make_town: MakeTown,
) -> None:
    """Another worker has applied them when the answer comes that names the call."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    town, world = village.town, village.town.world
    village.phone().is_busy()
    (intake,) = [s for s in town.product.engine.stations if s.name == "intake"]

    def overtake() -> None:
        (call,) = world.twilio.exchange.calls.values()
        path = f"/voice/{village.attempts()[0].token}/status"
        form = {"CallSid": call.sid, "CallStatus": "busy", "SequenceNumber": "1"}
        assert knock(town, path, form).status_code == 204
        assert intake.work(world.now) == 1

    world.on_request("twilio.calls.create", 1, overtake)
    village.until_ended()
    (attempt,) = village.attempts()
    assert (attempt.state, attempt.disposition) == ("FINAL", "BUSY")
    assert attempt.provider_id in world.twilio.exchange.calls
    village.answers_in_full()
    town.to(23)
    assert village.outcomes() == ["BUSY", "COMPLETE"]


# -- the end overtakes a key -------------------------------------------------------------------


def ends_before(village: Village, step: int, line: BadLine) -> None:
    """The news that the call is over is applied just before that step's request arrives."""
    town = village.town
    (intake,) = [s for s in town.product.engine.stations if s.name == "intake"]
    seen: set[str] = set()

    def overtake(path: str) -> None:
        if not path.endswith(f"/{step}") or path in seen:
            return
        seen.add(path)
        call = list(town.world.twilio.exchange.calls.values())[-1]
        form = {"CallSid": call.sid, "CallStatus": "completed", "SequenceNumber": "9"}
        assert knock(town, f"/voice/{path.split('/')[2]}/status", form).status_code == 204
        assert intake.work(town.world.now) >= 1

    line.before = overtake


@pytest.mark.parametrize("refuses", [True, False])
def test_a_refusal_counts_though_the_news_that_the_call_is_over_came_first(
    make_town: MakeTown, refuses: bool
) -> None:
    """The twin: who asked for a later call in the same way gets it."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().answers().chooses("English").hears("alone")
    if refuses:
        phone.chooses("no, do not call").hears("we will not call you about this again")
    else:
        phone.chooses("call me later").hears("we will call again")
    with bad_line(village.town) as line:
        ends_before(village, 2, line)
        village.until_ended()
        village.town.clock.advance(minutes=2)
    assert village.attempts()[0].state == "FINAL"
    if not refuses:
        village.answers_in_full()
    village.town.to(23, day=5)
    assert village.outcomes() == (["REFUSED"] if refuses else ["LATER", "COMPLETE"])
    assert village.contact().disposition == ("REFUSED" if refuses else "COMPLETE")


def test_who_picked_up_and_heard_a_fault_is_called_again_as_late_as_anybody_and_once(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("ERROR fieldwork.news: a call was answered, but our words were never fetched")
    policy = ONLY_ONE | {"household.least_gap_minutes": "30"}
    village = Village.drawn_in(make_town, policy=policy)
    for _ in range(2):
        village.phone().answers().hears("Sorry to have disturbed you")
    with bad_line(village.town) as line:
        ends_before(village, 0, line)
        village.town.to(23, day=5)
    assert village.outcomes() == ["CARRIER_FAULT"] * 2
    assert {attempt.state for attempt in village.attempts()} == {"FINAL"}
    first, second = village.rung_at()
    assert timedelta(minutes=30) <= second - first < timedelta(minutes=32)
    assert village.contact().disposition == "CARRIER_FAULT"
    assert village.said() == {}


# -- a step asked for again --------------------------------------------------------------------


def test_a_step_that_the_carrier_asks_for_again_gets_the_same_words_and_no_second_effect(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.traffic.recording = True
    village.answers_in_full()
    village.town.to(23)
    kept = village.replies()
    for sent in webhooks(village.town, "twilio.twiml", village.calls()[0]):
        assert again(village.town, sent).text == sent.answer
        assert again(village.town, sent, Digits="1").text == sent.answer
    village.town.clock.settle()
    assert village.replies() == kept
    assert village.outcomes() == ["COMPLETE"]


@pytest.mark.parametrize("after_it_was_applied", [True, False])
def test_a_call_goes_on_where_the_carrier_once_got_no_answer(
    make_town: MakeTown, after_it_was_applied: bool
) -> None:
    """The process that was to answer died, before or after it kept the key that was pressed."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    first, *others = village.drawn_questions()
    heard, choice = ANSWERS["en"][first]
    phone = village.picks_up().hears(heard).chooses(choice)
    if after_it_was_applied:
        says(phone, *others)
    else:
        says(phone, first, *others)
    phone.hears("answers were recorded")
    lost: list[str] = []

    def loses_once(path: str) -> bool:
        if path.endswith("/4") and not lost:
            lost.append(path)
            return True
        return False

    with bad_line(village.town) as line:
        line.loses_the_answer = after_it_was_applied
        line.loses = loses_once
        village.town.to(23)
    (call,) = village.calls()
    assert "One moment, please." in " ".join(call.heard)
    assert village.contact().disposition == "COMPLETE"
    kept = [reply.question for reply in village.replies()]
    assert kept.count(first) == 1


def test_a_step_that_was_never_offered_hears_what_was_said_last(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.traffic.recording = True
    village.answers_in_full()
    village.until_called()
    village.town.clock.advance(seconds=12)
    (call,) = village.town.world.twilio.exchange.calls.values()
    (first,) = webhooks(village.town, "twilio.twiml", call)
    token = village.attempts()[0].token
    for step in (7, 99):
        form = {**first.params, "Digits": "1"}
        assert knock(village.town, f"/voice/{token}/{step}", form).text == first.answer
    assert village.said() == {}
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]


# -- a second call for one attempt -------------------------------------------------------------


def test_a_second_call_for_one_attempt_hears_an_apology_and_never_answers(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.traffic.recording = True
    village.answers_in_full()
    village.until_called()
    while "household" not in village.said():
        village.town.clock.advance(seconds=1)
    said = village.said()
    token = village.attempts()[0].token
    for step in (0, 4):
        form = {"CallSid": OTHER, "CallStatus": "in-progress", "Digits": "1"}
        heard = knock(village.town, f"/voice/{token}/{step}", form).text
        assert "Sorry to have disturbed you. Goodbye." in heard
        assert "<Hangup" in heard
    assert village.said() == said
    assert village.acts().count("a second call for one attempt") == 2
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    assert len(village.said()) == 8


def test_the_end_of_a_second_call_does_not_end_the_first(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    village.until_called()
    token = village.attempts()[0].token
    form = {"CallSid": OTHER, "CallStatus": "busy", "SequenceNumber": "3"}
    assert knock(village.town, f"/voice/{token}/status", form).status_code == 204
    village.town.clock.settle()
    assert village.outcomes() == [None]
    assert "a second call for one attempt" in village.acts()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
