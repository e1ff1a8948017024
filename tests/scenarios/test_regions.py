"""What differs from region to region: how often is drawn, and by whose clock people live."""

from dataclasses import replace
from datetime import date

from fieldwork.framing import Framed
from inspection.policy import PolicyRow
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
