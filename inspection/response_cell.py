"""How often picks are answered, by cell: a county's picks of one part of the day.

Whoever answers stands for those of the same cell who did not; so the estimate is right as long as
answering does not depend on the answer within a cell. Cells that are too small are merged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from inspection.part import Part

K = TypeVar("K")
FEWEST_PICKS = 10
"""A cell with fewer picks, or without any answer, is merged."""


class Cell(NamedTuple):
    county: str
    part: Part


@dataclass(slots=True)
class _Share:
    picks: int = 0
    answered: int = 0

    @property
    def enough(self) -> bool:
        return self.picks >= FEWEST_PICKS and self.answered > 0

    @property
    def rate(self) -> float:
        return self.answered / self.picks


def response_shares(picks: Sequence[tuple[Cell, bool]]) -> Mapping[Cell, float]:
    """Each cell's share of answered picks (rho), from (cell, answered) pairs, for every cell with
    an answer; more than 0.

    A cell that is too small takes the share of all small cells of its part of the day together,
    whatever the county; if these are too few, that of its county; at last that of everything.
    """
    cells = _gathered((cell, answered) for cell, answered in picks)
    small = [cell for cell, share in cells.items() if not share.enough]
    of_part = _gathered((cell.part, answered) for cell, answered in picks if not cells[cell].enough)
    of_county = _gathered((cell.county, answered) for cell, answered in picks)
    everything = _gathered((None, answered) for _, answered in picks)

    def merged(cell: Cell) -> _Share:
        ladder = (of_part[cell.part], of_county[cell.county])
        return next((share for share in ladder if share.enough), everything[None])

    shares = cells | {cell: merged(cell) for cell in small}
    return {cell: shares[cell].rate for cell, share in cells.items() if share.answered}


def _gathered(answers: Iterable[tuple[K, bool]]) -> dict[K, _Share]:
    shares = defaultdict[K, _Share](_Share)
    for key, answered in answers:
        share = shares[key]
        share.picks += 1
        share.answered += answered
    return dict(shares)
