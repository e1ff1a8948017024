"""All custodians of a slot, asked at once: none waits for a slow one, and all must answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from fieldwork.book import StoredSlot
from fieldwork.ports import Custodian, CustodianSilent
from inspection.commitment import NotYetOpen, Opening, OpeningFalse
from inspection.testimony import Testimony


class Unanswered(Exception):
    """Some custodians are silent; what the others answered is kept for the next time."""


@dataclass(kw_only=True)
class Witnesses:
    """What was already answered is kept in memory alone: a repeat after a restart is harmless."""

    custodians: Sequence[Custodian]
    _witnessed: dict[int, set[str]] = field(default_factory=dict)
    _openings: dict[int, dict[str, Opening]] = field(default_factory=dict)

    def asked(self, slot: StoredSlot) -> bool:
        """Whether this process has begun to send the slot's commitment."""
        return slot.id in self._witnessed

    def missing(self, slot: StoredSlot) -> tuple[str, ...]:
        """The custodians that have not confirmed the commitment to this process."""
        seen = self._witnessed.get(slot.id, set())
        return tuple(c.name for c in self.custodians if c.name not in seen)

    def commit(self, slot: StoredSlot) -> None:
        """Returns when all have witnessed. Raises Unanswered, CustodianRefusal."""
        seen = self._witnessed.setdefault(slot.id, set())

        def send(custodian: Custodian) -> None:
            custodian.commit(slot.commitment)
            seen.add(custodian.name)

        self._ask([c for c in self.custodians if c.name not in seen], send)

    def open(self, slot: StoredSlot, now: datetime) -> Sequence[tuple[str, Opening]]:
        """Every custodian's code with its name. Raises Unanswered, CustodianRefusal."""
        openings = self._openings.setdefault(slot.id, {})

        def open_one(custodian: Custodian) -> None:
            opening = custodian.open(slot.draw, slot.label, slot.k, now)
            if not opening.witnesses(slot.commitment, name=custodian.name, k=slot.k):
                raise OpeningFalse(f"{custodian.name} has witnessed something else than was sent")
            openings[custodian.name] = opening

        self._ask([c for c in self.custodians if c.name not in openings], open_one)
        return [(c.name, openings[c.name]) for c in self.custodians]

    def testimonies(self, slot: StoredSlot, now: datetime) -> Sequence[Testimony]:
        """In order of the custodians' names, as the key takes their codes. Raises as `open`."""
        openings = dict(self.open(slot, now))
        return [
            Testimony.of(c.name, c.n, c.start, openings[c.name])
            for c in sorted(self.custodians, key=attrgetter("name"))
        ]

    def forget(self, slot: StoredSlot) -> None:
        """The slot is drawn or missed."""
        self._witnessed.pop(slot.id, None)
        self._openings.pop(slot.id, None)

    def _ask(self, custodians: Sequence[Custodian], act: Callable[[Custodian], None]) -> None:
        def silent(custodian: Custodian) -> str | None:
            try:
                act(custodian)
            except CustodianSilent:
                return f"{custodian.name} silent"
            except NotYetOpen:
                # Its own clock decides; a second behind ours it says so, and opens a second later.
                return f"{custodian.name} says that the slot is not open"
            return None

        if not custodians:
            return
        with ThreadPoolExecutor(len(custodians), "custodian") as threads:
            answers = list(threads.map(silent, custodians))
        missing = [answer for answer in answers if answer is not None]
        if missing:
            raise Unanswered("; ".join(f"custodian {answer}" for answer in missing))
