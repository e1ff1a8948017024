from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.contact import Address, Attempt
from inspection.disposition import Disposition
from inspection.next_step import next_step
from inspection.official_pursuit import answer_by
from inspection.pause import Standstill
from inspection.policy import Policy
from inspection.pursuit import Close, Try, Wait
from tests.inspection.contacts import (
    answering,
    at,
    called,
    chat,
    leaving,
    official,
    phone,
    ringing,
    undelivered,
    written,
)

D = Disposition
ASK = Try(address=chat(), purpose="ask")
REMIND = Try(address=chat(), purpose="remind")
CALL = Try(address=phone(), purpose="ask")
SILENT_IN_CHAT = (written("09:00"), written("11:00", "remind"))
ONLY_CHAT = (chat(),)
ONLY_PHONE = (phone(),)


def outcome(step: object) -> Disposition:
    assert isinstance(step, Close)
    return step.disposition


def test_the_check_is_written_at_the_drawn_moment_and_not_before() -> None:
    assert next_step(official(), at("08:59")) == Wait(until=at("09:00"))
    assert next_step(official(), at("09:00")) == ASK


def test_no_message_leaves_in_the_evening_or_on_a_day_of_rest() -> None:
    assert next_step(official(), at("17:59")) == ASK
    assert next_step(official(), at("18:00")) == Wait(until=at("Tue 08:00"))
    weekend = official(planned="Fri 17:30", close_by="Sun 23:59")
    assert outcome(next_step(weekend, at("Fri 18:00"))) is D.NOT_ATTEMPTED


def test_there_is_one_reminder_after_half_of_the_time_and_none_to_a_chat_that_is_gone() -> None:
    asked = official(written("09:00"))
    assert next_step(asked, at("10:59")) == Wait(until=at("11:00"))
    assert next_step(asked, at("11:00")) == REMIND
    assert next_step(official(*SILENT_IN_CHAT), at("11:01")) == Wait(until=at("13:00"))
    gone = official(written("09:00"), addresses=(chat(usable=False), phone()))
    assert next_step(gone, at("11:00")) == Wait(until=at("13:00"))


def test_a_reminder_waits_for_office_hours() -> None:
    asked = official(written("16:00"), planned="16:00")
    assert next_step(asked, at("18:00")) == Wait(until=at("Tue 08:00"))
    assert next_step(asked, at("22:00")) == Wait(until=at("Tue 08:00"))
    assert next_step(asked, at("Tue 08:00")) == REMIND


def test_a_reminder_that_could_not_be_sent_is_not_repeated_in_the_answer_time() -> None:
    failed = undelivered("11:00", D.CARRIER_FAULT, "remind")
    assert next_step(official(written("09:00"), failed), at("11:01")) == Wait(until=at("13:00"))


def test_an_official_whom_no_lane_could_call_is_not_said_to_be_unreachable() -> None:
    down = (Standstill(at("13:00"), at("Tue 12:00") + timedelta(days=60)),)
    late = at("Tue 09:00") + timedelta(days=40)
    silent = official(*SILENT_IN_CHAT)
    assert outcome(next_step(silent, late)) is D.NON_CONTACT
    assert outcome(next_step(replace(silent, silenced=down), late)) is D.OUTAGE
    chat_alone = replace(silent, addresses=ONLY_CHAT)
    assert outcome(next_step(replace(chat_alone, silenced=down), late)) is not D.OUTAGE


def test_answer_time_is_working_time_from_the_first_message_that_arrived() -> None:
    assert answer_by(official()) is None
    assert answer_by(official(leaving("09:00"))) is None
    assert answer_by(official(*SILENT_IN_CHAT)) == at("13:00")
    assert answer_by(official(written("16:00"))) == at("Tue 10:00")
    assert answer_by(official(written("Fri 16:00"))) == at("Fri 16:00") + timedelta(
        days=2, hours=18
    )


def test_a_call_before_the_chat_was_linked_does_not_use_up_the_answer_time() -> None:
    linked_later = official(called("09:00", D.NON_CONTACT), written("Tue 09:00"))
    assert answer_by(linked_later) == at("Tue 13:00")


def test_who_is_silent_in_the_chat_is_called_when_the_time_is_over() -> None:
    silent = official(*SILENT_IN_CHAT)
    assert next_step(silent, at("12:59")) == Wait(until=at("13:00"))
    assert next_step(silent, at("13:00")) == CALL


def test_who_answered_one_question_is_not_called_but_closed_as_partial() -> None:
    half = answering(official(*SILENT_IN_CHAT), whereabouts="village")
    assert next_step(half, at("12:59")) == Wait(until=at("13:00"))
    assert next_step(half, at("13:00")) == Wait(until=at("13:02")), "it may be on its way"
    assert outcome(next_step(half, at("13:02"))) is D.PARTIAL


def test_who_has_no_chat_or_blocked_it_is_called() -> None:
    assert next_step(official(addresses=ONLY_PHONE), at("09:00")) == CALL
    blocked = official(undelivered("09:00", D.OUT_OF_SERVICE))
    assert next_step(blocked, at("09:01")) == CALL


def test_a_second_call_waits_for_another_day() -> None:
    tries = (*SILENT_IN_CHAT, called("13:00", D.NON_CONTACT))
    assert next_step(official(*tries), at("13:01")) == Wait(until=at("Tue 08:00"))
    assert next_step(official(*tries), at("Tue 19:00")) == Wait(until=at("Wed 08:00"))


def test_unreachable_can_be_said_only_after_enough_tries_days_and_parts_of_the_day() -> None:
    enough = (*SILENT_IN_CHAT, called("13:00", D.NON_CONTACT), called("Tue 08:00", D.BUSY))
    assert outcome(next_step(official(*enough), at("Tue 08:01"))) is D.ATTEMPTS_EXHAUSTED
    one_day = (*SILENT_IN_CHAT, called("13:00", D.NON_CONTACT), called("15:00", D.NON_CONTACT))
    assert isinstance(next_step(official(*one_day), at("15:01")), Wait)
    one_part = (
        called("08:00", D.NON_CONTACT),
        called("Tue 08:00", D.NON_CONTACT),
        called("Wed 08:00", D.NON_CONTACT),
    )
    waits = next_step(official(*one_part, addresses=ONLY_PHONE), at("Wed 08:01"))
    assert waits == Wait(until=at("Wed 11:30"))
    two_tries = (called("08:00", D.NON_CONTACT), called("Tue 13:00", D.NON_CONTACT))
    assert isinstance(next_step(official(*two_tries, addresses=ONLY_PHONE), at("Tue 13:01")), Wait)


def test_unreachable_is_never_said_before_the_telephone_was_tried() -> None:
    lenient = Policy.of({"official.least_attempts": "2", "official.least_days": "1"})
    silent = official(*SILENT_IN_CHAT[:1], written("12:00", "remind"), policy=lenient)
    assert next_step(silent, at("13:00")) == CALL
    no_phone = official(
        *SILENT_IN_CHAT[:1], written("12:00", "remind"), addresses=ONLY_CHAT, policy=lenient
    )
    assert outcome(next_step(no_phone, at("13:00"))) is D.NON_CONTACT
    rang = (called("12:00", D.NON_CONTACT), called("12:10", D.OUT_OF_SERVICE))
    lost_phone = official(*SILENT_IN_CHAT[:1], *rang, policy=lenient)
    assert outcome(next_step(lost_phone, at("13:00"))) is D.ATTEMPTS_EXHAUSTED


def test_with_no_time_left_too_few_tries_say_no_more_than_no_contact() -> None:
    late = at("Fri 08:00")
    few = official(*SILENT_IN_CHAT)
    assert outcome(next_step(few, late)) is D.NON_CONTACT
    none = official(addresses=ONLY_PHONE)
    assert outcome(next_step(none, late)) is D.NOT_ATTEMPTED
    fault = official(called("09:00", D.CARRIER_FAULT), addresses=ONLY_PHONE)
    assert outcome(next_step(fault, late)) is D.CARRIER_FAULT


def test_with_every_address_gone_too_few_tries_say_no_more_than_no_contact() -> None:
    one = (written("09:00"), called("13:00", D.OUT_OF_SERVICE))
    gone = official(*one, addresses=(chat(usable=False), phone()))
    assert outcome(next_step(gone, at("13:01"))) is D.NON_CONTACT
    enough = (*SILENT_IN_CHAT, called("Tue 13:00", D.NON_CONTACT))
    tried = official(*enough, addresses=())
    assert outcome(next_step(tried, at("Tue 13:01"))) is D.ATTEMPTS_EXHAUSTED
    assert outcome(next_step(official(addresses=()), at("09:00"))) is D.OUT_OF_SERVICE


def test_who_has_no_telephone_is_written_to_on_another_day_and_never_in_a_burst() -> None:
    silent = official(*SILENT_IN_CHAT, addresses=ONLY_CHAT)
    assert next_step(silent, at("13:00")) == Wait(until=at("Tue 11:30"))
    assert next_step(silent, at("Tue 11:30")) == REMIND
    enough = official(*SILENT_IN_CHAT, written("Tue 11:30", "remind"), addresses=ONLY_CHAT)
    assert next_step(enough, at("Tue 11:31")) == Wait(until=at("Tue 15:30"))
    assert next_step(enough, at("Tue 15:30")) == Wait(until=at("Tue 15:32"))
    assert outcome(next_step(enough, at("Tue 15:32"))) is D.NON_CONTACT
    quiet = Policy.of({"official.voice_attempts": "0"})
    assert outcome(next_step(replace(enough, policy=quiet), at("Tue 15:32"))) is (
        D.ATTEMPTS_EXHAUSTED
    )


def test_a_first_message_that_could_not_be_sent_is_no_reminder_the_second_time() -> None:
    failed = undelivered("09:00", D.CARRIER_FAULT)
    again = official(failed, addresses=ONLY_CHAT)
    assert next_step(again, at("09:01")) == Wait(until=at("09:10"))
    assert next_step(again, at("09:10")) == ASK


@pytest.mark.parametrize(("only", "failed"), [(chat(), undelivered), (phone(), called)])
def test_a_carrier_that_fails_three_times_closes_the_contact_and_blames_nobody(
    only: Address, failed: Callable[[str, Disposition], Attempt]
) -> None:
    faults = [failed(time, D.CARRIER_FAULT) for time in ("09:00", "09:15", "09:30")]
    twice = official(*faults[:2], addresses=(only,))
    assert next_step(twice, at("10:00")) == Try(address=only, purpose="ask")
    thrice = official(*faults, addresses=(only,))
    assert outcome(next_step(thrice, at("10:00"))) is D.CARRIER_FAULT


def test_a_message_that_was_lost_is_no_fault_of_the_telephone() -> None:
    lost = undelivered("09:00", D.CARRIER_FAULT)
    calls = [called(time, D.CARRIER_FAULT) for time in ("09:11", "09:30", "09:45")]
    assert next_step(official(lost, *calls[:2]), at("10:00")) == CALL
    assert outcome(next_step(official(lost, *calls), at("10:00"))) is D.CARRIER_FAULT


def test_a_busy_line_is_tried_again_soon_but_only_once() -> None:
    busy = called("13:00", D.BUSY)
    step = next_step(official(*SILENT_IN_CHAT, busy), at("13:01"))
    assert isinstance(step, Wait)
    assert step.until - at("13:20") == timedelta(seconds=40)
    twice = official(*SILENT_IN_CHAT, busy, called("13:21", D.BUSY))
    assert next_step(twice, at("13:22")) == Wait(until=at("Tue 08:00"))
    fault = called("13:21", D.CARRIER_FAULT)
    around = official(*SILENT_IN_CHAT, busy, fault, called("13:37", D.BUSY))
    assert next_step(around, at("13:40")) == Wait(until=at("Tue 08:00"))


def test_where_the_policy_calls_no_officials_nobody_is_called() -> None:
    quiet = Policy.of({"official.voice_attempts": "0"})
    step = next_step(official(*SILENT_IN_CHAT, policy=quiet), at("13:00"))
    assert step == Wait(until=at("Tue 11:30"))
    assert next_step(official(*SILENT_IN_CHAT), at("13:00")) == CALL
    no_chat = official(addresses=ONLY_PHONE, policy=quiet)
    assert outcome(next_step(no_chat, at("09:00"))) is D.OUT_OF_SERVICE


def test_a_message_that_is_still_on_its_way_is_waited_for_and_never_in_the_past() -> None:
    assert next_step(official(leaving("09:00")), at("09:01")) == Wait(until=at("09:02"))
    assert next_step(official(leaving("09:00")), at("09:10")) == Wait(until=at("09:12"))


def test_a_call_that_is_under_way_is_waited_for_even_if_a_chat_was_linked_meanwhile() -> None:
    live = official(ringing("09:00"))
    assert next_step(live, at("09:01")) == Wait(until=at("09:08"))
    over = official(called("09:00", D.NON_CONTACT))
    assert next_step(over, at("09:01")) == ASK


@pytest.mark.parametrize("said", [D.COMPLETE, D.PARTIAL, D.REFUSED, D.LEFT_POST])
def test_what_an_official_said_on_the_phone_closes_the_contact(said: Disposition) -> None:
    spoken = official(*SILENT_IN_CHAT, called("13:00", said))
    assert outcome(next_step(spoken, at("13:01"))) is said
    unlinked = official(called("09:00", said))
    assert outcome(next_step(unlinked, at("09:01"))) is said
