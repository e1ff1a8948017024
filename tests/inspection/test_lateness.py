"""What we could not take in is no delay of the person's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.disposition import Disposition
from inspection.lateness import late, may_be_lost, moved
from inspection.next_step import next_step
from inspection.official_pursuit import answer_by
from inspection.pause import Standstill
from inspection.pursuit import Close, NextStep
from tests.inspection.contacts import at, called, chat, official, written

DEADLINE = at("13:00")
SILENT_IN_CHAT = (written("09:00"), written("11:00", "remind"))


def outage(start: str, end: str) -> Standstill:
    return Standstill(at(start), at(end))


@pytest.mark.parametrize(
    ("start", "end", "until"),
    [
        ("12:00", "12:30", "13:00"),
        ("12:50", "13:10", "13:15"),
        ("13:00", "14:00", "14:05"),
        ("12:30", "12:58", "13:03"),
        ("13:01", "14:00", "13:00"),
    ],
)
def test_a_deadline_in_an_outage_lies_behind_what_comes_in_right_after_it(
    start: str, end: str, until: str
) -> None:
    assert moved(DEADLINE, (outage(start, end),)) == at(until)


def test_what_may_have_been_on_its_way_at_the_deadline_is_not_late() -> None:
    assert not late(DEADLINE, DEADLINE + timedelta(minutes=2))
    assert late(DEADLINE, DEADLINE + timedelta(minutes=2, seconds=1))


def test_time_in_which_nothing_came_in_is_no_time_to_answer() -> None:
    deaf = replace(official(*SILENT_IN_CHAT), outages=(outage("10:00", "11:30"),))
    assert answer_by(deaf) == at("14:30")
    at_the_end = replace(deaf, outages=(outage("12:50", "13:30"),))
    assert answer_by(at_the_end) == at("13:40")
    seen_from_the_deadline_on = replace(deaf, outages=(outage("13:00", "15:00"),))
    assert answer_by(seen_from_the_deadline_on) == at("15:05")


@pytest.mark.parametrize(("end", "lost"), [("10:02", False), ("10:03", True)])
def test_a_press_may_be_lost_after_two_and_a_half_minutes(end: str, lost: bool) -> None:
    assert (may_be_lost((outage("10:00", end),), at("09:00")) is not None) is lost
    assert not may_be_lost((outage("10:00", end),), at("10:01"))


@pytest.mark.parametrize("lost", [True, False])
def test_whose_answer_may_be_lost_is_closed_as_our_outage_and_not_called_unreachable(
    lost: bool,
) -> None:
    """The twin: the same calls in vain, and an outage before the question was put."""
    tried = official(
        *SILENT_IN_CHAT,
        called("Wed 09:00", Disposition.NON_CONTACT),
        called("Thu 12:00", Disposition.NON_CONTACT),
        called("Thu 16:00", Disposition.NON_CONTACT),
        addresses=(chat(),),
    )
    down = outage("09:30", "09:40") if lost else outage("08:30", "08:40")
    step = next_step(replace(tried, outages=(down,)), at("Thu 18:30"))
    expected = Disposition.OUTAGE if lost else Disposition.ATTEMPTS_EXHAUSTED
    assert disposition(step) is expected


def disposition(step: NextStep) -> Disposition:
    assert isinstance(step, Close)
    return step.disposition
