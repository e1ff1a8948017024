"""The conversation door: each key pressed in a call, and what is said next.

Raw key, its effect and the next words are committed together under (attempt, step); the carrier
that asks for the same step again is given the same words again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Reply
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.news import amend_ended, note_second_call
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection import speech
from inspection.call import Heard, Line, Turn
from inspection.contact import Attempt, AttemptState, Contact
from inspection.days import spoken_days
from inspection.disposition import Disposition
from inspection.form import (
    Complete,
    Dialogue,
    Form,
    Invalid,
    Prompt,
    current,
    pressed,
    step,
)
from inspection.pursuit import ENOUGH
from inspection.questions import FORMS, VILLAGER_OPENING
from inspection.wording import LANGUAGES

ASKS = frozenset({"select_one"})
"""The keypad takes choices only."""
_LANGUAGE = "language"
_CONSENT = "consent"
_MOST_LANGUAGES = 6
"""As many keys as have no meaning of their own."""


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One call as it stands in the book."""

    book: Book
    rules: Rules
    attempt: Attempt
    contact: Contact
    now: datetime
    voices: frozenset[str]

    @property
    def form(self) -> Form:
        return FORMS[self.contact.dialogue.form]

    @property
    def language(self) -> str:
        """A language without a voice is written and not spoken."""
        chosen = self.contact.dialogue.answers.get(_LANGUAGE, self.contact.language)
        return chosen if chosen in self.voices else next(v for v in LANGUAGES if v in self.voices)

    def offered(self, prompt: Prompt) -> Prompt:
        """With the choices that can be spoken: each language is offered in its own voice."""
        if prompt.question.name != _LANGUAGE:
            return prompt
        spoken = tuple(choice for choice in prompt.choices if choice.name in self.voices)
        return replace(prompt, choices=spoken[:_MOST_LANGUAGES])


@dataclass(kw_only=True)
class Conversation:
    ledger: Ledger
    now: Callable[[], datetime]
    voices: frozenset[str]
    """Languages that the carrier can speak; at least one that has texts."""
    patience: float = 2.5
    """Seconds to wait for a locked store: the caller hears something within three."""
    reached: Reached = go_on

    def converse(self, heard: Heard) -> Turn:
        """Raises LookupError for a call that we did not make, StoreBusy while the store is
        locked."""
        now = self.now()
        with self.ledger.write(self.patience) as book:
            attempt = book.contacts.attempt_by_token(heard.token)
            if attempt is None:
                raise LookupError("no such call")
            if attempt.provider_id and attempt.provider_id != heard.provider_id:
                note_second_call(book, attempt, now)
                return _farewell(speech.disturbed(), heard.step)
            said = book.contacts.turn(attempt.id, heard.step)
            if said is not None:
                return said
            turn = self._answer(book, attempt, heard, now)
            self.reached(CrashPoint.WORDS_WRITTEN)
        self.reached(CrashPoint.WORDS_COMMITTED)
        return turn

    def _answer(self, book: Book, attempt: Attempt, heard: Heard, now: datetime) -> Turn:
        contact = book.contacts.get(attempt.contact)
        place = book.inspections.get(contact.inspection).pick.village
        call = _Call(
            book=book,
            rules=Rules.at(book, now, place),
            attempt=attempt,
            contact=contact,
            now=now,
            voices=self.voices,
        )
        last = book.contacts.last_turn(attempt.id)
        if last is not None and heard.step != last.step:
            return last  # a step that was never offered: say again what was said last
        if attempt.state is AttemptState.FINAL:
            turn = _after_the_end(call, heard, last)
        else:
            turn = _open(call, heard) if last is None else _go_on(call, heard)
        book.contacts.add_turn(attempt.id, heard.step, turn, now)
        return turn


def _after_the_end(call: _Call, heard: Heard, last: Turn | None) -> Turn:
    """The news that the call is over overtook a key that was pressed in it: the key counts. Where
    no question of this call stands open, none is begun."""
    book, attempt = call.book, call.attempt
    newest = book.contacts.attempts(call.contact.id)[-1]
    if last is None or not last.listens or newest.id != attempt.id:
        confirmed = attempt.confirmed_at or call.now
        book.contacts.save_attempt(
            replace(attempt, provider_id=heard.provider_id, confirmed_at=confirmed)
        )
        return _farewell(speech.disturbed(), heard.step)
    turn = _go_on(call, heard)
    amend_ended(book, attempt, book.contacts.get(call.contact.id), call.now)
    return turn


def _open(call: _Call, heard: Heard) -> Turn:
    """The first words. A machine hears nothing: it would keep the call for others to hear."""
    call.book.contacts.save_attempt(
        replace(
            call.attempt,
            state=AttemptState.ANSWERED,
            provider_id=heard.provider_id,
            confirmed_at=call.attempt.confirmed_at or call.now,
            disposition=Disposition.ANSWERING_MACHINE if heard.machine else None,
        )
    )
    if heard.machine:
        return _farewell((), heard.step)
    if call.contact.closed:
        return _farewell(speech.disturbed(), heard.step)
    call = _saved(call, _afresh(call.contact.dialogue))
    prompt = current(call.form, call.contact.dialogue, askable=ASKS)
    if isinstance(prompt, Complete):
        return _finish(call, prompt, heard.step)
    greeting: tuple[Line, ...] = ()
    if call.contact.kind == "official":
        greeting = speech.official_greeting(
            call.language, public_number=call.rules.policy.public_number
        )
    return _ask(call, prompt, heard.step, before=greeting)


def _afresh(dialogue: Dialogue) -> Dialogue:
    """Whoever picks up may be somebody else than last time: language, consent and household are
    asked again; what was answered before stays."""
    kept = {name: v for name, v in dialogue.answers.items() if name not in VILLAGER_OPENING}
    return replace(dialogue, answers=kept, skipped=(), mistakes=0, ended="")


def _go_on(call: _Call, heard: Heard) -> Turn:
    dialogue = call.contact.dialogue
    prompt = current(call.form, dialogue, askable=ASKS)
    if isinstance(prompt, Complete):
        return _finish(call, prompt, heard.step)
    match heard.digits:
        case speech.REPEAT_KEY:
            return _ask(call, prompt, heard.step)
        case speech.PERSON_KEY:
            _keep(call, "person_wanted", "yes", heard)
            return _ask(call, prompt, heard.step, before=speech.person_wanted(call.language))
        case speech.STOP_KEY:
            return _stop(call, heard)
    choice = pressed(call.offered(prompt), heard.digits)
    changed, result = step(call.form, dialogue, choice, askable=ASKS)
    if choice:
        _keep(call, prompt.question.name, choice, heard)
    call = _saved(call, changed)
    match result:
        case Complete():
            return _finish(call, result, heard.step)
        case Invalid(prompt=again):
            sorry = speech.not_understood(call.language)
            return _ask(call, again, heard.step, before=sorry)
        case Prompt():
            before: tuple[Line, ...] = ()
            if prompt.question.name == _LANGUAGE:
                before = speech.greeting(
                    call.language, public_number=call.rules.policy.public_number
                )
            return _ask(call, result, heard.step, before=before)


def _stop(call: _Call, heard: Heard) -> Turn:
    """Key 7: what was said stays, and nobody calls again about it."""
    enough = ENOUGH[call.contact.kind] in call.contact.dialogue.answers
    ended = Disposition.PARTIAL if enough else Disposition.REFUSED
    _keep(call, "stopped", "yes", heard)
    call = _saved(call, replace(call.contact.dialogue, ended=ended))
    return _farewell(speech.goodbye(Disposition.BROKE_OFF, call.language), heard.step)


def _ask(call: _Call, prompt: Prompt, at: int, *, before: tuple[Line, ...] = ()) -> Turn:
    if prompt.question.name == _LANGUAGE:
        lines = speech.language_prompt(call.offered(prompt))
    else:
        lines = speech.question(prompt, language=call.language, facts=_facts(call))
    return Turn(lines=(*before, *lines), step=at + 1, listens=True)


def _facts(call: _Call) -> dict[str, str]:
    inspection = call.book.inspections.get(call.contact.inspection)
    today = call.now.astimezone(call.rules.zone).date()
    return {
        "village": call.book.roster.place(inspection.pick.village).village,
        "days": spoken_days(inspection.asked_days, today, call.language),
    }


def _finish(call: _Call, end: Complete, at: int) -> Turn:
    return _farewell(speech.goodbye(Disposition(end.disposition), call.language), at)


def _farewell(lines: tuple[Line, ...], at: int) -> Turn:
    return Turn(lines=lines, step=at + 1, listens=False)


def _saved(call: _Call, dialogue: Dialogue) -> _Call:
    contact = replace(call.contact, dialogue=dialogue)
    call.book.contacts.save(contact)
    return replace(call, contact=contact)


def _keep(call: _Call, question: str, value: str, heard: Heard) -> None:
    call.book.contacts.add_reply(
        Reply(
            contact=call.contact.id,
            attempt=call.attempt.id,
            question=question,
            value=value,
            raw=heard.digits,
            channel="voice",
            at=call.now,
            late=False,
        )
    )
