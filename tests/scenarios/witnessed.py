"""The small town with two custodians elsewhere and the public beacon, all on this machine."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldwork.book import StoredSlot
from fieldwork.issue import CALLS
from inspection.roster import Roster
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.product import Product
from simulator import World
from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown
from tests.scenarios.town import SHANGHAI, Town, settings_for
from tests.witness.elsewhere import Drand, Elsewhere, entry_of, served

CHAIN = {
    "hash": "ab" * 32,
    "public_key": "cd" * 96,
    "period": 3,
    "genesis": 1692803367,
    "scheme": "simulated",
}


@dataclass(kw_only=True)
class Witnessed:
    town: Town
    ministry: Elsewhere
    auditor: Elsewhere
    drand: Drand
    settings: dict[str, str]
    home: Path
    database: str

    def to(self, hour: int, minute: int = 0, second: int = 0, *, day: int = 2) -> None:
        self.town.clock.run_until(datetime(2026, 3, day, hour, minute, second, tzinfo=SHANGHAI))

    @property
    def slot(self) -> StoredSlot:
        """The latest one."""
        with self.town.product.foundation.ledger.read() as book:
            latest = book.slots.latest(CALLS)
        assert latest is not None, "one was committed"
        return latest

    @property
    def outcome(self) -> tuple[str, str]:
        return self.slot.state, self.slot.reason

    @contextmanager
    def restarted(self, **changed: str) -> Iterator[None]:
        """Another process goes on, perhaps with other settings, until the end of the block."""
        world, before = self.town.world, self.town.product
        settings = settings_for(world, self.home, self.database, self.settings | changed)
        product = Product.of(Foundation.of(settings))
        self._works(product)
        try:
            yield
        finally:
            self._works(before)
            product.close()

    def _works(self, product: Product) -> None:
        self.town.product = product
        self.town.clock.product = product

        def settle() -> None:
            product.settle(self.town.world.now)

        self.town.world.settle = settle


@contextmanager
def witnessed_town(
    make_town: MakeTown,
    world: World,
    folder: Path,
    database: str,
    *,
    chain: Mapping[str, object] = CHAIN,
    roster: Roster | None = None,
    policy: Mapping[str, str] | None = None,
) -> Iterator[Witnessed]:
    drand = Drand()
    ministry, auditor = (
        Elsewhere.made(folder / f"{name}.json", name=name, now=lambda: world.now)
        for name in ("ministry", "auditor")
    )
    with ExitStack() as servers:
        roll = [
            entry_of(one.custodian, servers.enter_context(served(one.app())))
            for one in (ministry, auditor)
        ]
        (folder / "custodians.json").write_text(
            json.dumps(
                [
                    {
                        **one.custodian.published,
                        "url": entry.url,
                        "token": entry.token,
                    }
                    for one, entry in zip((ministry, auditor), roll, strict=True)
                ]
            )
        )
        (folder / "chain.json").write_text(json.dumps(chain))
        settings = {
            "MINGCHA_CUSTODIANS": str(folder / "custodians.json"),
            "MINGCHA_BEACON": "drand",
            "MINGCHA_DRAND_ENDPOINTS": servers.enter_context(served(drand.app())),
            "MINGCHA_DRAND_CHAIN": str(folder / "chain.json"),
        }
        assert read_settings(settings).beacon == "drand"
        yield Witnessed(
            town=make_town(
                policy={**NO_HOUSEHOLDS, **(policy or {})}, settings=settings, roster=roster
            ),
            ministry=ministry,
            auditor=auditor,
            drand=drand,
            settings=settings,
            home=folder / "home",
            database=database,
        )
