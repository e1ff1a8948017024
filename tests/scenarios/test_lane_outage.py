"""A lane that is down for hours takes them from us, and not from whoever was to be called."""

from datetime import datetime, timedelta

import pytest

from fieldwork import lane_desk
from inspection.disposition import Disposition
from tests.scenarios.check import MakeTown
from tests.scenarios.test_outage import RingsOut
from tests.scenarios.town import SHANGHAI, Town
from tests.scenarios.village import ONLY_ONE, Village

SHORT_HOURS = ONLY_ONE | {
    "household.open_days": "2",
    "household.hours_workday": "18:00-18:20",
}
"""So that few of the minutes are played in which a lane that is down is asked again."""
TUESDAY_FIVE = datetime(2026, 3, 3, 17, 0, tzinfo=SHANGHAI)


def stop(town: Town) -> None:
    with town.product.foundation.ledger.write() as book:
        assert lane_desk.stop(book, "telephone", "the contract ends", town.world.now)


def resume(town: Town) -> None:
    with town.product.foundation.ledger.write() as book:
        assert lane_desk.resume(book, "telephone", "signed anew", town.world.now)


@pytest.mark.parametrize(
    ("down", "expected"),
    [
        (timedelta(minutes=10), Disposition.ATTEMPTS_EXHAUSTED),
        (timedelta(days=2), Disposition.OUTAGE),
    ],
    ids=str,
)
def test_who_was_tried_before_the_lane_was_down_is_not_said_to_be_unreachable(
    make_town: MakeTown, down: timedelta, expected: Disposition
) -> None:
    """Nobody picks up on Monday; down from Tuesday at five, an hour before their hours. A lane that
    is back at once calls again."""
    village = Village.drawn_in(make_town, policy=SHORT_HOURS)
    town = village.town
    town.world.settle_in(village.phone(1).number, RingsOut())
    town.to(17, day=3)
    assert village.outcomes() == [Disposition.NON_CONTACT]
    stop(town)
    town.clock.run_until(TUESDAY_FIVE + down)
    resume(town)
    town.to(9, day=6)
    assert village.contact().disposition is expected
    assert (len(village.attempts()) > 1) is (expected is not Disposition.OUTAGE)


def test_who_could_not_be_called_in_any_of_their_hours_is_closed_as_our_outage(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=SHORT_HOURS)
    stop(village.town)
    village.town.to(9, day=6)
    assert village.attempts() == []
    assert village.contact().disposition is Disposition.OUTAGE
    assert village.contact().why is None, "a line was not merely taken"
    assert "our own outage (OUTAGE 3.16): the telephone line was down from" in village.summary()
    assert village.town.book().findings() == []
