from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspection.disposition import Disposition
from inspection.next_step import next_step
from inspection.plan import asked_days, household_dialogue, household_moment, official_dialogue
from inspection.policy import Policy
from inspection.pursuit import Try, Wait
from inspection.questionnaire.keypad import DONT_KNOW_CHOICE
from inspection.window import household_window
from tests.inspection.contacts import (
    CALENDAR,
    KEY,
    OFFICIAL,
    POLICY,
    VILLAGER,
    ZONE,
    at,
    called,
    household,
)

OFFICIAL_DRAWN = ("task", "visited", "pressing")
OFFICIAL_ELSEWHERE = ("trip_detail", "leave_detail", "rest_detail", "emergency_detail")
VILLAGER_OPENING, VILLAGER_ALWAYS = ("language", "consent", "household"), ("seen",)
VILLAGER_OUTSIDE = ("needs", "fair", "posted", "money")
VILLAGER_DRAWN = (*VILLAGER_OUTSIDE, "helper", "visits", "answered", "coached")
VILLAGER_KEYED = 5
WINDOW = household_window(POLICY, CALENDAR, POLICY.zone)
HOUSEHOLDS = [f"H{number}" for number in range(200)]
keys = st.binary(min_size=32, max_size=32)


def test_an_official_is_asked_where_they_are_and_one_drawn_fact() -> None:
    second = Counter(official_dialogue(OFFICIAL, KEY, "T1", f"O{n}").order[1] for n in range(200))
    assert set(second) == set(OFFICIAL_DRAWN)
    assert min(second.values()) > 40
    order = official_dialogue(OFFICIAL, KEY, "T1", "O1").order
    assert order[0] == "whereabouts"
    assert order[2:] == OFFICIAL_ELSEWHERE


@given(key=keys, one=st.sampled_from(HOUSEHOLDS))
def test_a_call_has_the_opening_and_five_questions_and_asks_always_who_was_seen(
    key: bytes, one: str
) -> None:
    order = household_dialogue(VILLAGER, key, "T1", one, in_programme=True).order
    assert order[:3] == VILLAGER_OPENING
    drawn = order[3:]
    assert len(set(drawn)) == len(drawn) == VILLAGER_KEYED
    assert set(VILLAGER_ALWAYS) <= set(drawn) <= {*VILLAGER_ALWAYS, *VILLAGER_DRAWN}


@given(key=keys, one=st.sampled_from(HOUSEHOLDS))
def test_a_household_outside_the_programme_is_asked_nothing_about_its_helper(
    key: bytes, one: str
) -> None:
    order = household_dialogue(VILLAGER, key, "T1", one, in_programme=False).order
    assert set(order[3:]) == {*VILLAGER_ALWAYS, *VILLAGER_OUTSIDE}


def test_the_draw_of_a_household_is_its_own_and_can_be_repeated() -> None:
    first = household_dialogue(VILLAGER, KEY, "T1", "H1", in_programme=True)
    assert first == household_dialogue(VILLAGER, KEY, "T1", "H1", in_programme=True)
    others = {
        household_dialogue(VILLAGER, KEY, "T1", "H2", in_programme=True).order,
        household_dialogue(VILLAGER, KEY, "T2", "H1", in_programme=True).order,
        household_dialogue(VILLAGER, b"\1" * 32, "T1", "H1", in_programme=True).order,
    }
    assert first.order not in others


def test_always_pressing_one_key_says_nothing() -> None:
    on_one = Counter(
        household_dialogue(VILLAGER, KEY, "T1", one, in_programme=True).keys["seen"][0]
        for one in HOUSEHOLDS
    )
    assert set(on_one) == {"yes", "no", "away"}
    assert min(on_one.values()) > 40


def test_the_opening_has_the_same_keys_in_every_call_and_i_dont_know_comes_last() -> None:
    for one in HOUSEHOLDS:
        dialogue = household_dialogue(VILLAGER, KEY, "T1", one, in_programme=True)
        for name, drawn in dialogue.keys.items():
            assert DONT_KNOW_CHOICE not in drawn[:-1]
            choices = VILLAGER.choice_names(VILLAGER.question(name))
            assert sorted(drawn) == sorted(choices)
            assert name not in VILLAGER_OPENING


def test_a_moment_is_drawn_over_the_hours_that_are_left_of_the_day() -> None:
    moments = [
        household_moment(KEY, "T1", one, window=WINDOW, after=at("10:00")) for one in HOUSEHOLDS
    ]
    assert len(set(moments)) > 190
    hours = Counter(moment.astimezone(ZONE).hour for moment in moments)
    assert set(hours) == {12, 13, 18}


@given(key=keys, minutes=st.integers(0, 7 * 24 * 60), one=st.sampled_from(HOUSEHOLDS[:3]))
def test_a_moment_lies_in_the_villagers_hours_of_the_first_day_that_has_any_left(
    key: bytes, minutes: int, one: str
) -> None:
    after = at("00:00") + timedelta(minutes=minutes)
    moment = household_moment(key, "T1", one, window=WINDOW, after=after)
    assert moment >= after
    assert WINDOW.inside(moment)
    opens = WINDOW.next_opening(after)
    assert moment.astimezone(ZONE).date() == opens.astimezone(ZONE).date()


def test_a_moment_that_would_be_the_end_of_a_span_is_the_beginning_of_the_next() -> None:
    short = Policy.of({"household.hours_workday": "12:00-12:01,12:02-12:04"})
    window = household_window(short, CALENDAR, short.zone)
    moments = {
        household_moment(KEY, "T1", one, window=window, after=at("12:00")) for one in HOUSEHOLDS
    }
    assert at("12:02") in moments
    assert all(window.inside(moment) for moment in moments)


def test_the_plan_leaves_room_for_the_second_try_of_the_same_day() -> None:
    assert next_step(household(planned="12:45"), at("12:45")) == Try(
        address=household().addresses[0], purpose="ask"
    )
    tried = household(called("12:45", Disposition.NON_CONTACT), planned="12:45")
    assert next_step(tried, at("12:46")) == Wait(until=at("18:00"))


def test_both_are_asked_about_the_local_day_of_the_pick_and_the_day_before() -> None:
    assert asked_days(at("09:10"), WINDOW) == (date(2026, 3, 1), date(2026, 3, 2))
    assert asked_days(at("00:10"), WINDOW) == (date(2026, 3, 1), date(2026, 3, 2))
    assert asked_days(at("Sun 23:50"), WINDOW)[1] == date(2026, 3, 8)
