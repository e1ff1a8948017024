"""Opens the store for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Foundation]:
    """The foundation of the installation that the environment describes, ready to be used."""
    settings = settings or read_settings()
    make_ready(settings)
    with Foundation.of(settings) as foundation:
        seed_calendar(foundation.ledger, foundation.clock.now(), settings.countries[0])
        yield foundation
