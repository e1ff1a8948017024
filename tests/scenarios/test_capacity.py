"""More calls than lines: the others wait their turn, and what never had one is told."""

from inspection.contact import Unbegun
from inspection.disposition import Disposition
from simulator.carrier.call import Call
from simulator.carrier.callee import NoAnswer
from tests.scenarios.check import MakeTown, link, stop_drawing
from tests.scenarios.town import household_number, small_roster

ONE_MINUTE = {
    "household.hours_workday": "18:00-18:01",
    "household.open_days": "1",
    "household.calls": "3",
    "official.voice_attempts": "0",
}


class RingsOut:
    def rings(self, call: Call) -> NoAnswer:
        return NoAnswer()


def test_what_had_no_line_in_its_time_was_never_begun(make_town: MakeTown) -> None:
    """Three calls in one minute of two evenings over one line, each of which rings for half of it:
    the line is free for the next as soon as one is over, and for the third it is too late."""
    town = make_town(
        policy=ONE_MINUTE | {"lane.calls_at_once": "1"}, roster=small_roster(officials=1)
    )
    link(town, "O1")
    stop_drawing(town)
    for n in range(1, 6):
        town.world.settle_in(household_number(n), RingsOut())
    town.drawn()
    town.to(23)
    town.chat("O1").reads_all()
    homes = [one for one in town.book().contacts() if one.kind == "household"]
    assert len(town.world.twilio.exchange.calls) == 2
    assert [one.why for one in homes].count(Unbegun.CAPACITY) == 1
    assert [one.disposition for one in homes].count(Disposition.NOT_ATTEMPTED) == 0
    town.to(1, day=4)
    town.chat("O1").reads_all()
    homes = [one for one in town.book().contacts() if one.kind == "household"]
    never = [one for one in homes if one.disposition is Disposition.NOT_ATTEMPTED]
    assert {one.why for one in never} == {Unbegun.CAPACITY}
