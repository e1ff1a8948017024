"""A flood: a region is paused. Nobody there is drawn, called or reminded, and time stands still."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fieldwork import pausing
from fieldwork.framing import Framed
from fieldwork.issue import CALLS, PAUSED
from inspection.frame import Reason
from inspection.roster import Roster, Team
from simulator.carrier.call import Call
from simulator.carrier.callee import NoAnswer
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown
from tests.scenarios.town import SHANGHAI, VILLAGE, Town, small_roster
from tests.scenarios.village import ONLY_ONE, Village

ELSEWHERE = "530129106201"


class NobodyHome:
    def rings(self, call: Call) -> NoAnswer:
        return NoAnswer()


def pause(town: Town, region: str = "530128", *, last_day: date | None = None) -> None:
    with town.product.foundation.ledger.write() as book:
        pausing.begin(book, region, "The river rises.", last_day, town.world.now)
    town.product.engine.wake()
    town.clock.settle()


def resume(town: Town, region: str = "530128") -> None:
    with town.product.foundation.ledger.write() as book:
        for one in pausing.in_force(book, region, town.world.now):
            pausing.end(book, one, "The road is open.", town.world.now)
    town.product.engine.wake()
    town.clock.settle()


def march(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


# -- the draw --------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["530128", VILLAGE, "53", ""])
def test_where_every_team_is_paused_slots_are_missed(make_town: MakeTown, region: str) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    town.link("O1")
    pause(town, region)
    town.to(11)
    assert slots(town) == [("MISSED", PAUSED)]
    resume(town, region)
    town.to(11, day=3)
    assert slots(town)[1:] == [("CLOSED", "")]
    town.chat("O1").receives("Unannounced check")


def test_a_paused_team_has_no_chance_and_the_others_keep_theirs(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=two_counties())
    town.link("O1", "O2")
    pause(town)
    town.to(11)
    with town.product.foundation.ledger.read() as book:
        slot = book.slots.latest(CALLS)
        assert slot is not None
        rows = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    assert [(row.unit, row.reason, row.pi_ppb) for row in rows] == [
        ("T1", Reason.PAUSED, 0),
        ("T2", "", 1_000_000_000),
    ]
    town.chat("O1").receives_nothing()
    town.chat("O2").receives("Unannounced check")


def test_whoever_is_drawn_after_the_pause_was_declared_is_not_asked(make_town: MakeTown) -> None:
    """The frame was committed a minute before: the draw stands, and nobody hears of it."""
    policy = {"draw.commit_seconds": "600"}
    town = make_town(policy=policy, roster=small_roster(officials=1))
    town.link("O1", "I1")
    town.to(9, 55)
    pause(town)
    town.chat("I1").receives("paused")
    town.to(23)
    contacts = town.book().contacts()
    assert {c.kind for c in contacts} == {"official", "household"}
    assert {c.disposition for c in contacts} == {"NOT_ATTEMPTED"}
    assert slots(town) == [("REVEALED", "")]
    town.chat("O1").receives_nothing()
    inspector = town.chat("I1").receives("Inspection 1")
    inspector.sees("The place has been paused since 2 March 09:55").receives("Digest")
    assert town.book().findings() == []


# -- what had begun --------------------------------------------------------------------------------


def test_no_question_leaves_while_the_region_is_paused(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    pause(check.town)
    check.town.to(18, day=4)
    check.chat.receives_nothing()
    assert check.tries == []
    resume(check.town)
    check.town.to(7, 59, day=5)
    check.chat.receives_nothing()
    check.town.to(9, 1, day=5)
    check.chat.receives("Unannounced check")


def test_a_question_that_waited_to_be_sent_waits_on(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.world.faults.answer(
        "telegram.sendMessage",
        status=429,
        body={
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests",
            "parameters": {"retry_after": 60},
        },
    )
    check.after()
    pause(check.town)
    check.town.to(18)
    check.chat.receives_nothing()
    resume(check.town)
    check.town.to(9, 30, day=3)
    check.chat.receives("Unannounced check").taps("On leave").receives("Until when")
    assert check.late == []


def test_time_to_answer_and_the_reminder_stand_still(make_town: MakeTown) -> None:
    """One of four hours is over when the pause begins, so three are left after it."""
    check = Check.asked_in(make_town)
    check.after(hours=1)
    pause(check.town)
    check.after(hours=25)
    check.chat.receives_nothing()
    resume(check.town)
    check.after(hours=25.9)
    check.chat.receives_nothing()
    check.after(hours=27.1)
    check.chat.receives("A reminder")
    check.after(hours=27.9)
    check.chat.taps("On leave").receives("Until when").says("Friday.").receives("recorded")
    assert check.late == []
    assert check.rung_at == []


def test_without_the_pause_the_same_answer_is_late(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, policy={"official.voice_attempts": "0"})
    check.after(hours=3)
    check.chat.receives("A reminder")
    check.after(hours=27.9)
    check.chat.reads_all().taps("On leave").reads_all().says("Friday.").receives("marked late")
    assert check.late == ["whereabouts", "leave_detail"]


def test_who_answers_during_the_pause_is_heard_and_is_in_time(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    pause(check.town)
    check.after(hours=30)
    check.chat.taps("On leave").receives("Until when").says("Friday.").receives("recorded")
    assert (check.contact.disposition, check.late) == ("COMPLETE", [])


def test_a_pause_of_a_week_makes_nobody_unreachable(make_town: MakeTown) -> None:
    """The call that was ringing when the pause began does not count, nor do the days of it."""
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.after(hours=2)
    check.chat.receives("A reminder")
    while not check.rung_at:
        check.town.clock.run_until(check.town.world.now + timedelta(seconds=20))
    pause(check.town)
    check.town.to(12, day=9)
    assert len(check.rung_at) == 1
    assert not check.contact.closed
    assert check.findings == []
    resume(check.town)
    check.phone.does_not_answer()
    check.town.to(23, day=9)
    check.chat.receives("found no answer in several attempts")
    assert len(check.rung_at) == 2
    (finding,) = check.findings
    counted = [piece["at"][:10] for piece in finding.evidence]
    assert counted == ["2026-03-02", "2026-03-02", "2026-03-09"]


def test_households_are_called_in_their_hours_after_the_pause(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    pause(village.town)
    village.answers_in_full()
    village.town.to(12, day=4)
    assert village.calls() == []
    resume(village.town)
    village.town.to(23, day=4)
    (moment,) = village.rung_at()
    assert march(4, 18) < moment < march(4, 19, 1)
    assert village.contact().disposition == "COMPLETE"
    assert "The place was paused from 2 March 11:00 to 4 March 12:00" in village.summary()


def test_deadlines_of_households_move_by_the_working_days_lost(make_town: MakeTown) -> None:
    """Open until Thursday night; Tuesday to Thursday are lost, so Monday is its last day."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.settle_in(village.phone().number, NobodyHome())
    village.town.to(23)
    before = len(village.rung_at())
    pause(village.town)
    village.town.to(9, day=6)
    resume(village.town)
    assert not village.contact().closed
    village.town.to(23, day=12)
    later = village.rung_at()[before:]
    assert later
    assert {at.date() for at in later} <= {date(2026, 3, n) for n in (6, 7, 8, 9, 10)}
    assert village.contact().closed


def test_nobody_is_asked_about_days_of_the_week_before_last(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    pause(village.town)
    village.town.to(12, day=16)
    resume(village.town)
    village.town.to(23, day=20)
    assert village.calls() == []
    assert village.contact().disposition == "NOT_ATTEMPTED"


# -- who hears of it -------------------------------------------------------------------------------


def test_inspectors_hear_of_pause_and_end_and_read_it_in_the_digest(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS)
    town.link("I1")
    inspector = town.chat("I1")
    pause(town, last_day=date(2026, 3, 2))
    inspector.receives("Luquan (530128): the checks are paused, up to and including Monday 2 March")
    inspector.sees("Reason: “The river rises.”")
    pause(town, last_day=date(2026, 3, 2))
    inspector.receives_nothing()
    town.to(21)
    inspector.receives("Digest of Monday 2 March")
    inspector.sees("Paused: Luquan (530128), since Sunday 1 March, up to and including")
    town.to(0, 1, day=3)
    inspector.receives("the checks go on. The last day of the pause is over.")
    town.to(21, day=3)
    inspector.receives("Digest of Tuesday 3 March")
    assert "Paused" not in inspector.messages[-1].text


def test_only_inspectors_of_the_region_hear_of_it(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=two_counties())
    town.link("I1")
    pause(town, "530129")
    town.chat("I1").receives_nothing()
    pause(town, "53")
    town.chat("I1").receives("Yunnan (53): the checks are paused.")
    pause(town)
    town.chat("I1").receives("Luquan (530128): the checks are paused.")
    resume(town)
    town.chat("I1").receives("stays paused: another pause holds it too")
    resume(town, "53")
    town.chat("I1").receives("Yunnan (53): the checks go on. Reason: “The road is open.”")


def two_counties() -> Roster:
    """Team T1 with O1 in one county, team T2 with O2 in another."""
    roster = small_roster()
    (village,), (first, second) = roster.villages, roster.postings
    return replace(
        roster,
        villages=(village, replace(village, code=ELSEWHERE, name="Baishui", county="Xundian")),
        teams=(*roster.teams, Team(team="T2", village=ELSEWHERE, name="Team two")),
        postings=(first, replace(second, team="T2")),
    )


def slots(town: Town) -> list[tuple[str, str]]:
    """State and reason of each slot so far."""
    with town.product.foundation.ledger.read() as book:
        start = march(1, 0)
        found = book.slots.between(CALLS, start, start + timedelta(days=30))
    return [(slot.state, slot.reason) for slot in found]
