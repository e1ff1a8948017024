"""A team's risk share: in what is committed, proved by both verifiers, never changed afterwards."""

from pathlib import Path

import pytest

from fieldwork.framing import Framed
from fieldwork.risk import clear_share, set_share
from inspection.policy import PolicyRow
from tests.scenarios.check import MakeTown
from tests.scenarios.test_proving import NAME, SLOT, Desk
from tests.scenarios.town import MONDAY, Town


def gives(town: Town, factor: str) -> None:
    with town.product.foundation.ledger.write() as book:
        set_share(book, "T1", factor, "two open cases", None, town.world.now)


def committed(town: Town) -> tuple[int, bytes]:
    """Rate of the one row, and the policy."""
    with town.product.foundation.ledger.read() as book:
        slot = book.slots.find("calls", SLOT)
        assert slot is not None
        (row,) = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    return row.rate_milli, slot.policy


def test_a_share_is_committed_and_proved_by_both_verifiers(
    make_town: MakeTown, tmp_path: Path
) -> None:
    town = make_town()
    desk = Desk(town, tmp_path / "auditor")
    gives(town, "1.5")
    town.to(9, 59)
    with town.product.foundation.ledger.write() as book:
        clear_share(book, "T1", "closed in the meantime", town.world.now)
    town.to(23)
    rate, policy = committed(town)
    assert rate == 3000
    assert b'"draw.risk_milli@T1":1500,"draw.risk_most_milli":3000' in policy
    desk("anchors", "--out", desk.path("anchors.json"))
    desk("head", "--out", desk.path("head.json"))
    desk("export", "--slot", SLOT, "--out", str(desk.folder))
    desk("prove", "T1", "--slot", SLOT, "--out", desk.path("T1.json"))
    for name in (f"{NAME}.json", "T1.json"):
        assert desk("verify", desk.path(name), *desk.outside()).startswith("PROVED")
        assert desk.example(name) == 0


@pytest.mark.parametrize(
    ("factor", "most", "rate"), [("0.7", "3000", 1400), ("3", "3000", 6000), ("3", "2000", 4000)]
)
def test_a_share_keeps_to_the_bounds_of_the_day_of_the_draw(
    make_town: MakeTown, factor: str, most: str, rate: int
) -> None:
    town = make_town()
    gives(town, factor)
    with town.product.foundation.ledger.write() as book:
        book.policy.set(
            PolicyRow(region="", key="draw.risk_most_milli", value=most, valid_from=MONDAY)
        )
    town.to(9, 59)
    assert committed(town)[0] == rate


def test_without_shares_what_is_committed_names_no_team(town: Town) -> None:
    town.to(9, 59)
    rate, policy = committed(town)
    assert rate == 2000
    assert b"@" not in policy
