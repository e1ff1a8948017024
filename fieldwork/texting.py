"""Due text -> request to the carrier, and what became of it.

The intent is committed before the request leaves. One that ended ambiguously is looked for at the
carrier by its words, which hold a code of their own; only when the carrier lacks it twice is it
sent once more, and marked.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, StoreBusy, StoreDown, Text
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.exchange import PASS_TAKES, Exchange, Trunk
from fieldwork.held_lanes import HeldLanes, Leaving
from fieldwork.lane_gate import Errand
from fieldwork.opting_out import opt_out
from fieldwork.ports import (
    CarrierSilent,
    Clock,
    Ledger,
    NotPlaced,
    Outcome,
    Placed,
    TextReport,
    Uncertain,
)
from fieldwork.text_leave import cancelled, lanes_for, number_of, still_wanted
from fieldwork.text_news import REPORT_TAKES, apply_text_event
from inspection.incident import IncidentKind
from inspection.lane.lane import TELEPHONE, Unreachable
from inspection.lane.order import Due, Priority

_log = logging.getLogger(__name__)
_AT_ONCE = 50
SENDING_TAKES = timedelta(minutes=2)
MUST_LEAVE = timedelta(minutes=1)
"""So long after its intent was committed a request may leave: well before anybody looks for it."""
LOOK_AGAIN = timedelta(minutes=2)
"""The carrier's list may lag: it must lack a message twice, so far apart."""
UNCLEAR_FOR = timedelta(seconds=30)
NOT_LISTED = "not listed"
REPORT_WAITS = timedelta(hours=24)
"""So long a delivery is asked about; many networks never report one."""
PAUSE, LONGEST_PAUSE = 60.0, 600.0
"""Seconds, doubled with each refusal that was not this text's own."""
BROKEN_WAITS = timedelta(minutes=5)
_REQUESTED = ("SENDING", "UNCERTAIN")


@dataclass(kw_only=True)
class Texting:
    ledger: Ledger
    exchange: Exchange
    clock: Clock
    reached: Reached = go_on

    _last_region: str = field(default="", init=False)
    """Of first questions and invitations: the turn is at the next one."""

    def __post_init__(self) -> None:
        self._lanes = HeldLanes(exchange=self.exchange, channel="text")

    def work(self, now: datetime) -> int:
        """Returns how many texts were taken up."""
        with self.ledger.read() as book:
            due = book.texts.due(now, _AT_ONCE, after=self._last_region)
        if not due or not self._lanes.own(now):
            return 0
        taken, began = 0, self.clock.monotonic()
        for one in due:
            taken += self._taken_up(one, self.clock.now())
            over = self.clock.monotonic() - began > PASS_TAKES
            if over or self._lanes.until(self.clock.now()) is not None:
                break
        return taken

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            due = book.texts.next_due()
        return due is None or due > now

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            due = book.texts.next_due()
        held = None if due is None else self._lanes.until(max(due, now))
        return due if held is None else held

    def _taken_up(self, one: Due[int], now: datetime) -> bool:
        """One broken row does not stop the others: it is left alone for some minutes."""
        try:
            return self._look_at(one, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote the message.
            _log.error("text %d could not be looked at: %s", one.id, type(error).__name__)
            with self.ledger.write() as book:
                text = book.texts.get(one.id)
                book.texts.save(replace(text, next_at=now + BROKEN_WAITS))
            return False

    def _look_at(self, one: Due[int], now: datetime) -> bool:
        """Whether anything became of it."""
        leaving: Leaving | None = None
        beat = self.clock.monotonic()
        with self.ledger.write() as book:
            text = book.texts.get(one.id)
            if text.next_at is None or text.next_at > now:
                return False  # somebody else looked at it
            if text.state == "DUE":
                wanted = still_wanted(book, text, now)
                if wanted.state == "DUE" and wanted.next_at == text.next_at:
                    leaving = self._admitted(book, wanted, now)
                else:
                    book.texts.save(wanted)
                if leaving is None:
                    return wanted != text
                text = _sending(wanted, now)
                book.texts.save(text)
            else:
                book.texts.save(replace(text, next_at=now + LOOK_AGAIN))
        if leaving is None:
            self._ask(text, now)
        elif self._may_leave(leaving, now, beat):
            # What is given back was not served: its region's turn stays.
            self._last_region = one.region if one.priority >= Priority.FIRST else self._last_region
            self._send(text, leaving)
        else:
            self._give_back(text, leaving)
        return True

    def _may_leave(self, leaving: Leaving, now: datetime, beat: float) -> bool:
        """Right before the request, by both clocks: whoever was stopped since `now` sends nothing,
        since others may have looked for the text meanwhile."""
        late = self.clock.monotonic() - beat > MUST_LEAVE.total_seconds()
        owns = self.exchange.gate.owns(leaving.lane)
        return owns and not late and self.clock.now() <= now + MUST_LEAVE

    def _admitted(self, book: Book, text: Text, now: datetime) -> Leaving | None:
        """Its request is announced on the first lane that takes it now; None if it waits, or can
        reach nobody."""
        found = lanes_for(book, text, self.exchange.reaching, now)
        if isinstance(found, Unreachable):
            book.texts.save(cancelled(text, found.why, now))
            return None
        number = number_of(book, text)
        errand = Errand(channel="text", token=text.token, number=number, parts=text.segments)
        leaving = self._lanes.admitted(book, found, errand, now)
        if isinstance(leaving, Leaving):
            return leaving
        if self._lanes.until(now) is None:
            # Others may go meanwhile.
            book.texts.save(replace(text, next_at=leaving))
        return None

    def _give_back(self, text: Text, leaving: Leaving) -> None:
        """It never left: it waits again, unless somebody has looked for it meanwhile."""
        with self.ledger.write() as book:
            fresh, now = book.texts.get(text.id), self.clock.now()
            if fresh.state == "SENDING" and fresh.tries == text.tries:
                self.exchange.gate.withdraw(book, leaving.errand, now)
                book.texts.save(replace(fresh, state="DUE", next_at=now))

    def _send(self, text: Text, leaving: Leaving) -> None:
        self.reached(CrashPoint.TEXT_ANNOUNCED)
        errand, trunk = leaving.errand, self.exchange.trunks[leaving.lane]
        outcome = trunk.text(errand.number, text.body, errand.token)
        self.reached(CrashPoint.TEXT_ANSWERED)
        with self.ledger.write() as book:
            now = self.clock.now()
            fresh = book.texts.get(text.id)
            if fresh.tries == text.tries:
                self.exchange.gate.record(book, leaving.lane, errand, outcome, now)
            record(book, text, outcome, now)
        self.reached(CrashPoint.TEXT_RECORDED)

    def _ask(self, text: Text, now: datetime) -> None:
        with self.ledger.read() as book:
            number = number_of(book, text)
            lane = book.lanes.lane_of(text.token) or TELEPHONE
        trunk = self.exchange.trunks.get(lane)
        if trunk is None:
            return  # asked again when its lane is set up again
        try:
            known = _known(trunk, text, number)
        except CarrierSilent:
            return  # asked again when it is due next
        with self.ledger.write() as book:
            fresh = book.texts.get(text.id)
            if fresh.ended_at is not None:
                return
            if known is not None and not _bound_elsewhere(book, known, fresh):
                apply_text_event(book, known.event, now=now)
                _wait_for_report(book, book.texts.get(text.id), now)
            elif (fresh.tries, fresh.provider_id) != (text.tries, text.provider_id):
                return  # what was asked for is no longer what is known of it
            elif fresh.provider_id:
                _fail(book, fresh, "unknown to the carrier", now)
            else:
                _missed(book, fresh, now)


def _known(trunk: Trunk, text: Text, number: str) -> TextReport | None:
    if text.provider_id:
        return trunk.look_text(text.provider_id, text.token)
    since = text.sent_at or text.made_at
    found = trunk.find_texts(number, text.body, text.token, since)
    return next(iter(found), None)


def _sending(text: Text, now: datetime) -> Text:
    return replace(
        text,
        state="SENDING",
        next_at=now + SENDING_TAKES,
        tries=text.tries + 1,
        sent_at=text.sent_at or now,
    )


def record(book: Book, sent: Text, outcome: Outcome, now: datetime) -> None:
    """What the carrier said to our request; news of the message may have come before it.

    `sent`: the text as this worker sent it. Where it was sent again since, or the carrier has it,
    a refusal or a doubt that comes late changes nothing."""
    text = book.texts.get(sent.id)
    if text.ended_at is not None:
        return
    open_yet = text.tries == sent.tries and text.state in _REQUESTED
    match outcome:
        case Placed(provider_id=provider_id):
            state = text.state if text.state == "SENT" else "TAKEN"
            taken = replace(text, state=state, provider_id=text.provider_id or provider_id, body="")
            book.texts.save(replace(taken, next_at=now + REPORT_TAKES))
        case Uncertain(code=code):
            _log.warning("a text's request ended ambiguously: %s", code)
            if open_yet and text.state == "SENDING":
                book.texts.save(replace(text, state="UNCERTAIN", next_at=now + UNCLEAR_FOR))
        case NotPlaced() as refused if open_yet:
            _refused(book, text, refused, now)


def _refused(book: Book, text: Text, refused: NotPlaced, now: datetime) -> None:
    if refused.lane == "goes on":
        if refused.operator:
            _log.error("the carrier wants an operator: code %s", refused.code)
            alert(book, IncidentKind.CARRIER, refused.code, now)
        if refused.stopped:
            opt_out(book, number_of(book, text), "carrier", now)
        _fail(book, text, refused.code, now)
        return
    # Not its own fault: its lane waits, and so does it.
    wait = 0.0 if refused.retry_after is None else _pause(text.tries, refused.retry_after)
    until = now + timedelta(seconds=wait)
    book.texts.save(replace(text, state="DUE", next_at=until, why=f"code {refused.code}"))


def _pause(tries: int, retry_after: float) -> float:
    return max(retry_after, min(PAUSE * 2.0 ** min(tries - 1, 10), LONGEST_PAUSE))


def _missed(book: Book, text: Text, now: datetime) -> None:
    """The carrier does not know of it."""
    if text.why != NOT_LISTED:
        later = now + LOOK_AGAIN
        book.texts.save(replace(text, state="UNCERTAIN", why=NOT_LISTED, next_at=later))
    elif text.repeated:
        _fail(book, text, "unclear twice", now)
    else:
        # The request that was lost was none: it costs nothing.
        book.lanes.release(text.token, now)
        book.texts.save(replace(text, state="DUE", why="", repeated=True, next_at=now))


def _wait_for_report(book: Book, text: Text, now: datetime) -> None:
    """Asked about again after ten minutes, then each hour, for a day."""
    if text.ended_at is not None or text.sent_at is None:
        return
    if now - text.sent_at > REPORT_WAITS:
        # It left; whether it arrived nobody will tell any more.
        book.texts.save(replace(text, next_at=None, ended_at=now, why="no report"))
        return
    book.texts.save(replace(text, next_at=now + timedelta(hours=1)))


def _fail(book: Book, text: Text, why: str, now: datetime) -> None:
    book.texts.save(replace(text, state="FAILED", why=why, body="", next_at=None, ended_at=now))


def _bound_elsewhere(book: Book, known: TextReport, text: Text) -> bool:
    bound = book.texts.bound_to(known.event.provider_id)
    return bound is not None and bound.id != text.id
