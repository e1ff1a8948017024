"""The work of one process in real time: its stations at each beat, the scheduler's only while the
process holds the lease, and waking between processes."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from fieldwork.fenced import LeaseLost
from mingcha.engine import Station, Work, guarded
from mingcha.health.pulse import Pulse
from mingcha.product import Product
from mingcha.role import Role
from mingcha.schema_watch import SchemaWatch
from mingcha.seen import seen_of
from scheduler.beats import Beats
from scheduler.keeper import Keeper
from storage.bell import Bell

_log = logging.getLogger(__name__)


class Shift:
    def __init__(self, product: Product) -> None:
        self._product = product
        clock = product.foundation.clock
        self._schema = SchemaWatch(store=product.foundation.store, clock=clock)
        self._beats = Beats(
            {station.name: self._beat(station) for station in product.engine.stations},
            now=clock.now,
        )
        hears = Role.WEB in product.roles and not product.lanes.polled
        self._pulse = Pulse(
            ledger=product.foundation.ledger,
            clock=clock,
            passes=product.passes,
            stations={
                role: [one.name for one in product.engine.stations if one.role is role]
                for role in product.roles
                if role is not Role.WEB
            },
            on_duty=product.scheduling.runs,
            also=seen_of(product.foundation).note,
            hears=tuple(product.messengers) if hears else (),
        )
        self._keeper = None
        if Role.SCHEDULER in product.roles:
            self._keeper = Keeper(
                product.scheduling,
                on_taken=self._beats.wake,
                may=lambda: not self._schema.moved(),
            )
        engines = product.foundation.store.engines
        self._bell = None
        if engines.on_postgresql:
            self._bell = Bell(engines, name=product.foundation.holder, on_ring=self._beats.wake)

    def start(self) -> None:
        self._product.engine.on_wake = self._woken
        if self._keeper is not None:
            self._keeper.start()
        self._product.passes.begin([one.name for one in self._product.engine.stations])
        self._beats.start()
        self._pulse.start()
        if self._bell is not None:
            self._bell.start()

    def halt(self) -> None:
        """Begins nothing new, and returns at once."""
        self._beats.halt()

    def stop(self) -> None:
        """Finishes what is under way, and gives back the lease, so that the next one need not
        wait."""
        self._beats.stop()
        self._pulse.stop()
        if self._keeper is not None:
            self._keeper.stop()
        try:
            self._product.exchange.gate.give_back()
        except Exception as problem:
            _log.warning("the leases of the lanes were not given back: %s", type(problem).__name__)
        if self._bell is not None:
            self._bell.stop()

    def _woken(self) -> None:
        """Something came in: whoever is to act on it, here or elsewhere, does so now."""
        self._beats.wake()
        self._ring()

    def _ring(self) -> None:
        if self._bell is not None:
            self._bell.ring()

    def _beat(self, station: Station) -> Callable[[], int]:
        clock = self._product.foundation.clock
        work = guarded(replace(station, work=self._noted(station)))

        def beat() -> int:
            done = work(clock.now())
            if done:
                self._ring()  # it may have left something to do for the others
            return done

        return beat

    def _noted(self, station: Station) -> Work:
        """One that stands still, or fails each time, shows by the age of its last pass."""
        passes, work = self._product.passes, self._unless_held(station)

        def noted(now: datetime) -> int:
            try:
                done = work(now)
            except Exception:
                passes.failed(station.name)
                raise
            passes.completed(station.name)
            return done

        return noted

    def _unless_held(self, station: Station) -> Work:
        allowed = self._allowed(station)
        if station.while_held:
            return lambda now: 0 if self._schema.moved() else allowed(now)
        held = self._product.held
        return lambda now: 0 if self._schema.moved() or held.now() else allowed(now)

    def _allowed(self, station: Station) -> Work:
        duty = self._product.duty
        if station.role is not Role.SCHEDULER or duty is None:
            return station.work

        def work(now: datetime) -> int:
            try:
                with duty.shift() as ours:
                    return station.work(now) if ours else 0
            except LeaseLost as lost:
                _log.warning("station %s broke off: %s", station.name, lost)
                return 0

        return work
