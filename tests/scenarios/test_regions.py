"""What differs from region to region: how often is drawn, and by whose clock people live."""

from dataclasses import replace
from datetime import date

import pytest

from fieldwork.amend import amend
from fieldwork.framing import Framed
from inspection.calendar import Calendar, DayKind
from inspection.policy import PolicyRow
from inspection.rule import PolicyError
from tests.scenarios.check import MakeTown
from tests.scenarios.town import VILLAGE, Town, small_roster

SLOT = "2026-03-02T10:00:00+08:00/PT30M"


def differs(town: Town, region: str, key: str, value: str) -> None:
    with town.product.foundation.ledger.write() as book:
        begins = date(2026, 3, 2)
        book.policy.set(PolicyRow(region=region, key=key, value=value, valid_from=begins))


def test_a_team_is_drawn_at_its_own_regions_rate_and_the_commitment_says_so(
    make_town: MakeTown,
) -> None:
    town = make_town()
    for region, rate in (("53", "3000"), (VILLAGE[:6], "9000"), ("54", "1")):
        differs(town, region, "draw.rate_milli", rate)
    town.to(9, 59)
    with town.product.foundation.ledger.read() as book:
        slot = book.slots.find("calls", SLOT)
        assert slot is not None
        (row,) = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    assert row.rate_milli == 9000
    assert b'"draw.rate_milli":2000' in slot.policy
    assert b'"draw.rate_milli@53":3000,"draw.rate_milli@530128":9000' in slot.policy


def test_people_are_asked_by_the_clock_of_their_village(make_town: MakeTown) -> None:
    """The draw's slot is at 10:00 in Shanghai, which is 08:00 in this village."""
    roster = small_roster()
    (village,) = roster.villages
    town = make_town(
        roster=replace(roster, villages=(replace(village, zone="Asia/Urumqi"),)),
        policy={"official.hours": "09:00-17:00"},
    )
    town.link("O1", "O2")
    drawn = town.drawn()
    town.to(10, 59)
    town.chat(drawn.official).receives_nothing()
    town.to(11, 5)
    town.chat(drawn.official).receives("by Monday 2 March, 13:00")


def test_on_a_regions_day_of_rest_its_teams_have_no_chance_and_the_frame_says_why(
    make_town: MakeTown,
) -> None:
    rest = DayKind(working=False, confirmed=True, name="Torch Festival")
    town = make_town()
    town.link("O1", "O2")
    with town.product.foundation.ledger.write() as book:
        book.policy.set_calendar(Calendar(days={date(2026, 3, 2): rest}), VILLAGE[:6])
    assert row_of(town, 2) == ("rest_day", 0)
    reason, chance = row_of(town, 3)
    assert (reason, chance > 0) == ("", True)


def row_of(town: Town, day: int) -> tuple[str, int]:
    """Reason and chance of the one team on that day of March."""
    town.to(9, 59, day=day)
    with town.product.foundation.ledger.read() as book:
        slot = book.slots.find("calls", SLOT.replace("-02T", f"-{day:02}T"))
        assert slot is not None
        (row,) = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    return row.reason, row.pi_ppb


def test_once_a_draw_was_made_the_past_is_not_rewritten(make_town: MakeTown) -> None:
    town = make_town()
    ledger = town.product.foundation.ledger

    def set_from(day: int) -> None:
        begins = date(2026, 3, day)
        row = PolicyRow(region="53", key="household.rest_days", value="40", valid_from=begins)
        amend(ledger, [row], by="I1", reason="Agreed", now=town.world.now)

    set_from(1)
    town.to(9, 59, day=3)
    with pytest.raises(PolicyError, match="days before 2026-03-03 have passed"):
        set_from(2)
    set_from(3)
    with ledger.read() as book:
        begun = [row.valid_from.day for row in book.policy.rows() if row.region == "53"]
        assert begun == [1, 3]
        assert book.audit.broken_at() is None
