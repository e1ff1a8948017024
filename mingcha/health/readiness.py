"""Whether the program does its work: red with reasons, or green, perhaps with warnings.

Reasons and warnings name stations, lanes and kinds of trouble; never a person, a number or a value
of a row.
"""

import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic  # only for how long an answer is kept in the real world

from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.door_watch import calls_unheard, door_trouble
from fieldwork.hearing import deaf_until, is_deaf
from fieldwork.lane_desk import MANY_SHORT, Standing, standing
from inspection.incident import IncidentKind
from inspection.lane.verdict import Hold, Reason, Stopped
from mingcha.health.passes import Passes
from mingcha.health.pulse import beat_of
from mingcha.health.traffic import Traffic
from mingcha.product import Product
from mingcha.role import Role
from storage.seal import SealBroken
from storage.store import SchemaDiffers

CYCLE_SECONDS = 45.0
"""So long may a cycle take, so that one that stands still is seen within a minute."""
KEPT_SECONDS = 1.0
SUMMARY_TAKES = timedelta(minutes=10)
"""A summary that is later than this is missed by whoever waits for it."""
FETCHING_TAKES = timedelta(hours=1)
"""A file that people sent, and that is not here by then."""
_PATIENCE = 2.0
_PROBE = "health"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Health:
    reasons: Sequence[str] = ()
    """Why it is red."""
    warnings: Sequence[str] = ()
    inbox: Mapping[str, int] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return not self.reasons


class Readiness:
    """Looks at most once in `kept` seconds, however many ask."""

    def __init__(
        self, product: Product, *, traffic: Traffic | None = None, kept: float = KEPT_SECONDS
    ) -> None:
        self._product = product
        self._traffic = traffic
        self._kept = kept
        self._lock = threading.Lock()
        self._last: tuple[float, Health] | None = None
        self._began = product.foundation.clock.monotonic()

    def look(self) -> Health:
        with self._lock:
            if self._last is None or monotonic() - self._last[0] >= self._kept:
                self._last = monotonic(), self._look()
            return self._last[1]

    def _look(self) -> Health:
        stands = stuck(self._product.passes)
        intake = self._traffic.trouble() if self._traffic is not None else ()
        try:
            elsewhere, warnings, inbox = self._of_store()
        except Exception as problem:
            told = f"the store: {trouble_of(problem)}"
            return Health(reasons=(told, *stands, *intake))
        return Health(reasons=(*elsewhere, *stands, *intake), warnings=warnings, inbox=inbox)

    def _of_store(self) -> tuple[Sequence[str], Sequence[str], Mapping[str, int]]:
        foundation = self._product.foundation
        foundation.store.check()
        now = foundation.clock.now()
        with foundation.ledger.write(_PATIENCE) as book:
            book.outages.beat(_PROBE, now)  # only what is written shows that it can be
        with foundation.ledger.read() as book:
            silent = self._silent(book)
            lanes = [standing(book, one, now) for one in self._product.exchange.gate.lanes]
            waiting = dict(book.inbox.counts())
            untold = book.vitals.untold(now - SUMMARY_TAKES)
            unfetched = book.vitals.unfetched(now - FETCHING_TAKES)
            deaf = _deaf(book, self._product.messengers, now)
            gone = _gone(book, self._product.messengers)
            unreached = () if self._product.lanes.polled else _unreached(book, now)
            unheard = _UNHEARD if calls_unheard(book, now) else ()
        warnings = warnings_of(lanes, waiting["quarantined"], untold, unfetched)
        return (*silent, *unreached), (*deaf, *unheard, *gone, *warnings), waiting

    def _silent(self, book: Book) -> Sequence[str]:
        """Roles that no process completes cycles of; for time that stands nobody can say."""
        if self._product.foundation.settings.clock == "stepped":
            return ()
        if Role.WEB not in self._product.roles:
            return ()  # it answers for its own work; what comes in waits for the others
        if self._product.foundation.clock.monotonic() - self._began < CYCLE_SECONDS:
            # Whoever starts takes in at once what a worker that is quicker has set going.
            return ()
        elsewhere = [r for r in (Role.WORKER, Role.SCHEDULER) if r not in self._product.roles]
        return silent_roles(book, self._product.foundation.clock.now(), elsewhere)


def stuck(passes: Passes) -> Sequence[str]:
    """A reason for each station of this process that completes no pass."""
    return [
        f"station {name}: no pass was completed for {age:.0f} seconds"
        for name, age in sorted(passes.ages().items())
        if age > CYCLE_SECONDS
    ]


def _deaf(book: Book, bots: Collection[str], now: datetime) -> Sequence[str]:
    if deaf_until(book, now) is not None:
        return ("nothing that people write comes in; nobody is asked or given up meanwhile",)
    return [
        f"nothing that people write to bot {bot} comes in; whoever was asked there is not given up"
        " for a day"
        for bot in bots
        if is_deaf(book, bot, now)
    ]


def _gone(book: Book, bots: Collection[str]) -> Sequence[str]:
    return [
        f"bot {bot} is no lane any more, and something waits for its people; see docs/linking.md"
        for bot in book.messages.bots()
        if bot not in bots
    ]


_DOOR: Mapping[IncidentKind, str] = {
    IncidentKind.DOOR: "door: what people write to the bot waits at the messenger; our public"
    " address cannot be reached from there",
    IncidentKind.TAKEN: "door: what people write to the bot is delivered to another address than"
    " ours",
}
_UNHEARD = ("calls: the carrier could not reach us in the last quarter of an hour",)


def _unreached(book: Book, now: datetime) -> Sequence[str]:
    trouble = door_trouble(book, now)
    return () if trouble is None else (_DOOR[trouble],)


def silent_roles(book: Book, now: datetime, roles: Sequence[Role]) -> Sequence[str]:
    reasons = []
    for role in roles:
        last = book.outages.last_beat(beat_of(role))
        if last is None:
            reasons.append(f"no {role} has completed a cycle yet")
        elif abs((now - last).total_seconds()) > CYCLE_SECONDS + _PULSE_SECONDS:
            reasons.append(f"no {role} has completed a cycle since {last:%Y-%m-%d %H:%M:%S} UTC")
    return reasons


_PULSE_SECONDS = 10.0
"""A sign of life is so old at most when it is read."""


_TOLD = (Reason.CONFIGURATION, Reason.ERRORS, Reason.BUDGET, Reason.PRICE)


def warnings_of(
    lanes: Sequence[Standing], quarantined: int = 0, untold: int = 0, unfetched: int = 0
) -> Sequence[str]:
    found = [
        f"lane {one.lane.name}, {channel}: {verdict.why}"
        for one in lanes
        for channel, verdict in one.verdicts.items()
        if isinstance(verdict, Stopped) or (isinstance(verdict, Hold) and verdict.why in _TOLD)
    ]
    found += [
        f"lane {one.lane.name}: the minute's budget was used up, or nearly, in"
        f" {one.short_minutes} minutes of the last hour"
        for one in lanes
        if one.short_minutes >= MANY_SHORT
    ]
    if quarantined:
        found.append(f"{quarantined} deliveries could not be applied; see `mingcha inbox list`")
    if untold:
        found.append(
            f"{untold} inspections could not be summarised; the log has event=summary_failed"
        )
    if unfetched:
        found.append(
            f"{unfetched} files that people sent are not fetched after an hour; see `mingcha media"
            " list`"
        )
    return found


def trouble_of(problem: Exception) -> str:
    """In our own words: what others say may quote a row."""
    if isinstance(problem, StoreBusy | StoreDown | SchemaDiffers):
        return str(problem)
    if isinstance(problem, SealBroken):
        return "it was sealed with another key than ours"
    _log.error("the store could not be looked at: %s", type(problem).__name__)
    return f"it could not be looked at ({type(problem).__name__})"
