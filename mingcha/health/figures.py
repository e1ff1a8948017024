"""The figures that the store has, asked anew at most every few seconds.

A label is a name of ours (a queue, a station, a lane, a lease, a role) or a word of a closed list;
never a person's, a place's or a number's.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from time import monotonic  # only for how long figures are kept in the real world

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from fieldwork.book import Book
from fieldwork.door_watch import calls_unheard, door_trouble
from fieldwork.lane_desk import Standing, standing
from inspection.lane.price import UNIT
from inspection.lane.verdict import Go
from mingcha.health.pulse import BEAT
from mingcha.health.readiness import SUMMARY_TAKES, Readiness
from mingcha.product import Product
from storage.migrate import head_revision

_KEPT_SECONDS = 5.0
_DAY = timedelta(days=1)


class Figures(Collector):
    def __init__(self, product: Product, readiness: Readiness, kept: float = _KEPT_SECONDS) -> None:
        self._product = product
        self._readiness = readiness
        self._kept = kept
        self._lock = threading.Lock()
        self._last: tuple[float, Sequence[Metric]] | None = None

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked when it is registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if self._last is None or monotonic() - self._last[0] >= self._kept:
                self._last = monotonic(), self._asked()
            yield from self._last[1]

    def _asked(self) -> Sequence[Metric]:
        health = self._readiness.look()
        found = [
            gauge("mingcha_ready", "1 if /health/ready is green.", int(health.ready)),
            gauge("mingcha_warnings", "Warnings of /health/ready.", len(health.warnings)),
            *self._of_process(),
        ]
        foundation = self._product.foundation
        try:
            now = foundation.clock.now()
            with foundation.ledger.read() as book:
                parts = (queues, outcomes, cycles, leases, self._doors, self._drawing, self._lanes)
                for part in parts:
                    found += part(book, now)
        except Exception:
            # mingcha_ready is 0 and readiness says why; figures that are old say nothing.
            found.append(gauge("mingcha_store_answers", "1 if the store can be asked.", 0))
            return found
        return [*found, gauge("mingcha_store_answers", "1 if the store can be asked.", 1)]

    def _of_process(self) -> Iterator[Metric]:
        build = GaugeMetricFamily(
            "mingcha_build_info", "Always 1.", labels=["version", "schema", "roles"]
        )
        roles = " ".join(sorted(self._product.roles))
        build.add_metric([version("mingcha"), head_revision(), roles], 1)
        yield build
        ages = GaugeMetricFamily(
            "mingcha_station_pass_age_seconds",
            "Since this process last completed a pass of the station.",
            labels=["station"],
        )
        for station, age in self._product.passes.ages().items():
            ages.add_metric([station], age)
        yield ages
        failed = CounterMetricFamily(
            "mingcha_station_failures", "Passes that broke off.", labels=["station"]
        )
        for station, count in self._product.passes.failures().items():
            failed.add_metric([station], count)
        yield failed
        pool = GaugeMetricFamily(
            "mingcha_database_connections_in_use", "Of this process.", labels=["pool"]
        )
        engines = self._product.foundation.store.engines
        for name, engine in (("write", engines.writer), ("read", engines.reader)):
            pool.add_metric([name], engine.pool.checkedout())  # type: ignore[attr-defined]
        yield pool
        waiting = engines.waiting_for_a_turn
        yield gauge("mingcha_database_writers_waiting", "Of this process, for a turn.", waiting)

    def _drawing(self, book: Book, now: datetime) -> Iterator[Metric]:
        known = book.pauses.known()
        paused = [p for p in known if p.began_at <= now and (p.ends_at is None or p.ends_at > now)]
        everywhere = any(not one.region for one in paused)
        held = everywhere or self._product.clock_watch.doubted
        yield gauge("mingcha_drawing_paused", "1 if nobody is drawn anywhere.", int(held))
        yield gauge("mingcha_pauses", "Pauses of regions in force.", len(paused))
        head = book.vitals.log_head_at()
        if head is not None:
            age = (now - head).total_seconds()
            yield gauge("mingcha_audit_head_age_seconds", "Since the newest entry.", age)

    def _doors(self, book: Book, now: datetime) -> Iterator[Metric]:
        reached = GaugeMetricFamily(
            "mingcha_door_reached",
            "0 if the provider could not reach us when it was last seen to try.",
            labels=["provider"],
        )
        if not self._product.lanes.polled:
            reached.add_metric(["messenger"], int(door_trouble(book, now) is None))
        if self._product.lanes.telephone:
            reached.add_metric(["carrier"], int(not calls_unheard(book, now)))
        yield reached

    def _lanes(self, book: Book, now: datetime) -> Iterator[Metric]:
        lanes = self._product.exchange.gate.lanes
        return lane_figures([standing(book, lane, now) for lane in lanes])


def gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)


def queues(book: Book, now: datetime) -> Iterator[Metric]:
    waiting = GaugeMetricFamily("mingcha_queue_waiting", "Still to be done.", labels=["queue"])
    due = GaugeMetricFamily("mingcha_queue_due", "Could be done already.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "mingcha_queue_oldest_due_seconds", "Age of the oldest due row; 0: none.", labels=["queue"]
    )
    for queue in book.vitals.queues(now):
        age = (now - queue.oldest).total_seconds() if queue.oldest is not None else 0.0
        waiting.add_metric([queue.name], queue.waiting)
        due.add_metric([queue.name], queue.due)
        oldest.add_metric([queue.name], age)
    yield from (waiting, due, oldest)
    quarantined = book.vitals.quarantined()
    yield gauge("mingcha_inbox_quarantined", "Deliveries that were set aside.", quarantined)
    untold = book.vitals.untold(now - SUMMARY_TAKES)
    yield gauge("mingcha_summaries_missing", "Assessed, and not summarised.", untold)
    sent = book.vitals.oldest_unfetched()
    age = (now - sent).total_seconds() if sent is not None else 0.0
    yield gauge("mingcha_file_oldest_seconds", "Since the first unfetched one was sent.", age)


def outcomes(book: Book, now: datetime) -> Iterator[Metric]:
    labels = ["channel", "outcome"]
    each = {
        "attempt": GaugeMetricFamily(
            "mingcha_attempts_last_day", "Of the newest 10,000, by how they ended.", labels=labels
        ),
        "message": GaugeMetricFamily(
            "mingcha_messages_last_day", "Of the newest 10,000, by their state.", labels=labels
        ),
    }
    for one in book.vitals.outcomes(now - _DAY):
        each[one.what].add_metric([one.channel, one.outcome], one.count)
    yield from each.values()


def cycles(book: Book, now: datetime) -> Iterator[Metric]:
    completed = GaugeMetricFamily(
        "mingcha_cycle_completed_timestamp_seconds",
        "When a process of the role last completed a cycle.",
        labels=["role"],
    )
    age = GaugeMetricFamily(
        "mingcha_cycle_age_seconds", "Since then, by our clock.", labels=["role"]
    )
    for name, at in book.vitals.beats().items():
        if name.startswith(BEAT):
            role = name.removeprefix(BEAT)
            completed.add_metric([role], at.timestamp())
            age.add_metric([role], (now - at).total_seconds())
    yield from (completed, age)


def leases(book: Book, now: datetime) -> Iterator[Metric]:
    held = GaugeMetricFamily("mingcha_lease_held", "1 if somebody has it.", labels=["lease"])
    left = GaugeMetricFamily(
        "mingcha_lease_left_seconds", "Until it ends; below 0: ended.", labels=["lease"]
    )
    turns = CounterMetricFamily(
        "mingcha_lease_holders", "Times its holder changed.", labels=["lease"]
    )
    for lease in book.vitals.leases():
        held.add_metric([lease.name], int(lease.until > now))
        left.add_metric([lease.name], (lease.until - now).total_seconds())
        turns.add_metric([lease.name], lease.fence)
    yield from (held, left, turns)


def lane_figures(lanes: Sequence[Standing]) -> Iterator[Metric]:
    goes = GaugeMetricFamily(
        "mingcha_lane_goes",
        "1 if a request could leave now.",
        labels=["lane", "channel", "held_by"],
    )
    failed = GaugeMetricFamily(
        "mingcha_lane_failed_share", "Of the last requests; the breaker's view.", labels=["lane"]
    )
    requests = GaugeMetricFamily(
        "mingcha_lane_requests_left", "Of the budget of the period.", labels=["lane", "period"]
    )
    money = GaugeMetricFamily(
        "mingcha_lane_money_left",
        "Of the budget of the period, in units of the lane's currency.",
        labels=["lane", "period"],
    )
    short = GaugeMetricFamily(
        "mingcha_lane_short_minutes",
        "Of the last hour: the minute's own budget was used up, or nearly.",
        labels=["lane"],
    )
    for one in lanes:
        short.add_metric([one.lane.name], one.short_minutes)
        for channel, verdict in one.verdicts.items():
            why = "" if isinstance(verdict, Go) else str(verdict.why)
            goes.add_metric([one.lane.name, channel, why], int(not why))
        bad, of = one.failures
        failed.add_metric([one.lane.name], bad / of if of else 0.0)
        for span, (count, amount) in one.left.items():
            if count is not None:
                requests.add_metric([one.lane.name, span], count)
            if amount is not None:
                money.add_metric([one.lane.name, span], amount / UNIT)
    yield from (goes, failed, requests, money, short)
