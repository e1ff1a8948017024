"""A barrier: why nothing leaves on a lane, and how it comes to go again.

After a pause that grows with each failure one request is let through as a probe; if it is taken the
lane goes again. Some refusals no probe can end: then an operator acts, or the settings change.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from inspection.lane.verdict import Go, Hold, Reason, Stopped, Verdict
from inspection.lane.wait import Wait

Kind = Literal["errors", "configuration", "operator"]
PROBE_TAKES = 120.0
"""Seconds after which a probe of which nothing was heard is made by another request."""
_FIRST_PAUSE: dict[Kind, float] = {"errors": 30.0, "configuration": 600.0, "operator": 0.0}
_LONGEST_PAUSE: dict[Kind, float] = {"errors": 900.0, "configuration": 3600.0, "operator": 0.0}
_WHY: dict[Kind, Reason] = {
    "errors": Reason.ERRORS,
    "configuration": Reason.CONFIGURATION,
    "operator": Reason.OPERATOR,
}


@dataclass(frozen=True, kw_only=True)
class Barrier:
    kind: Kind
    about: str
    """The provider's code; "" if an operator raised it, whose reason is kept elsewhere, sealed."""
    since: datetime
    setup: str = ""
    """A mark of the account and number under which it was refused: others may be tried at once."""
    heals: bool = True
    """Whether it may be put right elsewhere, without our settings being changed."""
    failures: int = 1
    pause: Wait
    probe: Wait | None = None

    @classmethod
    def raised(
        cls, kind: Kind, about: str, now: datetime, *, setup: str = "", heals: bool = True
    ) -> "Barrier":
        pause = Wait(since=now, seconds=_FIRST_PAUSE[kind])
        return cls(kind=kind, about=about, since=now, setup=setup, heals=heals, pause=pause)

    @property
    def waits_for_somebody(self) -> bool:
        return self.kind == "operator" or not self.heals

    def ask(self, now: datetime, setup: str) -> Verdict:
        """`setup` is that of the settings as they are now."""
        if self.probe is not None and not self.probe.over(now):
            return Hold(until=self.probe.until, why=Reason.PROBE, about=self.about)
        if self.kind == "configuration" and setup != self.setup:
            return Go(probe=True)
        if self.waits_for_somebody:
            return Stopped(why=_WHY[self.kind], about=self.about)
        if not self.pause.over(now):
            return Hold(until=self.pause.until, why=_WHY[self.kind], about=self.about)
        return Go(probe=True)

    def probed(self, now: datetime) -> "Barrier":
        """With one request on its way that tries whether the lane goes again."""
        return replace(self, probe=Wait(since=now, seconds=PROBE_TAKES))

    def failed(self, about: str, now: datetime, setup: str, *, heals: bool) -> "Barrier":
        """The probe was refused too: the next one waits twice as long."""
        seconds = min(_FIRST_PAUSE[self.kind] * 2.0 ** min(self.failures, 10), self._longest)
        return replace(
            self,
            about=about,
            setup=setup,
            heals=heals,
            failures=self.failures + 1,
            pause=Wait(since=now, seconds=seconds),
            probe=None,
        )

    @property
    def _longest(self) -> float:
        return _LONGEST_PAUSE[self.kind]
