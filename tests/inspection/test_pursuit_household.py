from dataclasses import replace

import pytest

from inspection.contact import AttemptState
from inspection.disposition import Disposition
from inspection.next_step import next_step
from inspection.pause import Standstill
from inspection.policy import Policy
from inspection.pursuit import Close, Try, Wait, spoils_address
from tests.inspection.contacts import at, called, household, phone, ringing

D = Disposition
CALL = Try(address=phone(), purpose="ask")


def outcome(step: object) -> Disposition:
    assert isinstance(step, Close)
    return step.disposition


def test_nobody_is_called_before_the_drawn_moment() -> None:
    planned = household(planned="12:45")
    assert next_step(planned, at("12:44")) == Wait(until=at("12:45"))
    assert next_step(planned, at("12:45")) == CALL


def test_nobody_is_called_outside_the_villagers_hours_however_late_the_dispatcher_is() -> None:
    assert next_step(household(), at("13:29")) == CALL
    assert next_step(household(), at("13:30")) == Wait(until=at("18:00"))
    assert next_step(household(), at("20:30")) == Wait(until=at("Tue 12:00"))


def test_after_no_answer_another_part_of_the_day_is_tried() -> None:
    once = household(called("12:30", D.NON_CONTACT))
    assert next_step(once, at("12:31")) == Wait(until=at("18:00"))
    assert next_step(once, at("18:00")) == CALL


def test_where_every_part_of_the_day_was_tried_another_day_must_do() -> None:
    twice = household(called("12:30", D.NON_CONTACT), called("18:00", D.NON_CONTACT))
    assert next_step(twice, at("18:01")) == Wait(until=at("Tue 12:00"))


def test_a_free_day_offers_new_parts_of_the_day_if_the_contact_is_open_so_long() -> None:
    tried = (called("Thu 12:30", D.NON_CONTACT), called("Thu 18:00", D.NON_CONTACT))
    longer = household(*tried, close_by="Sun 23:59")
    assert next_step(longer, at("Thu 18:01")) == Wait(until=at("Sat 10:00"))
    assert next_step(household(*tried, close_by="Fri 23:59"), at("Thu 18:01")) == Wait(
        until=at("Fri 12:00")
    )


@pytest.mark.parametrize(
    ("ended_so", "again"),
    [
        (D.BUSY, "18:20"),
        (D.CARRIER_FAULT, "18:10"),
        (D.BROKE_OFF, "19:30"),
        (D.LATER, "20:00"),
        (D.ANSWERING_MACHINE, "Tue 12:00"),
        (D.SILENT, "Tue 12:00"),
    ],
)
def test_how_soon_a_call_follows_depends_on_how_the_last_one_ended(
    ended_so: Disposition, again: str
) -> None:
    step = next_step(household(called("18:00", ended_so)), at("18:01"))
    assert isinstance(step, Wait)
    assert 0 <= (step.until - at(again)).total_seconds() <= 40


def test_a_call_asked_for_later_keeps_the_gap_of_the_policy_if_that_is_longer() -> None:
    patient = Policy.of({"household.least_gap_minutes": "600"})
    later = (called("18:00", D.LATER),)
    assert next_step(household(*later, policy=patient), at("20:10")) == Wait(until=at("Tue 12:00"))
    assert next_step(household(*later), at("20:10")) == CALL


def test_a_number_is_tried_three_times_then_the_next_one() -> None:
    both = (phone(1), phone(2))
    two = (called("12:30", D.NON_CONTACT), called("18:00", D.NON_CONTACT))
    third = called("Tue 12:00", D.NON_CONTACT)
    assert next_step(household(*two, addresses=both), at("Tue 12:00")) == CALL
    step = next_step(household(*two, third, addresses=both), at("Wed 12:30"))
    assert step == Try(address=phone(2), purpose="ask")
    assert outcome(next_step(household(*two, third), at("Wed 12:30"))) is D.ATTEMPTS_EXHAUSTED


def test_numbers_are_tried_in_their_order_and_unusable_ones_never() -> None:
    order = (phone(1, rank=3), phone(2, rank=1, usable=False), phone(3, rank=2))
    step = next_step(household(addresses=order), at("12:30"))
    assert step == Try(address=phone(3, rank=2), purpose="ask")


def test_a_carriers_fault_never_counts_as_a_try_and_ends_after_three() -> None:
    fault = [called(f"18:{minute}", D.CARRIER_FAULT) for minute in ("00", "11", "22")]
    once = Policy.of({"household.attempts_a_number": "1"})
    assert next_step(household(*fault[:2], policy=once), at("18:30")) == CALL
    assert outcome(next_step(household(*fault, policy=once), at("18:40"))) is D.CARRIER_FAULT
    heard = household(called("18:00", D.NON_CONTACT), policy=once)
    assert outcome(next_step(heard, at("18:30"))) is D.ATTEMPTS_EXHAUSTED


def test_who_picked_up_and_heard_a_fault_is_left_alone_for_the_gap_and_called_once_more() -> None:
    lost = called("18:00", D.CARRIER_FAULT)
    heard = replace(lost, confirmed_at=at("18:00"))
    step = next_step(household(heard), at("18:15"))
    assert isinstance(step, Wait)
    assert at("19:30") <= step.until < at("19:31")
    assert next_step(household(lost), at("18:15")) == CALL
    again = replace(called("19:31", D.CARRIER_FAULT), confirmed_at=at("19:31"))
    assert outcome(next_step(household(heard, again), at("19:32"))) is D.CARRIER_FAULT
    assert next_step(household(lost, again), at("Tue 12:00")) == CALL


@pytest.mark.parametrize("said", [D.REFUSED, D.MOVED, D.COMPLETE, D.LATER])
def test_what_the_household_said_ends_it_though_its_call_was_taken_for_cut_off(
    said: Disposition,
) -> None:
    cut = household(called("12:30", D.BROKE_OFF))
    dialogue = replace(cut.contact.dialogue, ended=said, answers={"seen": "yes"})
    told = replace(cut, contact=replace(cut.contact, dialogue=dialogue))
    assert isinstance(next_step(cut, at("12:31")), Wait)
    if said is D.LATER:
        assert isinstance(next_step(told, at("12:31")), Wait)
    else:
        assert outcome(next_step(told, at("12:31"))) is said


@pytest.mark.parametrize("wrong", [D.OUT_OF_SERVICE, D.WRONG_PERSON])
def test_after_a_wrong_number_the_next_one_is_called_at_once_and_it_never_again(
    wrong: Disposition,
) -> None:
    tried = called("12:30", wrong)
    step = next_step(household(tried, addresses=(phone(1), phone(2))), at("12:31"))
    assert step == Try(address=phone(2), purpose="ask")
    assert outcome(next_step(household(tried), at("12:31"))) is wrong


def test_a_household_with_one_stranger_and_one_silent_number_is_not_a_strangers() -> None:
    once = Policy.of({"household.attempts_a_number": "1"})
    numbers = (phone(1), phone(2))
    silent = called("12:00", D.NON_CONTACT)
    stranger = called("18:00", D.WRONG_PERSON, number=2)
    mixed = household(silent, stranger, addresses=numbers, policy=once)
    assert outcome(next_step(mixed, at("18:01"))) is D.ATTEMPTS_EXHAUSTED
    strangers = household(called("12:00", D.WRONG_PERSON), stranger, addresses=numbers)
    assert outcome(next_step(strangers, at("18:01"))) is D.WRONG_PERSON


def test_without_any_number_the_contact_closes_and_says_so() -> None:
    assert outcome(next_step(household(addresses=()), at("12:30"))) is D.OUT_OF_SERVICE
    gone = household(addresses=(phone(usable=False),))
    assert outcome(next_step(gone, at("12:30"))) is D.OUT_OF_SERVICE


@pytest.mark.parametrize("said", [D.COMPLETE, D.PARTIAL, D.REFUSED, D.MOVED])
def test_an_answer_or_a_refusal_ends_it_and_nobody_calls_again(said: Disposition) -> None:
    done = household(called("12:30", said), addresses=(phone(1), phone(2)))
    assert outcome(next_step(done, at("12:31"))) is said
    assert not isinstance(next_step(household(called("12:30", D.BUSY)), at("12:31")), Close)


@pytest.mark.parametrize("twice", [D.SILENT, D.BROKE_OFF, D.LATER])
def test_who_picks_up_twice_without_answering_is_left_in_peace(twice: Disposition) -> None:
    once = household(called("12:30", twice))
    again = household(called("12:30", twice), called("18:00", twice))
    assert isinstance(next_step(once, at("12:31")), Wait)
    assert outcome(next_step(again, at("18:01"))) is twice


def test_while_a_call_is_under_way_nothing_else_is_decided_even_if_it_is_the_last() -> None:
    once = Policy.of({"household.attempts_a_number": "1"})
    live = household(ringing("12:30"), policy=once)
    assert next_step(live, at("12:31")) == Wait(until=at("12:38"))
    machine = replace(
        ringing("12:30"), state=AttemptState.ANSWERED, disposition=D.ANSWERING_MACHINE
    )
    assert next_step(household(machine, policy=once), at("12:31")) == Wait(until=at("12:38"))
    over = household(called("12:30", D.ANSWERING_MACHINE), policy=once)
    assert isinstance(next_step(over, at("12:31")), Close)


def test_who_waits_for_news_that_is_overdue_looks_again_soon_and_not_in_the_past() -> None:
    assert next_step(household(ringing("12:30")), at("12:38")) == Wait(until=at("12:40"))


def test_when_the_days_are_over_the_contact_closes_with_what_was_tried() -> None:
    late = at("Fri 12:00")
    assert outcome(next_step(household(), late)) is D.NOT_ATTEMPTED
    tried = household(called("12:30", D.NON_CONTACT))
    assert outcome(next_step(tried, late)) is D.ATTEMPTS_EXHAUSTED
    fault = household(called("12:30", D.CARRIER_FAULT))
    assert outcome(next_step(fault, late)) is D.CARRIER_FAULT
    assert next_step(tried, at("Thu 12:00")) == CALL


def test_hours_in_which_no_lane_went_are_not_the_households_silence() -> None:
    late, down = at("Fri 12:00"), (Standstill(at("Thu 09:00"), at("Fri 12:00")),)
    tried = household(called("12:30", D.NON_CONTACT))
    assert outcome(next_step(replace(tried, silenced=down), late)) is D.OUTAGE
    assert outcome(next_step(replace(household(), silenced=down), late)) is D.OUTAGE
    nights = (Standstill(at("Thu 21:00"), at("Fri 06:00")),)
    assert outcome(next_step(replace(tried, silenced=nights), late)) is D.ATTEMPTS_EXHAUSTED
    before = (Standstill(at("10:00"), at("12:20")),)
    assert outcome(next_step(replace(tried, silenced=before), late)) is D.ATTEMPTS_EXHAUSTED
    nobody = replace(household(), addresses=(), silenced=down)
    assert outcome(next_step(nobody, late)) is not D.OUTAGE


def test_only_a_wrong_number_spoils_an_address() -> None:
    assert {d for d in Disposition if spoils_address(d)} == {D.OUT_OF_SERVICE, D.WRONG_PERSON}
