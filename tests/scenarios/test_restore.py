"""The disk fails on Tuesday, and the copy is of Monday: what happened since is not known to the
restored store, and must not happen a second time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from fieldwork import restoring
from fieldwork.issue import CALLS
from inspection.outage import Down
from mingcha.foundation import Foundation
from mingcha.product import Product
from mingcha.restoring import restore
from mingcha.settings import Settings
from mingcha.web import app_of
from simulator import World
from simulator.server import LoopbackServer
from storage.backup import copy_of
from tests.mingcha.command import EMBEDDED
from tests.scenarios.check import MakeTown
from tests.scenarios.test_pause import NobodyHome
from tests.scenarios.town import (
    PUBLIC_URL,
    SUNDAY,
    Town,
    household_number,
    settings_for,
    small_roster,
)

HOUSEHOLDS = 5


@dataclass(kw_only=True)
class Office:
    """One town and the machines on which its program runs, one after the other."""

    town: Town
    copy: Path
    second: Path
    """The home on the machine that comes after the failure."""

    def sent(self) -> tuple[int, int]:
        """Messages and calls so far."""
        counts = self.town.world.counts.requests
        return counts["telegram.sendMessage"], counts["twilio.calls.create"]

    def texts(self, person: str) -> list[str]:
        return [m.text for m in self.town.chat(person).messages]

    @property
    def settings(self) -> Settings:
        world = self.town.world
        database = f"sqlite:///{self.second / 'mingcha.db'}"
        return settings_for(world, self.second, database)

    @contextmanager
    def running(self) -> Iterator[Product]:
        """The program on the second machine, until the end of the block."""
        town, before = self.town, self.town.product
        product = Product.of(Foundation.of(self.settings))
        server = LoopbackServer(app_of(product))
        server.start()
        town.world.route(PUBLIC_URL, server.base_url)
        town.product = town.clock.product = product
        town.world.settle = lambda: product.settle(town.world.now)
        try:
            yield product
        finally:
            town.product, town.world.settle = before, lambda: None
            server.stop()
            product.close()

    def slots(self) -> list[tuple[str, str]]:
        with Foundation.of(self.settings) as foundation, foundation.ledger.read() as book:
            found = book.slots.between(CALLS, SUNDAY, SUNDAY + timedelta(days=30))
        return [(slot.state, slot.reason) for slot in found]


@pytest.fixture
def office(make_town: MakeTown, world: World, database: str, tmp_path: Path) -> Office:
    """On Tuesday noon: the official was checked on Monday and on Tuesday; the copy is of Monday,
    half past ten, when the first check had been asked and not answered."""
    town = make_town(roster=small_roster(officials=1, households=HOUSEHOLDS))
    town.link("O1", "I1")
    for n in range(1, HOUSEHOLDS + 1):
        world.settle_in(household_number(n), NobodyHome())
    town.to(10, 30)
    copy, second = tmp_path / "copy.db", tmp_path / "second"
    file = town.product.foundation.settings.file
    assert file is not None
    copy_of(file, copy)
    chat = town.chat("O1").receives("Unannounced check")
    chat.taps("In the village").receives("Please type")
    chat.says("Repaired the well").reads_all()
    town.to(12, day=3)
    chat.receives("Unannounced check")
    second.mkdir()
    for name in ("store.key", "custodian.json", "custodian.json.seen"):
        shutil.copy(tmp_path / "home" / name, second / name)
    return Office(town=town, copy=copy, second=second)


@EMBEDDED
def test_nothing_is_sent_twice_and_nothing_before_somebody_says_so(
    office: Office, database: str
) -> None:
    town, clock = office.town, office.town.product.foundation.clock
    before = office.sent()
    asked = sum("Unannounced check" in text for text in office.texts("O1"))
    digests = sum("Digest" in text for text in office.texts("I1"))
    done = restore(office.settings, office.copy, "the disk failed", clock)
    assert done.kept is None

    with office.running() as product:
        town.chat("O1").says("Is anybody there?")
        town.to(13, day=3)
        assert office.sent() == before, "held: neither asked, nor reminded, nor answered"
        with product.foundation.ledger.read() as book:
            assert book.inbox.counts()["waiting"] == 0, "what people write is taken in"
        with product.foundation.ledger.write() as book:
            settled = restoring.settle(book, "looked at", clock.now())
        assert settled is not None
        assert (settled.contacts, settled.messages) == (3, 0)

    with office.running() as product:
        town.to(20, day=3)
        assert sum("Unannounced check" in text for text in office.texts("O1")) == asked
        assert office.sent()[1] == before[1], "no household is called for Monday any more"
        town.to(20, 50, day=3)
        assert sum("Digest" in text for text in office.texts("I1")) == digests + 1, "Tuesday's"
        town.to(11, day=4)
        assert sum("Unannounced check" in text for text in office.texts("O1")) == asked + 1
        with product.foundation.ledger.read() as book:
            assert book.audit.broken_at() is None
            assert book.inspections.findings(1) == []
            closed = [one.outage.what for one in book.contacts.of_inspection(1) if one.outage]
            assert set(closed) == {Down.STORE}
    states = office.slots()
    assert [state for state, _ in states] == ["REVEALED", "MISSED", "CLOSED"]
    assert states[1][1] == f"{restoring.LOST}; a draw of it was witnessed by local"
    for person in ("O1", "I1"):
        town.chat(person).reads_all()
