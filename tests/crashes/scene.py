"""What a test lets happen on a day of the township."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from inspection.policy import PolicyRow
from mingcha.foundation import Foundation
from simulator import World
from simulator.happening import Happening, Kind
from tests.crashes.day import Day, Kill
from tests.crashes.township import MORNING

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_LONG_AGO = date(2026, 1, 2)


@dataclass(kw_only=True)
class Scene:
    day: Day
    store: Foundation
    _watches: list[Callable[[Happening], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.on_happening = self._told

    @property
    def world(self) -> World:
        return self.day.world

    def policy(self, values: Mapping[str, str]) -> None:
        with self.store.ledger.write() as book:
            for key, value in values.items():
                row = PolicyRow(region="", key=key, value=value, valid_from=_LONG_AGO)
                book.policy.set(row)

    def at(self, hour: int, minute: int, act: Callable[[], None]) -> None:
        with self.world.stage.lock:
            self.world.stage.at(MORNING.replace(hour=hour, minute=minute), act)

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        with self.world.stage.lock:
            self.world.stage.after(seconds, act)

    def when(
        self, kind: Kind, who: str, act: Callable[[], None], *, nth: int = 1, text: str = ""
    ) -> None:
        """At the `nth` happening of this kind to this person, with `text` in its words."""
        seen = 0

        def watch(happening: Happening) -> None:
            nonlocal seen
            if (happening.kind, happening.who) == (kind, who) and text in happening.text:
                seen += 1
                if seen == nth:
                    act()

        self._watches.append(watch)

    def kill(self, at: str, down: timedelta = 20 * SECOND) -> Callable[[], None]:
        return lambda: self.day.kill(Kill(at=at, down=down))

    def turn(self, by: timedelta) -> Callable[[], None]:
        """The machine's clock stands so far from the right time from the next step on; back in
        time only for a product that is begun then."""

        def turned() -> None:
            self.day.turned = by

        return turned

    def _told(self, happening: Happening) -> None:
        for watch in self._watches:
            watch(happening)
