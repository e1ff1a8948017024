"""A hundred kills on eight days, and what came of them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.crashes.conftest import Prepared
from tests.crashes.day import Day, Kill
from tests.crashes.ending import Ending, all_closed, ending
from tests.crashes.life import ForkedLives
from tests.crashes.plan import draw_days
from tests.crashes.verdict import Statistics, weigh

DAYS = 8
_MOST_TRIES = 3


@dataclass(kw_only=True)
class Killing:
    prepared: Prepared
    usual: Ending
    """Of a day on which nobody is killed."""
    planned: list[list[Kill]]
    statistics: Statistics

    @classmethod
    def of(cls, prepared: Prepared, seed: int) -> Self:
        quiet, usual = rehearsed(prepared)
        return cls(
            prepared=prepared,
            usual=usual,
            planned=draw_days(quiet.passed, DAYS, seed),
            statistics=Statistics(database=prepared.copies.database),
        )

    def on(self, number: int) -> Sequence[str]:
        """What went wrong on that day, and on further ones for those of its kills whose moment did
        not come."""
        wrong: list[str] = []
        kills = self.planned[number]
        for _ in range(_MOST_TRIES):
            day, end = _lived(self.prepared, kills)
            wrong += self.statistics.add(day, weigh(day, self.usual, end))
            kills = [Kill(at=one.at, nth=1, down=one.down) for one in kills[len(day.done) :]]
            if not kills:
                return wrong
        return [*wrong, f"never came to {', '.join(kill.at for kill in kills)}"]

    def tell(self) -> str:
        """The table, which is also put into the folder that KILLS_FOLDER names."""
        table = self.statistics.table()
        if folder := os.environ.get("KILLS_FOLDER"):
            name = f"kills-on-{self.statistics.database.lower()}.txt"
            (Path(folder) / name).write_text(f"{table}\n", encoding="utf-8")
        return table


def rehearsed(prepared: Prepared) -> tuple[Day, Ending]:
    """A day on which nobody is killed."""
    return _lived(prepared, (), rehearsed=True)


def _lived(
    prepared: Prepared, kills: Sequence[Kill], *, rehearsed: bool = False
) -> tuple[Day, Ending]:
    with prepared.morning() as (environment, store):
        lives = ForkedLives(
            nursery=prepared.nursery,
            environment=environment,
            log=prepared.home.with_name("log"),
            rehearsed=rehearsed,
        )
        day = Day(world=prepared.world, begin=lives, kills=kills, closed=lambda: all_closed(store))
        day.live()
        return day, ending(store, prepared.world)
