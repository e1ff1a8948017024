"""Whatever people, carriers and dispatchers do: what the pursuit of a contact never does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inspection.contact import Address, ContactKind
from inspection.disposition import Disposition
from inspection.finding import FindingKind, weigh
from inspection.policy import Policy
from inspection.pursuit import Pursuit
from inspection.retry_table import after
from tests.inspection.contacts import POLICY, at, chat, household, official, phone
from tests.inspection.dossiers import dossier, file
from tests.inspection.pursued import Fate, Story, pursued

D = Disposition
OUTCOMES = [d for d in Disposition if d not in (D.ATTEMPTS_EXHAUSTED, D.NOT_ATTEMPTED)]
REACHES_NOBODY = [D.NON_CONTACT, D.BUSY, D.ANSWERING_MACHINE, D.SILENT, D.CARRIER_FAULT]

minutes = st.integers(1, 12).map(lambda minute: timedelta(minutes=minute))
lateness = st.one_of(
    st.just(timedelta(0)), st.integers(1, 4000).map(lambda minute: timedelta(minutes=minute))
)


def fates(outcomes: Sequence[Disposition]) -> st.SearchStrategy[list[Fate]]:
    one = st.builds(
        Fate,
        outcome=st.sampled_from(outcomes),
        takes=minutes,
        rings=st.booleans(),
        dispatcher_late=lateness,
        answers=st.sampled_from([False, False, False, True]),
    )
    return st.lists(one, min_size=1, max_size=8)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    answer = draw(st.sampled_from([5, 240, 600]))
    numbers = {
        "official.answer_minutes": answer,
        "official.reminder_minutes": draw(st.sampled_from([1, answer // 2, answer - 1])),
        "official.voice_attempts": draw(st.integers(0, 2)),
        "official.least_attempts": draw(st.integers(1, 5)),
        "official.least_days": draw(st.integers(1, 3)),
        "official.least_parts": draw(st.integers(1, 3)),
        "household.attempts_a_number": draw(st.integers(1, 4)),
        "household.least_gap_minutes": draw(st.sampled_from([15, 90, 300])),
        "household.busy_minutes": draw(st.sampled_from([1, 20, 60])),
    }
    return Policy.of({key: str(number) for key, number in numbers.items()})


@st.composite
def pursuits(draw: st.DrawFn, kind: ContactKind) -> Pursuit:
    phones = [
        phone(n, usable=draw(st.booleans()) or n == 1)
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    chats = [chat(usable=draw(st.booleans()))] if kind == "official" and draw(st.booleans()) else []
    policy = draw(st.one_of(st.just(POLICY), policies()))
    opened = household if kind == "household" else official
    pursuit = opened(addresses=(*chats, *phones), policy=policy)
    planned = at("08:00") + timedelta(minutes=draw(st.integers(0, 6 * 24 * 60)))
    close_by = planned + timedelta(hours=draw(st.integers(1, 200)))
    return replace(pursuit, contact=replace(pursuit.contact, planned_at=planned, close_by=close_by))


def told(pursuit: Pursuit, fates: list[Fate]) -> Story:
    """Raises AssertionError if the pursuit never ends or waits for the past."""
    return pursued(pursuit, fates, pursuit.contact.planned_at - timedelta(hours=1))


def keeps_to_time_and_place(story: Story) -> None:
    contact, window = story.pursuit.contact, story.pursuit.window
    spoilt: set[Address] = set()
    for made, attempt in zip(story.tries, story.pursuit.attempts, strict=True):
        assert contact.planned_at <= made.at <= contact.close_by
        assert window.inside(made.at)
        assert made.step.address.usable
        assert made.step.address not in spoilt
        if attempt.disposition in (D.OUT_OF_SERVICE, D.WRONG_PERSON):
            spoilt.add(made.step.address)


def faults_are_not_counted(story: Story) -> None:
    attempts = story.pursuit.attempts
    faults = [a for a in attempts if a.disposition in (D.CARRIER_FAULT, D.OUT_OF_SERVICE)]
    assert not set(faults) & set(story.pursuit.counted)
    if len(faults) == len(attempts):
        assert story.close.disposition in (D.NOT_ATTEMPTED, D.CARRIER_FAULT, D.OUT_OF_SERVICE)


@given(pursuit=pursuits("household"), fates=fates(OUTCOMES))
def test_a_households_pursuit_ends_in_time_within_the_hours_and_the_numbers_of_tries(
    pursuit: Pursuit, fates: list[Fate]
) -> None:
    story = told(pursuit, fates)
    keeps_to_time_and_place(story)
    faults_are_not_counted(story)
    for address in pursuit.addresses:
        counted = [a for a in story.pursuit.counted if a.address == address.id]
        assert len(counted) <= pursuit.policy.household_attempts_a_number


@given(pursuit=pursuits("household"), fates=fates(REACHES_NOBODY))
def test_a_household_is_never_rung_twice_within_the_gap(
    pursuit: Pursuit, fates: list[Fate]
) -> None:
    story = told(pursuit, fates)
    for earlier, later in pairwise(story.pursuit.attempts):
        assert earlier.disposition is not None
        assert earlier.ended_at is not None
        gap = timedelta(minutes=after("household", earlier).minutes(pursuit.policy))
        assert later.made_at - earlier.ended_at >= gap


@given(pursuit=pursuits("household"), fates=fates(OUTCOMES))
def test_silence_of_a_household_never_yields_a_finding(pursuit: Pursuit, fates: list[Fate]) -> None:
    story = told(pursuit, fates)
    closed = story.pursuit.contact.close(story.close.disposition, at("Sun 12:00"))
    silent = file("household", contact=closed, attempts=story.pursuit.attempts)
    for official_file in (file("official"), file("official", whereabouts="village")):
        assert weigh(dossier(official_file, silent, silent), pursuit.policy, at("Sun 12:00")) == ()


@given(pursuit=pursuits("official"), fates=fates(OUTCOMES))
def test_an_officials_pursuit_ends_in_time_and_within_working_hours(
    pursuit: Pursuit, fates: list[Fate]
) -> None:
    story = told(pursuit, fates)
    keeps_to_time_and_place(story)
    faults_are_not_counted(story)


@given(pursuit=pursuits("official"), fates=fates([*REACHES_NOBODY, D.WRONG_PERSON]))
def test_an_official_is_unreachable_only_after_enough_tries_on_enough_days_and_parts(
    pursuit: Pursuit, fates: list[Fate]
) -> None:
    story = told(pursuit, fates)
    ended, policy = story.pursuit, pursuit.policy
    enough = (
        len(ended.counted) >= policy.official_least_attempts
        and len(ended.days()) >= policy.official_least_days
        and len(ended.parts()) >= policy.official_least_parts
    )
    if story.close.disposition is D.ATTEMPTS_EXHAUSTED:
        assert enough
    closed = ended.contact.close(story.close.disposition, at("Sun 12:00"))
    found = weigh(
        dossier(file("official", contact=closed, attempts=ended.attempts)), policy, at("Sun 12:00")
    )
    exhausted = story.close.disposition is D.ATTEMPTS_EXHAUSTED
    rang = any(attempt.channel == "voice" for attempt in ended.counted)
    assert rang or not exhausted or policy.official_voice_attempts == 0
    assert [f.kind for f in found] == [FindingKind.UNREACHABLE] * (exhausted and rang)


@given(pursuit=pursuits("official"), fates=fates(REACHES_NOBODY))
def test_an_official_gets_one_reminder_in_the_answer_time_and_no_burst_of_calls(
    pursuit: Pursuit, fates: list[Fate]
) -> None:
    story = told(pursuit, fates)
    gap = timedelta(minutes=pursuit.policy.household_least_gap_minutes)
    calls = [a.made_at for a in story.pursuit.counted if a.channel == "voice"]
    for first, third in zip(calls, calls[2:], strict=False):
        assert third - first >= gap
    written = [a.made_at for a in story.pursuit.counted if a.channel == "chat"]
    for second, third in pairwise(written[1:]):
        assert third - second >= gap


@given(fates=fates(REACHES_NOBODY))
def test_a_household_that_nobody_reaches_is_tried_as_often_as_the_policy_says(
    fates: list[Fate],
) -> None:
    """With two weeks, a dispatcher in time and no fault, no try is left out."""
    silent = [replace(fate, dispatcher_late=timedelta(0), outcome=D.NON_CONTACT) for fate in fates]
    pursuit = household(addresses=(phone(1), phone(2)))
    patient = replace(pursuit.contact, close_by=_in_two_weeks(pursuit))
    story = told(replace(pursuit, contact=patient), silent)
    assert len(story.tries) == 2 * POLICY.household_attempts_a_number


def _in_two_weeks(pursuit: Pursuit) -> datetime:
    return pursuit.contact.planned_at + timedelta(days=14)
