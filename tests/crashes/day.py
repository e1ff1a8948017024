"""One Monday of the township, lived through by one product after the other: each is killed, and the
next one goes on with what it finds in the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mingcha.conductor import Conductor
from simulator import World
from tests.crashes.ending import was_cut
from tests.crashes.life import Begin, Killed
from tests.crashes.townsfolk import DID, settle_in
from tests.crashes.township import EVENING
from tests.scenarios.town import PUBLIC_URL

_MOST_EVENINGS = 9
"""Past a weekend: whoever was reached in no part of a workday is tried on a day of rest."""


@dataclass(frozen=True, kw_only=True)
class Kill:
    """At the point `at` of the product, or while the provider's answer to `at` is under way."""

    at: str
    nth: int = 1
    down: timedelta = timedelta(0)
    """For so long nobody is there after it."""

    @property
    def outside(self) -> bool:
        return "." in self.at


@dataclass(kw_only=True)
class Day:
    world: World
    begin: Begin
    kills: Sequence[Kill] = ()
    """One after the other."""
    closed: Callable[[], bool]
    """Whether no contact is open any more."""
    done: list[Kill] = field(default_factory=list)
    """The kills that happened."""
    cuts: list[int] = field(default_factory=list)
    """How many calls each of them cut."""
    did: str = DID
    """What the official who writes says."""
    turned: timedelta = timedelta(0)
    """By how much the clock of the product's machine is wrong."""
    evenings: int = 1
    passed: Sequence[str] = ()
    """The points that the last product passed, which lived."""
    _ordered: Kill | None = None

    def live(self) -> None:
        settle_in(self.world, self.did)
        self.conductor = Conductor(product=self, world=self.world, now=self.world.now)
        waiting = list(self.kills)
        while True:
            kill, before = waiting.pop(0) if waiting else None, self._cut()
            self._begin(kill)
            try:
                self._live_on()
                return
            except Killed:
                killed = self._ordered or kill
                if killed is None:
                    raise AssertionError("it ended by itself") from None
                if self._ordered is not None and kill is not None:
                    waiting.insert(0, kill)
                self._ordered = None
                self.done.append(killed)
                self._nobody_there(killed.down)
                self.cuts.append(self._cut() - before)
            finally:
                self._life.end()

    def kill(self, kill: Kill) -> None:
        """At once, whatever else is planned."""
        self._ordered = kill
        self._life.kill()

    def step(self, now: datetime) -> datetime | None:
        """As the conductor asks a product."""
        due = self._life.step(now + self.turned)
        return None if due is None else due - self.turned

    def _begin(self, kill: Kill | None) -> None:
        inside = kill is not None and not kill.outside
        self._life = self.begin(
            self.world.now + self.turned,
            kill.at if kill is not None and inside else "",
            kill.nth if kill is not None else 0,
        )
        if kill is not None and kill.outside:
            self.world.on_request(kill.at, kill.nth, self._life.kill)
        self.world.route(PUBLIC_URL, self._life.base_url)

    def _live_on(self) -> None:
        """To the evening, and to further ones if somebody must be tried again on another day."""
        while True:
            evening = EVENING + timedelta(days=self.evenings - 1)
            if evening > self.world.now:
                self.conductor.run_until(evening)
                self.conductor.settle()
            if self.closed() or self.evenings == _MOST_EVENINGS:
                self.passed = self._life.points()
                return
            self.evenings += 1

    def _nobody_there(self, down: timedelta) -> None:
        """The world goes on."""
        end = self.world.now + down
        while (due := self.world.next_due()) is not None and due <= end and down:
            self.world.move_to(max(due, self.world.now))
            self.world.run_next()
        self.world.move_to(max(end, self.world.now))
        self.conductor.now = self.world.now

    def _cut(self) -> int:
        return sum(was_cut(call) for call in self.world.twilio.exchange.calls.values())
