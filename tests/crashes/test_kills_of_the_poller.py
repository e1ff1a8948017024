"""Where updates are fetched: a poller that dies between fetching, storing and applying them."""

import pytest

from tests.crashes.conftest import Copies, Prepared
from tests.crashes.day import Day, Kill
from tests.crashes.ending import Ending, ending
from tests.crashes.life import ForkedLives
from tests.crashes.plan import POLLING
from tests.crashes.verdict import weigh

POINTS = (
    "UPDATES_FETCHED",
    "DELIVERY_WRITTEN",
    "DELIVERY_STORED",
    "DELIVERY_TAKEN",
    "EFFECT_COMMITTED",
)


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


def lived(prepared: Prepared, *kills: Kill) -> tuple[Day, Ending]:
    """Without an address that the messenger could deliver to, and so without a telephone."""
    with prepared.morning() as (environment, store):
        chat_alone = {k: v for k, v in environment.items() if k != "MINGCHA_PUBLIC_URL"}
        log = prepared.home.with_name("log")
        lives = ForkedLives(nursery=prepared.nursery, environment=chat_alone, log=log)
        day = Day(world=prepared.world, begin=lives, kills=kills, closed=lambda: True)
        day.live()
        return day, ending(store, prepared.world)


def test_updates_that_a_poller_took_with_it_come_again_and_count_once(prepared: Prepared) -> None:
    assert {point.name for point in POLLING} <= set(POINTS)
    _, usual = lived(prepared)
    assert usual.dispositions["O1"] == "COMPLETE"
    kills = [Kill(at=point) for point in POINTS]
    for order in (kills, kills[::-1]):
        day, end = lived(prepared, *order)
        assert day.done == order
        verdict = weigh(day, usual, end)
        assert [*verdict.lost, *verdict.doubled] == []
