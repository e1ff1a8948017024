"""More calls than lines: the others wait their turn, and what never had one is told."""

from inspection.contact import Unbegun
from inspection.disposition import Disposition
from tests.scenarios.check import MakeTown, link, stop_drawing
from tests.scenarios.town import small_roster

ONE_MINUTE = {
    "household.hours_workday": "18:00-18:01",
    "household.open_days": "1",
    "household.calls": "3",
    "official.voice_attempts": "0",
}


def test_what_had_no_line_in_its_time_was_never_begun_and_the_digest_counts_it(
    make_town: MakeTown,
) -> None:
    """Three calls in one minute of two evenings, and one rings until it is over."""
    town = make_town(
        policy=ONE_MINUTE | {"lane.calls_at_once": "1"}, roster=small_roster(officials=1)
    )
    link(town, "O1")
    stop_drawing(town)
    for household in ("H3", "H4", "H2"):
        town.phone_of(household).does_not_answer()
    town.drawn()
    town.to(23)
    town.chat("O1").reads_all()
    homes = [one for one in town.book().contacts() if one.kind == "household"]
    assert [one.why for one in homes].count(Unbegun.CAPACITY) == 2
    assert [one.disposition for one in homes].count(Disposition.NOT_ATTEMPTED) == 0
    town.to(1, day=4)
    town.chat("O1").reads_all()
    homes = [one for one in town.book().contacts() if one.kind == "household"]
    never = [one for one in homes if one.disposition is Disposition.NOT_ATTEMPTED]
    assert [one.why for one in never] == [Unbegun.CAPACITY]
