from datetime import timedelta

from fieldwork.issue import SWITCHED_OFF
from fieldwork.visit_desk import VisitDesk
from inspection.assignment import AssignmentState
from inspection.chat import Tapped
from inspection.policy import PolicyRow
from inspection.visit import VISITS, Outcome, Unvisited
from inspection.visit_button import read_visit_press
from simulator.chat_script import ChatScript
from tests.scenarios.check import MakeTown
from tests.scenarios.test_pause import pause
from tests.scenarios.town import MONDAY, SUNDAY, VILLAGE
from tests.scenarios.visits import Tour, supervisor

THREE = (supervisor("I1"), supervisor("I2"), supervisor("I3"))
EXPIRED = "This button has expired; nothing was changed."
TOLD = "drawn by lot for today, Monday 2 March"


def test_the_place_is_told_at_the_hour_of_the_day_and_not_before(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, THREE)
    tour.town.to(7, 29)
    assert [chat.receives_nothing() for chat in tour.order]
    tour.town.to(7, 30)
    first, *others = tour.order
    first.receives(f"Visit 1, {TOLD}.")
    first.sees("Team T1, village Shuanghe, Zhongping, Luquan.").sees("by Monday 2 March, 08:30")
    assert [chat.receives_nothing() for chat in others]
    tour.town.chat("O1").receives_nothing()
    assert not [word for word in ("Shuanghe", VILLAGE) if word in tour.log_of_acts()]


def test_a_visit_is_accepted_made_and_reported_to_the_responsible(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, THREE)
    tour.town.to(7, 30)
    chat = tour.order[0].receives(TOLD).taps("Accept").receives("Thank you, visit 1 is yours.")
    tour.town.to(15)
    chat.taps("Visited").receives("Please write what you found").says("/done")
    chat.receives("at least one sentence").says("Two of three were there.").receives("Kept.")
    chat.says("The pump is broken.").receives("Kept.").taps("Report is complete")
    chat.receives("is complete and was passed on")
    summary = tour.chat("I1").receives("Visit 1 · team T1 · Shuanghe (Zhongping)")
    summary.sees("The visit was made.").sees("“Two of three were there.”")
    summary.sees("visited and reported, 2 March 15:00").sees("“The pump is broken.”")
    assert tour.outcomes == ["DONE"]
    assert tour.visits[0].outcome is Outcome.VISITED
    tour.town.to(20, 45)
    tour.chat("I1").receives("Digest").sees("1 visit ended:\n  1 · Shuanghe · The visit was made.")
    for other in ("I2", "I3"):
        tour.chat(other).reads_all()


def test_whoever_declines_makes_room_for_the_next_and_the_reason_is_kept(
    make_town: MakeTown,
) -> None:
    tour = Tour.in_town(make_town, THREE)
    tour.town.to(7, 30)
    first, second, third = tour.order
    first.receives(TOLD).taps("Decline").receives("Why can you not make visit 1?")
    first.taps("Kin or a friend there").receives("goes to the next in the drawn order")
    second.receives(TOLD).taps("Decline").receives("Why").taps("Another reason")
    second.receives("in your own words").says("My car is broken.").receives("goes to the next")
    third.receives(TOLD).taps("Accept").receives("is yours").taps("Not possible")
    third.receives("what made visit 1 impossible").says("A landslide.").receives("not possible")
    assert tour.outcomes == ["DECLINED kin", "DECLINED other", "FAILED not_possible"]
    assert [one.words for one in tour.assignments] == ["", "My car is broken.", "A landslide."]
    told = tour.chat("I1").receives("Visit 1 · team T1").sees("accepted and not made")
    told.sees("declined (kin or a friend there)").sees("“My car is broken.”")


def test_whoever_does_not_answer_is_passed_by_and_comes_too_late(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, THREE)
    tour.town.to(8, 29)
    first, second, _ = tour.order
    second.receives_nothing()
    tour.town.to(8, 30)
    second.receives(TOLD)
    first.receives(TOLD).taps("Accept")
    name = first.person.chat.user.name
    assert tour.town.notices(name)[-1] == EXPIRED
    first.receives_nothing()
    assert tour.outcomes == ["EXPIRED no_answer", "TOLD"]


def test_a_button_counts_once_and_only_in_the_right_hands(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, THREE, policy={"visit.inspectors": "2"})
    tour.town.to(7, 30)
    first, second, third = tour.order
    first.receives(TOLD).taps("Accept").receives("is yours")
    first.taps("Accept", message=-2).taps("Decline", message=-2)
    assert tour.town.notices(first.person.chat.user.name)[-2:] == [EXPIRED, EXPIRED]
    first.receives_nothing()
    tap_as(tour, third, f"v:{tour.assignments[0].token}:visited")
    second.receives(TOLD).taps("Accept").receives(f"together with {names(tour)[0]}")
    second.receives("is yours")
    first.receives(f"You make visit 1 together with {names(tour)[1]}.")
    third.receives_nothing()
    assert [one.state for one in tour.assignments] == [AssignmentState.ACCEPTED] * 2


def tap_as(tour: Tour, chat: ChatScript, data: str) -> None:
    """Presses a button that is under somebody else's message."""
    press = read_visit_press(data)
    assert press is not None
    person = chat.person.chat.user.name
    with tour.town.product.foundation.ledger.write() as book:
        (held,) = book.chats.of_person("inspector", person)
        tapped = Tapped(chat="", user="", query="Q1", data=data)
        VisitDesk(book=book, now=tour.town.world.now, key="foreign").tap(held, tapped, press)
        letters = [message.letter for message in book.messages.awaited(held.id)]
    assert [letter.text for letter in letters] == [EXPIRED]


def names(tour: Tour) -> list[str]:
    return [f"Person {person}" for person in tour.visits[0].pick.inspectors]


def test_a_paused_region_gets_no_visit(make_town: MakeTown) -> None:
    """The pause came after the draw: it stands, and nobody is told."""
    tour = Tour.in_town(make_town, THREE)
    tour.town.to(7)
    pause(tour.town)
    for chat in tour.order:
        chat.receives("paused")
    tour.town.to(9)
    assert tour.assignments == []
    assert tour.visits[0].unvisited is Unvisited.PAUSED
    tour.chat("I1").receives("Nobody was sent: the region was paused.")


def test_nobody_who_may_know_the_team_is_drawn(make_town: MakeTown) -> None:
    people = (
        supervisor("I1", kin=("530128106",)),
        supervisor("I2", county="530128"),
        supervisor("I3"),
        supervisor("A1"),
    )
    tour = Tour.in_town(make_town, people)
    tour.town.to(7, 30)
    assert tour.visits[0].pick.inspectors == ("I3",)
    tour.chat("I3").receives(TOLD)


def test_where_nobody_can_be_sent_the_administrators_hear_of_it_without_the_place(
    make_town: MakeTown,
) -> None:
    tour = Tour.in_town(make_town, (*THREE, supervisor("A1")), linked=("A1",))
    tour.town.to(7, 30)
    assert tour.outcomes == ["PASSED no_account"] * 3
    visit = tour.visits[0]
    assert (visit.outcome, visit.unvisited) == (Outcome.NOT_ATTEMPTED, Unvisited.NOBODY_FREE)
    told = tour.chat("A1").receives("Visit 1, drawn for Monday 2 March, was not made")
    assert not [word for word in ("Shuanghe", "T1") if word in told.messages[-1].text]


def test_what_was_accepted_and_not_reported_ends_by_itself(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, THREE, policy={"visit.report_days": "0"})
    switch_off(tour)
    tour.town.to(7, 30)
    tour.order[0].receives(TOLD).taps("Accept").receives("is yours")
    tour.town.to(0, 1, day=3)
    assert tour.outcomes == ["FAILED no_report"]
    tour.chat("I1").receives("Digest").receives("accepted, did not visit")
    for other in ("I2", "I3"):
        tour.chat(other).reads_all()


def test_a_day_without_visits_is_accounted_for_once_they_have_begun(make_town: MakeTown) -> None:
    tour = Tour.in_town(make_town, (supervisor("I1"),), linked=())
    switch_off(tour)
    tour.town.to(12, day=4)
    with tour.town.product.foundation.ledger.read() as book:
        slots = book.slots.between(VISITS, SUNDAY, SUNDAY + timedelta(days=30))
    assert [(slot.state, slot.reason) for slot in slots] == [
        ("REVEALED", ""),
        ("MISSED", SWITCHED_OFF),
        ("MISSED", SWITCHED_OFF),
    ]


def switch_off(tour: Tour) -> None:
    with tour.town.product.foundation.ledger.write() as book:
        tuesday = MONDAY + timedelta(days=1)
        key = "visit.rate_milli"
        book.policy.set(PolicyRow(region="", key=key, value="0", valid_from=tuesday))
