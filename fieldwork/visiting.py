"""Tells inspectors of visits at the hour, passes visits on, and closes them.

Before the hour nobody is told and nothing is logged that leads to the place; the team, the village
and the county are never told.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from fieldwork.book import Book, Inspector, StoreBusy, StoreDown, StoredVisit
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import Chance, Ledger
from fieldwork.responsible import responsible, tell
from fieldwork.rules import Rules
from fieldwork.visit_files import aim_of, file_of
from inspection import visit_letter
from inspection.assignment import Assignment, AssignmentState, Why
from inspection.chat import Letter
from inspection.visit import Close, Expire, GiveUp, Tell, Wait, next_step
from inspection.visit_summary import of_visit
from inspection.writing import shortened

_log = logging.getLogger(__name__)
_AT_ONCE = 50
_TOKEN_BYTES = 8
BROKEN_WAITS = timedelta(minutes=5)


@dataclass(kw_only=True)
class Visiting:
    ledger: Ledger
    chance: Chance
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        """One step of every visit that is due; returns how many were taken up."""
        with self.ledger.read() as book:
            due = book.visits.due(now, _AT_ONCE)
        for visit in due:
            self._taken_up(visit, now)
        return len(due)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            due = book.visits.next_due()
        return due is None or due > now

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.visits.next_due()

    def _taken_up(self, number: int, now: datetime) -> None:
        """One broken visit does not stop the others."""
        try:
            with self.ledger.write() as book:
                visit = book.visits.get(number)
                if visit.next_at is not None and visit.next_at <= now:
                    self._step(book, visit, now)
                self.reached(CrashPoint.VISIT_WRITTEN)
            self.reached(CrashPoint.VISIT_COMMITTED)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("visit %d could not be worked: %s", number, type(error).__name__)
            with self.ledger.write() as book:
                visit = book.visits.get(number)
                book.visits.save(replace(visit, next_at=now + BROKEN_WAITS))

    def _step(self, book: Book, visit: StoredVisit, now: datetime) -> None:
        rules = Rules.at(book, now, visit.pick.village)
        assignments = book.visits.assignments(visit.id)
        match next_step(visit.plan, assignments, now, paused=rules.paused):
            case Wait(until=until):
                book.visits.save(replace(visit, next_at=until))
            case Expire(assignment=one):
                self._end(book, one, AssignmentState.EXPIRED, Why.NO_ANSWER, now)
            case GiveUp(assignment=one):
                # Whoever has written something and not said that it is all has reported.
                if book.visits.notes(one.id):
                    self._end(book, one, AssignmentState.DONE, None, now)
                else:
                    self._end(book, one, AssignmentState.FAILED, Why.NO_REPORT, now)
            case Tell() as turn:
                self._tell(book, visit, turn, rules, now)
            case Close() as over:
                _close(book, visit, over, now)

    def _end(
        self, book: Book, one: Assignment, state: AssignmentState, why: Why | None, now: datetime
    ) -> None:
        book.visits.save_assignment(one.end(state, now, why))

    def _tell(
        self, book: Book, visit: StoredVisit, turn: Tell, rules: Rules, now: datetime
    ) -> None:
        able = {one.id: one for one in book.roster.inspectors()}
        inspector = able.get(turn.inspector)
        hindrance = _hindrance(book, inspector, rules, now)
        answer_by = now + timedelta(minutes=rules.policy.visit_accept_minutes)
        one = Assignment(
            id=0,
            visit=visit.id,
            inspector=turn.inspector,
            rank=turn.rank,
            token=self.chance.token(_TOKEN_BYTES).hex(),
            state=AssignmentState.TOLD,
            told_at=now,
            answer_by=answer_by,
        )
        if hindrance is not None or inspector is None:
            book.visits.assign(one.end(AssignmentState.PASSED, now, hindrance))
            return
        book.visits.assign(one)
        book.audit.note(now, "visiting", "visit told", f"{visit.id}: number {turn.rank}")
        letter = visit_letter.told(
            inspector.language,
            one.token,
            aim_of(book, visit),
            answer_by=answer_by.astimezone(rules.zone),
        )
        tell(book, inspector, letter, "notice", f"visit:{visit.id}:{turn.rank}", now)


def _hindrance(book: Book, inspector: Inspector | None, rules: Rules, now: datetime) -> Why | None:
    """Why the next in the order is passed over. Nobody is told of two visits on one day."""
    if inspector is None:
        return Why.LEFT
    chats = book.chats.of_person("inspector", inspector.id)
    if not any(chat.state == "linked" for chat in chats):
        return Why.NO_ACCOUNT
    today = datetime.combine(now.astimezone(rules.zone).date(), time(0), tzinfo=rules.zone)
    return Why.VISIT_TODAY if book.visits.assigned_since(inspector.id, today) else None


def _close(book: Book, visit: StoredVisit, over: Close, now: datetime) -> None:
    closed = replace(
        visit, outcome=over.outcome, unvisited=over.unvisited, closed_at=now, next_at=None
    )
    book.visits.save(closed)
    book.audit.note(now, "visiting", "visit closed", f"{visit.id}: {over.outcome}")
    inspector = responsible(book, visit.pick.village)
    if inspector is not None:
        text = of_visit(file_of(book, closed), language=inspector.language)
        letter = Letter(text=shortened(text))
        tell(book, inspector, letter, "summary", f"visit closed:{visit.id}", now)
    if over.unvisited is not None:
        day = aim_of(book, visit).day
        for one in book.roster.administrators():
            letter = visit_letter.nobody_sent(one.language, visit.id, day, over.unvisited)
            tell(book, one, letter, "notice", f"visit unmade:{visit.id}", now)
