"""Signs of life in the store."""

import pytest

from fieldwork.hearing import EAR
from mingcha.clock import SteppedClock
from mingcha.health.passes import Passes
from mingcha.health.pulse import Pulse
from storage.store import Store
from tests.storage.samples import NOW


@pytest.mark.parametrize("hears", [True, False])
def test_whoever_takes_in_what_people_write_says_that_it_listens(store: Store, hears: bool) -> None:
    clock = SteppedClock(NOW)
    pulse = Pulse(
        ledger=store.ledger,
        clock=clock,
        passes=Passes(clock.monotonic),
        stations={},
        on_duty=lambda: False,
        hears=["south"] if hears else (),
    )
    pulse.beat()
    with store.ledger.read() as book:
        for ear in (EAR, f"{EAR} south"):
            assert book.outages.sign(ear) == (NOW if hears else None)
