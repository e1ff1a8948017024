"""Sending: messages are claimed, their requests made at the same time, and what became of them is
recorded, many in one transaction.

A message is claimed before its request leaves, for a time (its lease) and under a number (its
fence). Whoever is stopped for longer makes no request any more, and overwrites nothing that was
found out since. The messenger cannot be asked what became of a request, so one that ended
ambiguously is made once more, at most, and the message is marked. Of one chat never more than one
message is under way, the oldest first. Each bot has a post of its own: what holds one of them holds
nobody at another.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

from fieldwork.book import Book, Due, Message, StoreBusy, StoreDown
from fieldwork.chat_lane import ChatLane
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.departure import SENDING_TAKES, may_leave
from fieldwork.diverting import divert
from fieldwork.ports import Clock, Ledger, Messenger, NotPlaced, Outcome, Withheld
from fieldwork.receipt import BROKEN_WAITS, Broken, Receipt, give_up, record_all, set_aside
from inspection.lane.chat_pace import ChatPace
from inspection.lane.lane import CHAT
from inspection.lane.order import Priority

_log = logging.getLogger(__name__)
REQUEST_TAKES = timedelta(seconds=45)
"""The longest that a request may take: it must be over before its lease is."""
_MOST_AT_A_TIME = 500
"""Then the caller gets its turn: it may want to stop."""
_NEWS = 0.25
"""Seconds (real) after which new messages are looked for while requests are under way."""
_TOGETHER = 0.05
"""Seconds (real) for which the first answers wait, to be recorded together with others."""
_LOOK_AGAIN = timedelta(seconds=1)
_MOST_LOOKED_AT = 1024

_Done = TypeVar("_Done")
_Sending = Future[Outcome | Withheld]


@dataclass(frozen=True, kw_only=True)
class Claimed:
    message: Message
    address: str
    leave_by: datetime


@dataclass(kw_only=True)
class Post:
    """Of one bot, to be worked by one thread at a time."""

    ledger: Ledger
    messenger: Messenger
    clock: Clock
    bot: str = CHAT
    at_once: int = 1
    """So many are claimed at the same time; 1 sends in one order, the same each time."""
    pace: ChatPace = field(default_factory=ChatPace)
    lane: ChatLane | None = None
    """None where the bot is held by nothing but its pace."""
    reached: Reached = go_on
    _under_way: dict[_Sending, Message] = field(default_factory=dict)
    _done: "SimpleQueue[_Sending]" = field(default_factory=SimpleQueue)
    _back: list[Receipt] = field(default_factory=list)
    """Answers that are not recorded yet: a store that is busy loses none."""
    _last_region: str = ""
    """Of first questions and news: the turn is at the next one."""
    _again: datetime | None = None
    """When what is due and may not leave is looked at again."""

    def work(self, now: datetime) -> int:
        """Sends what is due, and waits for the answers; returns how many messages were taken up."""
        self._divert(now)
        taken = 0
        while True:
            room = self.at_once - len(self._under_way) if taken < _MOST_AT_A_TIME else 0
            back = len(self._back)
            handled = self._turn(room)
            taken += handled
            if self._under_way:
                self._gather()
            elif not handled and not back:
                return taken

    def _divert(self, now: datetime) -> None:
        """While the bot is stopped, checks do not wait for it: their people are called instead."""
        if self.lane is None or self.lane.held(now) is None or not self.lane.stopped:
            return
        with self.ledger.read() as book:
            waiting = book.messages.asking(now, _MOST_AT_A_TIME, bot=self.bot)
        if not waiting:
            return
        with self.ledger.write() as book:
            divert(book, waiting, now)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            first = book.messages.next_due(bot=self.bot)
        return not self._back and (first is None or first > now)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            first = book.messages.next_due(bot=self.bot)
            if first is None or first > now or self._again is None:
                return first
            later = book.messages.next_due(after=now, bot=self.bot)
        return self._again if later is None else min(self._again, later)

    def _turn(self, room: int) -> int:
        """Records what came back, and claims what may leave: one transaction. Each request takes
        its time, so hours and states are those of now."""
        now, back = self.clock.now(), list(self._back)
        if not back and not self._anything(room, now):
            return 0
        due: Sequence[Due] = ()
        try:
            with self.ledger.write() as book:
                record_all(book, back, now)
                due = self._due(book, self._lane_room(book, back, room, now), now)
                claimed = claim(book, [one.id for one in due], now)
                if claimed and self.lane is not None:
                    self.lane.leaves(book, now)
                if back:
                    self.reached(CrashPoint.LETTERS_WRITTEN)
        except (StoreBusy, StoreDown):
            raise
        except Exception:
            claimed = self._one_by_one(back, due, now)
        if back:
            self.reached(CrashPoint.LETTERS_RECORDED)
        if claimed:
            self.reached(CrashPoint.LETTERS_CLAIMED)
        self._back = self._back[len(back) :]
        for one in claimed:
            self._begin(one)
        if claimed:
            self.reached(CrashPoint.LETTERS_LEFT)
        return len(due)

    def _anything(self, room: int, now: datetime) -> bool:
        """Whether anything might leave; a look, since most beats find nothing."""
        self._again = None
        if room <= 0:
            return False
        with self.ledger.read() as book:
            first = book.messages.next_due(bot=self.bot)
        if first is None or first > now:
            return False
        held = self.lane.held(now) if self.lane is not None else None
        if held is not None:
            self._again = held
            return False
        opens = self.pace.free(now)
        if opens > now:
            self._again = max(opens, now + _LOOK_AGAIN)
        return opens <= now

    def _lane_room(self, book: Book, back: Sequence[Receipt], room: int, now: datetime) -> int:
        """Tells the lane what came back: right after a refusal nothing more leaves."""
        if self.lane is None:
            return room
        outcomes = [o.outcome for o in back if not isinstance(o.outcome, Withheld | Broken)]
        self.lane.heard(book, outcomes, now)
        return self.lane.room(book, room, len(self._under_way), now)

    def _due(self, book: Book, room: int, now: datetime) -> Sequence[Due]:
        """At most `room` that may leave at this pace, which counts them from here on."""
        due: list[Due] = []
        seen, most = set[int](), room
        while len(due) < room and most <= _MOST_LOOKED_AT:
            waiting = book.messages.due(now, most, after=self._last_region, bot=self.bot)
            fresh = [one for one in waiting if one.id not in seen]
            seen.update(one.id for one in fresh)
            for one in fresh:
                if len(due) < room and self._leaves(one, now):
                    due.append(one)
            if len(waiting) < most:
                break
            # Those in front may be of chats that have just had a message.
            most *= 4
        by_turns = [one.region for one in due if one.priority >= Priority.FIRST]
        self._last_region = by_turns[-1] if by_turns else self._last_region
        if room > 0 and not due:
            self._again = now + _LOOK_AGAIN
        return due

    def _leaves(self, one: Due, now: datetime) -> bool:
        place = str(one.chat) if one.line else f"tap {one.id}"
        if self.pace.when(place, now) > now:
            return False
        self.pace.leave(place, now)
        return True

    def _begin(self, one: Claimed) -> None:
        try:
            future = self.messenger.begin(
                one.address, one.message.letter, may_leave=lambda: self._may_leave(one)
            )
        except Exception as problem:
            broken = Broken(kind=type(problem).__name__)
            self._back.append(Receipt(message=one.message, outcome=broken))
        else:
            self._under_way[future] = one.message
            future.add_done_callback(self._done.put)

    def _may_leave(self, one: Claimed) -> bool:
        mine = self.lane is None or self.lane.owns()
        return mine and self.clock.now() <= one.leave_by

    def _gather(self) -> None:
        """Waits for the first answer, and then a moment for others that come with it."""
        enough = (len(self._under_way) + 1) // 2
        done: list[_Sending] = []
        with suppress(Empty):
            done.append(self._done.get(timeout=_NEWS))
            while len(done) < enough:
                done.append(self._done.get(timeout=_TOGETHER))
        for future in done:
            receipt = Receipt(message=self._under_way.pop(future), outcome=_outcome(future))
            if isinstance(receipt.outcome, NotPlaced) and receipt.outcome.retry_after is not None:
                self.pace.hold(self.clock.now() + timedelta(seconds=receipt.outcome.retry_after))
            self._back.append(receipt)
        if done:
            self.reached(CrashPoint.LETTERS_ANSWERED)

    def _one_by_one(
        self, back: Iterable[Receipt], due: Iterable[Due], now: datetime
    ) -> Sequence[Claimed]:
        """One broken row does not stop the others: it is left alone for some minutes."""
        for one in back:
            self._alone(one.message.id, partial(record_all, receipts=[one], now=now))
        claimed: list[Claimed] = []
        for waiting in due:
            claimed += self._alone(waiting.id, partial(claim, ids=[waiting.id], now=now)) or ()
        return claimed

    def _alone(self, message: int, step: Callable[[Book], _Done]) -> _Done | None:
        try:
            with self.ledger.write() as book:
                return step(book)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote the letter.
            _log.error("message %d could not be sent: %s", message, type(error).__name__)
        with self.ledger.write() as book:
            book.messages.put_off(message, self.clock.now() + BROKEN_WAITS)
        return None


def claim(book: Book, ids: Sequence[int], now: datetime) -> Sequence[Claimed]:
    """Those of them that are to leave now."""
    ready = [one for one in (_ready(book, m, now) for m in book.messages.take(ids, now)) if one]
    claimed = book.messages.claim_all(
        [
            replace(
                one,
                state="SENDING",
                next_at=now + SENDING_TAKES,
                tries=one.tries + 1,
                sent_at=one.sent_at or now,
            )
            for one in ready
        ]
    )
    addresses = book.chats.addresses([one.chat for one in claimed])
    leave_by = now + SENDING_TAKES - REQUEST_TAKES
    return [Claimed(message=one, address=addresses[one.chat], leave_by=leave_by) for one in claimed]


def _ready(book: Book, message: Message, now: datetime) -> Message | None:
    """The message as it may leave; None if it may not: then that stands in the book."""
    if message.damaged:
        set_aside(book, message, now)
        return None
    if message.state == "SENDING":
        # Claimed before and never recorded: the process ended in the middle of it.
        if message.repeated:
            give_up(book, message, "nothing was heard of two requests", now)
            return None
        message = replace(message, repeated=True)
    return message if may_leave(book, message, now) else None


def _outcome(future: _Sending) -> Outcome | Withheld | Broken:
    problem = future.exception()
    return future.result() if problem is None else Broken(kind=type(problem).__name__)
