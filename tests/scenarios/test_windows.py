"""Villagers are called in their own hours, and at no other time whatever happens."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from simulator.carrier.call import Call
from simulator.carrier.callee import Busy
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import SHANGHAI
from tests.scenarios.village import ONE, ONLY_ONE, MakeTown, Village


class AlwaysEngaged:
    def rings(self, call: Call) -> Busy:
        return Busy()


def test_every_call_of_a_long_pursuit_lies_inside_the_hours(make_town: MakeTown) -> None:
    hours = {"household.hours_workday": "12:00-12:50,18:00-18:45"}
    village = Village.drawn_in(
        make_town, policy=ONLY_ONE | hours | {"household.attempts_a_number": "10"}
    )
    village.town.world.settle_in(village.phone().number, AlwaysEngaged())
    village.town.to(23, day=5)
    moments = village.rung_at()
    assert len(moments) == 10
    for moment in moments:
        local = moment.time()
        assert time(12) <= local < time(12, 50) or time(18) <= local < time(18, 45)
    assert len({moment.date() for moment in moments}) > 1


@pytest.mark.parametrize(("wait", "same_evening"), [("30", False), ("5", True)])
def test_the_closing_hour_catches_a_retry(
    make_town: MakeTown, wait: str, same_evening: bool
) -> None:
    policy = {"household.hours_workday": "18:00-18:30", "household.busy_minutes": wait}
    village = Village.drawn_in(make_town, policy=ONLY_ONE | policy)
    village.phone().is_busy()
    village.answers_in_full()
    village.town.to(23, day=3)
    busy, answered = village.rung_at()
    assert (busy.date() == answered.date()) == same_evening
    if not same_evening:
        assert answered == datetime(2026, 3, 3, 18, 0, tzinfo=SHANGHAI)


def test_on_the_day_after_days_are_spoken_as_dates(make_town: MakeTown) -> None:
    policy = {"household.hours_workday": "18:00-18:30", "household.busy_minutes": "30"}
    village = Village.drawn_in(make_town, policy=ONLY_ONE | policy)
    village.phone().is_busy()
    village.answers_in_full()
    village.town.to(23, day=3)
    heard = " ".join(village.calls()[-1].heard)
    assert "in the village on Monday 2 March or Sunday 1 March?" in heard
    assert "today" not in heard


def test_on_the_day_after_days_are_spoken_as_dates_in_chinese(make_town: MakeTown) -> None:
    policy = {"household.hours_workday": "18:00-18:30", "household.busy_minutes": "30"}
    village = Village.drawn_in(make_town, policy=ONLY_ONE | policy)
    village.phone().is_busy()
    village.answers_in_full(language="zh")
    village.town.to(23, day=3)
    heard = "".join(village.calls()[-1].heard)
    assert "3月2日星期一或3月1日星期日，您在村里见到工作队了吗？" in heard


def test_rest_days_have_hours_of_their_own(make_town: MakeTown) -> None:
    policy = {
        "household.hours_workday": "",
        "household.hours_restday": "10:00-12:00",
        "household.open_days": "6",
    }
    village = Village.drawn_in(make_town, policy=ONLY_ONE | policy)
    village.answers_in_full()
    village.town.to(23, day=8)
    (moment,) = village.rung_at()
    saturday = datetime(2026, 3, 7, 10, 0, tzinfo=SHANGHAI)
    assert saturday <= moment < saturday + timedelta(hours=2)


def test_a_contact_whose_hours_never_come_is_closed_without_a_call(make_town: MakeTown) -> None:
    policy = {"household.hours_workday": "", "household.hours_restday": "10:00-12:00"}
    village = Village.drawn_in(make_town, policy=ONLY_ONE | policy)
    village.town.to(23, day=9)
    assert village.calls() == []
    assert village.contact().disposition == "NOT_ATTEMPTED"
    assert "Nothing could be compared" in village.summary()


def test_the_hours_are_those_of_the_regions_zone(make_town: MakeTown) -> None:
    """Six in the evening in the far west is eight in the east."""
    village = Village.drawn_in(
        make_town,
        policy=ONLY_ONE | {"zone": "Asia/Urumqi", "draw.hours": "08:00-08:30"},
    )
    village.phone().is_busy()
    village.answers_in_full()
    village.town.to(23, day=3)
    for moment in village.rung_at():
        local = moment.astimezone(ZoneInfo("Asia/Urumqi")).time()
        assert time(18) <= local < time(20, 30)
        assert time(20) <= moment.time() < time(22, 30)


def test_a_call_that_an_outage_delayed_waits_for_the_villagers_hours(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    log.expects("nobody was pursued for 8.1 hours")
    night = datetime(2026, 3, 3, 3, 0, tzinfo=SHANGHAI)
    village.sleeps_until(night)
    village.town.to(17, 59, day=3)
    assert village.attempts() == []
    village.answers_in_full()
    village.town.to(23, day=3)
    (moment,) = village.rung_at()
    assert moment == datetime(2026, 3, 3, 18, 0, tzinfo=SHANGHAI)


def test_a_call_that_an_outage_of_days_prevented_is_not_made_up_for(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    log.expects("nobody was pursued for 168.1 hours")
    village.sleeps_until(datetime(2026, 3, 9, 19, 0, tzinfo=SHANGHAI))
    village.town.to(23, day=10)
    assert village.called() == set()
    assert village.contact().disposition == "OUTAGE"
    assert village.town.book().findings() == []
