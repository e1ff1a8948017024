"""Presence is contradicted only by two households who were there and saw nobody."""

import pytest

from inspection.finding import FindingKind
from tests.scenarios.check import MakeTown
from tests.scenarios.neighbours import (
    DOES_NOT_KNOW,
    SAW_NOBODY,
    SAW_THEM,
    WAS_AWAY,
    Neighbours,
)

IN_VILLAGE = "In the village"


def test_two_households_who_saw_nobody_contradict_presence(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town)
    story.claims(IN_VILLAGE)
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(23)
    (finding,) = story.town.book().findings()
    assert finding.kind == FindingKind.PRESENCE_CONTRADICTED
    assert finding.severity == "serious"
    assert finding.why["en"] == (
        "The official said to be in the village, but 2 households who were there saw nobody of"
        " the team on Monday 2 March or Sunday 1 March, and none saw anybody."
    )
    assert "当时在村的2户都说3月2日星期一或3月1日星期日没有见到工作队" in finding.why["zh"]
    assert [(piece["who"], piece["what"], piece["said"]) for piece in finding.evidence] == [
        ("official", "whereabouts", "village"),
        ("household 1", "seen", "no"),
        ("household 2", "seen", "no"),
    ]


@pytest.mark.parametrize("other", [SAW_THEM, WAS_AWAY, DOES_NOT_KNOW])
def test_one_household_who_saw_nobody_contradicts_nothing(make_town: MakeTown, other: str) -> None:
    story = Neighbours.picked_in(make_town)
    story.claims(IN_VILLAGE)
    story.tell(SAW_NOBODY, other)
    story.town.to(23)
    assert not story.town.book().findings()
    assert "conclude nothing from it" in story.summary()


@pytest.mark.parametrize("claim", ["On an official trip", "On leave", "Resting", "Emergency"])
def test_whoever_did_not_claim_to_be_there_is_not_contradicted(
    make_town: MakeTown, claim: str
) -> None:
    story = Neighbours.picked_in(make_town)
    story.claims(claim)
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(23)
    assert not story.town.book().findings()
    assert "said to be elsewhere; households were not compared with it." in story.summary()


def test_households_who_spoke_before_the_official_came_contradict_nothing(
    make_town: MakeTown,
) -> None:
    """At noon nobody was there; at two the official is, and says so."""
    at_noon = {"household.hours_workday": "12:00-13:30"}
    story = Neighbours.picked_in(make_town, policy=at_noon)
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(13, 45)
    chat = story.town.chat("O1").receives("Unannounced check").receives("A reminder")
    chat.taps(IN_VILLAGE).receives("Please type").says("Just back.").receives("recorded")
    story.town.to(23)
    assert not story.town.book().findings()
    assert "2 of them spoke too early" in story.summary()


def test_one_household_who_saw_them_outweighs_two_who_did_not(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town, policy={"household.calls": "3"})
    story.claims(IN_VILLAGE)
    story.tell(SAW_NOBODY, SAW_NOBODY, SAW_THEM)
    story.town.to(23)
    assert not story.town.book().findings()
    assert "2 households saw nobody, but 1 saw the team" in story.summary()


def test_a_household_that_is_away_makes_room_for_nobody(make_town: MakeTown) -> None:
    """It answered: nobody is called in its place, and its answer counts for nothing."""
    story = Neighbours.picked_in(make_town)
    story.claims(IN_VILLAGE)
    story.tell(WAS_AWAY, WAS_AWAY)
    story.town.to(23, day=6)
    assert story.called() == set(story.drawn.households)
    assert not story.town.book().findings()
    assert "no household said whether it saw the team." in story.summary()


def test_a_household_that_is_not_reached_is_no_witness(make_town: MakeTown) -> None:
    policy = {"household.contacts_an_inspection": "2", "household.attempts_a_number": "1"}
    story = Neighbours.picked_in(make_town, policy=policy)
    story.claims(IN_VILLAGE)
    story.tell(SAW_NOBODY)
    story.phone(2).does_not_answer()
    story.town.to(23, day=6)
    assert story.contact(2).disposition == "ATTEMPTS_EXHAUSTED"
    assert not story.town.book().findings()


def test_presence_claimed_on_the_phone_is_not_verified_and_no_finding(
    make_town: MakeTown,
) -> None:
    story = Neighbours.picked_in(make_town)
    phone = story.town.phone_of("O1").answers().hears("Where are you now?")
    phone.chooses(IN_VILLAGE).hears("Thank you")
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(23)
    story.town.chat("O1").receives("Unannounced check").receives("A reminder")
    assert not story.town.book().findings()
    assert "came by telephone and was not verified" in story.summary()


def test_here_now_on_another_day_is_not_contradicted(make_town: MakeTown) -> None:
    """The households spoke of Sunday and Monday, the official of Tuesday."""
    story = Neighbours.picked_in(make_town)
    story.town.phone_of("O1").does_not_answer()
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(7, 30, day=3)
    chat = story.town.chat("O1").receives("Unannounced check").receives("A reminder")
    chat.taps(IN_VILLAGE).receives("Please type").says("Just back.").receives("marked late")
    story.town.to(23, day=3)
    assert not story.town.book().findings()
    assert "the official spoke of another day" in story.summary()
