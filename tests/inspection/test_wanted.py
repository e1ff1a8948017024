"""Somebody who was called, and asks to be called again."""

from dataclasses import replace

import pytest

from inspection.disposition import Disposition
from inspection.next_step import next_step
from inspection.pursuit import Close, Pursuit, Try, Wait
from tests.inspection.contacts import at, called, household, phone, ringing

D = Disposition
CALL = Try(address=phone(), purpose="ask")


def wanted(pursuit: Pursuit, when: str) -> Pursuit:
    return replace(pursuit, wanted_at=at(when))


@pytest.mark.parametrize("before", [D.NON_CONTACT, D.BUSY, D.ANSWERING_MACHINE, D.LATER])
def test_the_call_follows_at_once_within_the_hours(before: Disposition) -> None:
    missed = household(called("12:30", before))
    assert isinstance(next_step(missed, at("12:33")), Wait)
    assert next_step(wanted(missed, "12:32"), at("12:33")) == CALL
    assert next_step(wanted(missed, "14:00"), at("14:00")) == Wait(until=at("18:00"))


def test_one_wish_brings_one_call() -> None:
    twice = household(called("12:30", D.NON_CONTACT), called("12:33", D.NON_CONTACT))
    assert next_step(wanted(twice, "12:32"), at("12:40")) == next_step(twice, at("12:40"))
    assert wanted(twice, "12:32").wanted is None
    assert wanted(twice, "12:36").wanted == at("12:36")


def test_who_was_never_called_keeps_the_drawn_moment() -> None:
    planned = household(planned="12:45")
    assert next_step(wanted(planned, "12:10"), at("12:20")) == Wait(until=at("12:45"))


def test_a_call_under_way_is_waited_for() -> None:
    live = household(ringing("12:30"))
    assert next_step(wanted(live, "12:31"), at("12:31")) == next_step(live, at("12:31"))


def test_a_wish_opens_nothing_that_is_over() -> None:
    refused = household(called("12:30", D.REFUSED))
    assert isinstance(next_step(wanted(refused, "12:40"), at("12:41")), Close)
    late = household(called("12:30", D.NON_CONTACT))
    assert isinstance(next_step(wanted(late, "Fri 11:00"), at("Fri 12:00")), Close)
