"""Faults that a test orders from the simulated providers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Params = Mapping[str, Any]
Matches = Callable[[Params], bool]


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with one request (or with every matching one, if `nth` is None)."""

    api: str
    nth: int | None
    when: Matches | None
    status: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    executed: bool = True
    dropped: bool = False
    broken_off: bool = False
    """A file comes to its half."""
    seconds: float = 0.0
    """Real seconds that the answer is held back: the time-outs of HTTP clients are real."""
    seen: int = 0

    def strikes(self, api: str, params: Params) -> bool:
        if api != self.api or (self.when is not None and not self.when(params)):
            return False
        self.seen += 1
        return self.nth is None or self.seen == self.nth


@dataclass(kw_only=True)
class Hook:
    api: str
    nth: int
    callback: Callable[[], None]
    seen: int = 0


class FaultScript:
    """APIs are named as in `Exchange.api`, for example `twilio.calls.create`.

    `nth` counts the requests of that API (those for which `when(params)` is true, if given) from
    the moment the fault is ordered, from 1; None means every one.
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._hooks: list[Hook] = []

    def answer(
        self,
        api: str,
        *,
        status: int,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        executed: bool = False,
        nth: int | None = 1,
        when: Matches | None = None,
    ) -> None:
        """Answers `status`; with `executed` the request takes effect nevertheless."""
        self._faults.append(
            Fault(
                api=api,
                nth=nth,
                when=when,
                status=status,
                body=body or {},
                headers=headers or {},
                executed=executed,
            )
        )

    def accept_then_drop(
        self, api: str, *, nth: int | None = 1, when: Matches | None = None
    ) -> None:
        """Executes the request and closes the connection without an answer."""
        self._faults.append(Fault(api=api, nth=nth, when=when, dropped=True))

    def drop_before(self, api: str, *, nth: int | None = 1, when: Matches | None = None) -> None:
        """Closes the connection; the request has no effect."""
        self._faults.append(Fault(api=api, nth=nth, when=when, dropped=True, executed=False))

    def break_off(self, api: str, *, nth: int | None = 1, when: Matches | None = None) -> None:
        """Answers the first half of a file, and closes the connection."""
        self._faults.append(Fault(api=api, nth=nth, when=when, broken_off=True))

    def delay(
        self, api: str, *, seconds: float, nth: int | None = 1, when: Matches | None = None
    ) -> None:
        """Executes the request and holds the answer back for `seconds` of real time."""
        self._faults.append(Fault(api=api, nth=nth, when=when, seconds=seconds))

    def on_request(self, api: str, nth: int, callback: Callable[[], None]) -> None:
        """Calls back when the nth request has been executed and before it is answered."""
        self._hooks.append(Hook(api=api, nth=nth, callback=callback))

    def clear(self) -> None:
        self._faults.clear()
        self._hooks.clear()

    def strike(self, api: str, params: Params) -> Fault | None:
        """The fault for this request, if any; every fault of the API counts the request."""
        struck = [fault for fault in self._faults if fault.strikes(api, params)]
        return struck[0] if struck else None

    def hooks(self, api: str) -> list[Callable[[], None]]:
        due = []
        for hook in self._hooks:
            if hook.api == api:
                hook.seen += 1
                if hook.seen == hook.nth:
                    due.append(hook.callback)
        return due
