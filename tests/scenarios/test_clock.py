"""The clock of a running product is turned."""

from datetime import timedelta

import pytest

from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown, link
from tests.scenarios.town import small_roster

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("turned", [HOUR / 4, -3 * HOUR])
def test_a_slot_is_drawn_once_and_a_check_asked_once_however_the_clock_is_turned(
    make_town: MakeTown, turned: timedelta
) -> None:
    """The same ten o'clock comes twice; the twin sees a quarter past ten first."""
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    link(town, "O1")
    town.drawn()
    stations = town.product.engine.stations
    now = town.clock.now
    for moment in (now + turned, now, now + timedelta(seconds=1)):
        for station in stations:
            station.work(moment)
    assert len([one for one in town.book().contacts() if one.kind == "official"]) == 1
    with town.product.foundation.ledger.read() as book:
        opened = book.inspections.between(now - 24 * HOUR, now + 24 * HOUR)
    assert len(opened) == 1
    town.to(11)
    town.chat("O1").receives("Unannounced check")
    assert town.world.counts.requests["telegram.sendMessage"] > 0
