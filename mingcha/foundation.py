"""What every command stands on: settings, keys, clock, chance and the store."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from typing import Self

from fieldwork.crash_point import Reached, go_on
from fieldwork.ports import Chance, Clock, Inbox, Ledger
from fieldwork.tenure import Tenure
from inspection.lane.lane import CHAT
from mingcha.clock import SeededChance, SteppedClock, SystemChance, SystemClock
from mingcha.keys import Keys, keys_of
from mingcha.settings import Settings
from storage.store import Store

POLLING = "telegram poller"
SCHEDULING = "scheduler"
IDLE_LONGER = 5.0
"""Seconds."""


def polling_of(bot: str) -> str:
    """The lease of whoever fetches a bot's updates."""
    return POLLING if bot == CHAT else f"{POLLING} {bot}"


def clock_of(settings: Settings) -> SystemClock | SteppedClock:
    if settings.clock == "stepped":
        assert settings.clock_start is not None, "the settings require it"
        return SteppedClock(settings.clock_start)
    return SystemClock()


@dataclass(kw_only=True)
class Foundation:
    settings: Settings
    keys: Keys
    clock: Clock
    chance: Chance
    store: Store
    reached: Reached = go_on

    @classmethod
    def of(
        cls, settings: Settings, clock: Clock | None = None, reached: Reached = go_on
    ) -> "Foundation":
        """Opens (and never migrates) the store. Raises SettingsRefused, and SchemaDiffers,
        SealBroken or StoreDown."""
        keys = keys_of(settings)
        # A seal's nonces must never repeat: they come from the machine, whatever the seed.
        entropy = SystemChance().token
        # A little longer than the lease: whoever was stopped in the middle of a transaction then
        # holds up nobody who has taken over.
        idle = settings.lease_seconds + IDLE_LONGER
        store = Store.open(
            settings.url, key=keys.store, entropy=entropy, idle=idle, reached=reached
        )
        return cls(
            settings=settings,
            keys=keys,
            clock=clock or clock_of(settings),
            chance=_chance(settings, store.ledger),
            store=store,
            reached=reached,
        )

    @cached_property
    def holder(self) -> str:
        """By which leases tell this process from all others, before and after it too."""
        return SystemChance().token(8).hex()

    @property
    def ledger(self) -> Ledger:
        return self.store.ledger

    @property
    def inbox(self) -> Inbox:
        return self.store.inbox

    def tenure(self, name: str) -> Tenure:
        """The lease by which one process alone does the work called `name`."""
        return Tenure(
            ledger=self.ledger,
            clock=self.clock,
            name=name,
            holder=self.holder,
            lasts=timedelta(seconds=self.settings.lease_seconds),
        )

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _chance(settings: Settings, ledger: Ledger) -> Chance:
    if settings.insecure_seed is None:
        return SystemChance()
    with ledger.read() as book:
        # The log's head goes in, so that a restart does not draw the same tokens a second time.
        return SeededChance(sha256(settings.insecure_seed.encode() + book.audit.head()).digest())
