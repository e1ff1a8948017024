"""The pace of a bot: over all chats, to one chat, and to one group."""

from dataclasses import dataclass, field
from datetime import datetime

from inspection.lane.pace import Limit, Pace

OVERALL = Limit(most=30, seconds=1)
A_CHAT = Limit(most=1, seconds=1)
A_GROUP = Limit(most=20, seconds=60)
"""As Telegram states them in its FAQ for bots."""
_SWEPT_AT = 4096


@dataclass(kw_only=True)
class ChatPace:
    """In the memory of whoever sends: a lane is sent on by one worker at a time, and what it
    forgets at a restart is a minute's worth at most. Chats are named as the caller likes."""

    overall: Limit = OVERALL
    chat: Limit = A_CHAT
    group: Limit = A_GROUP
    _all: Pace = field(init=False)
    _chats: dict[str, tuple[Pace, ...]] = field(default_factory=dict, init=False)
    _swept_at: int = field(default=_SWEPT_AT, init=False)
    _held_until: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._all = Pace(limit=self.overall)

    def when(self, chat: str, now: datetime, *, group: bool = False) -> datetime:
        """The first moment, from `now` on, at which a letter to the chat may leave, if none leaves
        before it."""
        paces = self._of(chat, group=group)
        return max(self.free(now), *(pace.when(now) for pace in paces))

    def free(self, now: datetime) -> datetime:
        """The first moment at which the lane lets anything out: before it no chat need be asked."""
        held = self._held_until
        return max(self._all.when(now), held) if held is not None else self._all.when(now)

    def leave(self, chat: str, at: datetime, *, group: bool = False) -> None:
        self._all = self._all.taken(at)
        self._chats[chat] = tuple(pace.taken(at) for pace in self._of(chat, group=group))
        if len(self._chats) > self._swept_at:
            self._sweep(at)

    def hold(self, until: datetime) -> None:
        """Nothing leaves before then, to whichever chat: so a provider that says "too fast" is
        obeyed by the whole lane. A longer hold stays."""
        self._held_until = until if self._held_until is None else max(until, self._held_until)

    def _of(self, chat: str, *, group: bool) -> tuple[Pace, ...]:
        known = self._chats.get(chat)
        if known is not None:
            return known
        limits = (self.chat, self.group) if group else (self.chat,)
        return tuple(Pace(limit=limit) for limit in limits)

    def _sweep(self, now: datetime) -> None:
        """What no longer matters is forgotten; seldom enough to cost nothing."""
        self._chats = {
            chat: paces
            for chat, paces in self._chats.items()
            if not all(pace.idle(now) for pace in paces)
        }
        self._swept_at = max(_SWEPT_AT, 2 * len(self._chats))
