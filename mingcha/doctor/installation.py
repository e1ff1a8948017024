"""The installation as the doctor finds it. Nothing in here writes."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import httpx

from fieldwork.book import Book
from fieldwork.ports import Clock, Ledger
from fieldwork.rules import Rules
from mingcha.keys import Keys
from mingcha.lanes import Lanes
from mingcha.settings import Settings, SettingsRefused, is_loopback
from mingcha.telephones import Telephone, telephones_of


@dataclass(frozen=True, kw_only=True)
class Installation:
    settings: Settings
    clock: Clock
    keys: Keys | None
    """None before the first start."""
    token: Callable[[int], bytes]
    """Chance, for numbers that prove something."""
    ledger: Ledger | None = None
    """None where the store cannot be read."""
    region: str = ""
    """Looked at is what lies in it: a code's beginning; "" for everything."""
    seconds: float = 5.0
    """Real time for one answer from elsewhere."""
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @contextmanager
    def read(self) -> Iterator[Book]:
        assert self.ledger is not None, "checks that read the store are skipped without it"
        with self.ledger.read() as book:
            yield book

    def today(self, book: Book) -> date:
        """The local day of the region."""
        return self.now.astimezone(Rules.at(book, self.now, self.region).policy.zone).date()

    def client(self, base_url: str) -> httpx.Client:
        """Straight there, without following redirects: as the providers come to us."""
        return httpx.Client(
            base_url=base_url, timeout=self.seconds, trust_env=False, verify=self.trust
        )

    @property
    def lanes(self) -> Lanes | None:
        """None where the settings are refused."""
        try:
            return Lanes.of(self.settings)
        except SettingsRefused:
            return None

    @property
    def telephone(self) -> bool:
        return self.lanes is not None and self.lanes.telephone

    @property
    def telephones(self) -> tuple[Telephone, ...]:
        """None where nobody can be called."""
        return telephones_of(self.settings) if self.telephone else ()

    @property
    def simulated(self) -> bool:
        """Whether the providers are on this machine: then nobody real is reached."""
        return is_loopback(httpx.URL(self.settings.telegram_api or "https://elsewhere").host)
