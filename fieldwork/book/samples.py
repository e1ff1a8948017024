"""What was drawn and how it ended, for estimates: a whole period at once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from inspection.sample import SampledPick


class SampleShelf(Protocol):
    def settled(
        self,
        draw: str,
        start: datetime,
        end: datetime,
        questions: Collection[str],
        comparable: Collection[str],
    ) -> Sequence[SampledPick]:
        """Picks of a draw for a moment in [start, end) whose inspections are assessed, in order of
        that moment. Nothing is opened besides answers to `questions`. Of forms that are none of
        the revisions `comparable` only what every form asks of everybody."""
        ...

    def unsettled(self, draw: str, start: datetime, end: datetime, region: str) -> int:
        """How many more there are in the region whose inspections are not assessed yet."""
        ...
