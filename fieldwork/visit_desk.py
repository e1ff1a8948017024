"""What an inspector does in the chat with an assignment, and what we write back."""

from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Chat, StoredVisit
from fieldwork.correspondence import language_of, message
from fieldwork.responsible import tell
from fieldwork.rules import Rules
from inspection import visit_letter, writing
from inspection.assignment import DECLINING, Asking, Assignment, AssignmentState, Why
from inspection.chat import Letter, Said, Tapped
from inspection.visit_button import VisitPress

_COMPLETE = "/done"


@dataclass(frozen=True, kw_only=True)
class VisitDesk:
    """One act of one person. `key` names the delivery, so that the same one applied twice writes
    once. `now` is when it came in: whoever answered in time is not late because we were slow."""

    book: Book
    now: datetime
    key: str

    def tap(self, chat: Chat, event: Tapped, press: VisitPress) -> None:
        """A button counts once, in the chat of the inspector who was told, while it is their
        turn."""
        language = language_of(self.book, chat.kind, chat.person)
        number = self.book.visits.visit_of(press.token)
        if number is not None and chat.kind == "inspector" and chat.state == "linked":
            # The visit is held before its assignments are read, as where it is passed on.
            visit = self.book.visits.get(number)
            one = next(a for a in self.book.visits.assignments(number) if a.token == press.token)
            answer = self._act(visit, one, press) if one.inspector == chat.person else None
            if answer is not None:
                self._write(chat, visit_letter.noted(language, event.query), "tap")
                self._write(chat, answer, "next")
                self._wake(visit)
                return
        self._write(chat, writing.expired(language, event.query), "tap")

    def say(self, chat: Chat, event: Said) -> bool:
        """Words for an assignment that waits for some; False if none does."""
        waiting = self._waiting(chat)
        if waiting is None:
            return False
        visit, one = waiting
        language = language_of(self.book, "inspector", chat.person)
        if event.forwarded:
            self._write(chat, writing.type_it(language), "words")
        elif one.asking == "report" and event.text.strip().lower() == _COMPLETE:
            self._write(chat, self._finish(visit, one, language), "words")
        elif one.asking == "report":
            self.book.visits.add_note(one.id, event.text, self.now)
            self._write(chat, visit_letter.kept(language, one.token), "words")
        elif one.asking == "words":
            self._end(one, AssignmentState.DECLINED, Why.OTHER, event.text)
            self._write(chat, visit_letter.about("declined", language, visit.id), "words")
        else:
            self._end(one, AssignmentState.FAILED, Why.NOT_POSSIBLE, event.text)
            self._write(chat, visit_letter.about("failed", language, visit.id), "words")
        self._wake(visit)
        return True

    def _waiting(self, chat: Chat) -> tuple[StoredVisit, Assignment] | None:
        if chat.kind != "inspector" or chat.state != "linked":
            return None
        for listed in self.book.visits.open_of(chat.person):
            visit = self.book.visits.get(listed.visit)
            held = self.book.visits.assignments(visit.id)
            one = next(a for a in held if a.id == listed.id)
            if self._may_still(one) and one.asking in ("words", "report", "hindrance"):
                return visit, one
        return None

    def _may_still(self, one: Assignment) -> bool:
        if one.state is AssignmentState.TOLD:
            return self.now < one.answer_by
        return one.state is AssignmentState.ACCEPTED

    def _act(self, visit: StoredVisit, one: Assignment, press: VisitPress) -> Letter | None:
        """What is written back; None if the button is not theirs to press now."""
        language = language_of(self.book, "inspector", one.inspector)
        if not self._may_still(one):
            return None
        if one.state is AssignmentState.TOLD:
            return self._answered(visit, one, press, language)
        if press.act == "visited" and one.asking != "report":
            self._ask(one, "report")
            return visit_letter.report_asked(language, one.token, visit.id)
        if press.act == "hindered" and one.asking != "hindrance":
            self._ask(one, "hindrance")
            return visit_letter.about("write hindrance", language, visit.id)
        if press.act == "done" and one.asking == "report":
            return self._finish(visit, one, language)
        return None

    def _answered(
        self, visit: StoredVisit, one: Assignment, press: VisitPress, language: str
    ) -> Letter | None:
        if press.act == "accept":
            return self._accept(visit, one, language)
        if press.act == "decline" and not one.asking:
            self._ask(one, "why")
            return visit_letter.why_not(language, one.token, visit.id)
        if one.asking != "why" or press.act not in DECLINING:
            return None
        if press.act is Why.OTHER:
            self._ask(one, "words")
            return visit_letter.about("write why not", language, visit.id)
        self._end(one, AssignmentState.DECLINED, Why(press.act), "")
        return visit_letter.about("declined", language, visit.id)

    def _accept(self, visit: StoredVisit, one: Assignment, language: str) -> Letter:
        self._save(replace(one, state=AssignmentState.ACCEPTED, asking="", answered_at=self.now))
        self._introduce(visit, one)
        zone = Rules.at(self.book, self.now, visit.pick.village).zone
        due = visit.report_by.astimezone(zone)
        return visit_letter.accepted(language, one.token, visit.id, report_by=due)

    def _introduce(self, visit: StoredVisit, one: Assignment) -> None:
        """Those who have accepted one visit hear of each other."""
        people = {person.id: person for person in self.book.roster.supervisors()}
        for other in self.book.visits.assignments(visit.id):
            if other.state is not AssignmentState.ACCEPTED or other.id == one.id:
                continue
            for person, mate in ((one, other), (other, one)):
                named = visit_letter.together(
                    people[person.inspector].language, visit.id, people[mate.inspector].name
                )
                key = f"visit together:{visit.id}:{person.rank}:{mate.rank}"
                tell(self.book, people[person.inspector], named, "notice", key, self.now)

    def _finish(self, visit: StoredVisit, one: Assignment, language: str) -> Letter:
        if not self.book.visits.notes(one.id):
            return visit_letter.about("write first", language, visit.id)
        self._end(one, AssignmentState.DONE, None, "")
        return visit_letter.about("done", language, visit.id)

    def _ask(self, one: Assignment, what: Asking) -> None:
        self._save(replace(one, asking=what))

    def _end(self, one: Assignment, state: AssignmentState, why: Why | None, words: str) -> None:
        ended = one.end(state, self.now, why, words)
        self._save(replace(ended, answered_at=one.answered_at or self.now))

    def _save(self, one: Assignment) -> None:
        self.book.visits.save_assignment(one)

    def _wake(self, visit: StoredVisit) -> None:
        self.book.visits.save(replace(visit, next_at=self.now))

    def _write(self, chat: Chat, letter: Letter, what: str) -> None:
        post = message(chat, letter, "tap" if letter.acknowledges else "prompt")
        self.book.messages.post(replace(post, key=f"{self.key}:{what}", next_at=self.now))
