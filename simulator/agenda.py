"""What the simulated world will do, and when: a heap ordered by (instant, order of arrangement)."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

Action = Callable[[], None]


@dataclass(order=True)
class Appointment:
    due: datetime
    order: int
    action: Action = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class Agenda:
    def __init__(self) -> None:
        self._heap: list[Appointment] = []
        self._order = itertools.count()

    def add(self, due: datetime, action: Action) -> Appointment:
        appointment = Appointment(due=due, order=next(self._order), action=action)
        heapq.heappush(self._heap, appointment)
        return appointment

    def next_due(self) -> datetime | None:
        self._forget_cancelled()
        return self._heap[0].due if self._heap else None

    def pop_due(self, now: datetime) -> Appointment | None:
        """The earliest appointment due at or before `now`, taken off the agenda."""
        due = self.next_due()
        if due is None or due > now:
            return None
        return heapq.heappop(self._heap)

    def _forget_cancelled(self) -> None:
        while self._heap and self._heap[0].cancelled:
            heapq.heappop(self._heap)
