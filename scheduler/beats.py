"""Beats: every second each workflow is asked whether it has anything to do.

APScheduler only wakes. What is due, and when, stands in the store, so nothing is lost with the
process, nothing of tomorrow's inspections stands in a job store, and a late beat does no harm.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

EVERY_SECONDS = 1.0


class Beats:
    def __init__(
        self,
        work: Mapping[str, Callable[[], int]],
        *,
        now: Callable[[], datetime],
        every: float = EVERY_SECONDS,
    ) -> None:
        """`work`: name -> what is called at each beat, and again until it has done nothing (0);
        calls of one name never overlap. `now` is the real time; `every` is in seconds."""
        self._now = now
        # It warns of every beat that finds the one before still at work: here that is as it should.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,  # a beat that comes late still counts
            },
        )
        for name, call in work.items():
            self._scheduler.add_job(
                self._until_idle, "interval", args=(call,), seconds=every, id=name
            )

    def start(self) -> None:
        self._scheduler.start()

    def wake(self) -> None:
        """Something came in: beat now, not at the next second."""
        if not self._scheduler.running:
            return
        now = self._now()
        with suppress(JobLookupError):  # stopped meanwhile, by another thread
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=now)

    def halt(self) -> None:
        """Begins nothing new, and returns at once."""
        self._stopping.set()

    def stop(self) -> None:
        """Waits for the work that is under way; what else is due waits in the store."""
        self.halt()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _until_idle(self, call: Callable[[], int]) -> None:
        while not self._stopping.is_set() and call():
            pass
