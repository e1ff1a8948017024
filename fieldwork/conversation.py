"""The conversation door: each key pressed in a call, and what is said next.

Raw key, its effect and the next words are committed together under (attempt, step); the carrier
that asks for the same step again is given the same words again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.news import amend_ended, note_second_call
from fieldwork.on_the_line import Call, ask, farewell, finish, greeted, keep, saved
from fieldwork.ports import Ledger
from fieldwork.questioning import interview_of, media_of
from fieldwork.recording import Spoken, agreement, passed_over
from fieldwork.rules import Rules
from inspection import speech
from inspection.call import Heard, Line, Turn
from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from inspection.dossier import opening
from inspection.pursuit import ENOUGH
from inspection.questionnaire import keypad
from inspection.questionnaire.act import Act, Mistaken, Stopped, WantsAgain, WantsPerson
from inspection.questionnaire.carrying import MOST_MISTAKES, RECORDED
from inspection.questionnaire.prompt import Invalid, Prompt
from inspection.recording import AGREED, LEFT_OUT


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
                return farewell(speech.disturbed(), heard.step)
            said = book.contacts.turn(attempt.id, heard.step)
            if said is not None:
                return said
            turn = self._answer(book, attempt, heard, now)
            if heard.recording:
                self.reached(CrashPoint.RECORDING_HEARD)
            self.reached(CrashPoint.WORDS_WRITTEN)
        self.reached(CrashPoint.WORDS_COMMITTED)
        return turn

    def _answer(self, book: Book, attempt: Attempt, heard: Heard, now: datetime) -> Turn:
        contact = book.contacts.get(attempt.contact)
        rules = Rules.at(book, now, book.inspections.get(contact.inspection).pick.village)
        agreed = agreement(book, attempt, rules)
        interview = interview_of(book, contact, rules, now, "voice", without=passed_over(agreed))
        call = Call(
            book=book,
            rules=rules,
            attempt=attempt,
            contact=contact,
            interview=interview,
            now=now,
            voices=self.voices,
            media=media_of(book, interview.form),
            agreement=agreed,
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


def _after_the_end(call: Call, heard: Heard, last: Turn | None) -> Turn:
    """The news that the call is over overtook a key that was pressed in it: the key counts. Where
    no question of this call stands open, none is begun."""
    book, attempt = call.book, call.attempt
    newest = book.contacts.attempts(call.contact.id)[-1]
    if last is None or not last.listens or newest.id != attempt.id:
        confirmed = attempt.confirmed_at or call.now
        book.contacts.save_attempt(
            replace(attempt, provider_id=heard.provider_id, confirmed_at=confirmed)
        )
        return farewell(speech.disturbed(), heard.step)
    turn = _go_on(call, heard)
    amend_ended(book, attempt, book.contacts.get(call.contact.id), call.now)
    return turn


def _open(call: Call, heard: Heard) -> Turn:
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
        return farewell((), heard.step)
    if call.contact.closed:
        return farewell(speech.disturbed(), heard.step)
    # Whoever picks up may be somebody else than last time: language, consent and household are
    # asked again; what was answered before stays.
    again = opening(call.contact.kind, call.interview.form)
    call = saved(call, call.interview.afresh(again, call.voiced(call.contact.language)))
    prompt = call.interview.prompt
    if prompt is None:
        return finish(call, heard.step)
    greeting: tuple[Line, ...] = ()
    if call.contact.kind == "official":
        greeting = greeted(call, speech.official_greeting)
    elif not prompt.question.speaks:
        greeting = greeted(call, speech.greeting)
    return ask(call, heard.step, before=greeting)


def _go_on(call: Call, heard: Heard) -> Turn:
    prompt = call.interview.prompt
    if prompt is None:
        return finish(call, heard.step)
    if call.asks_to_record:
        return _agreed(call, heard, prompt)
    spoken = call.spoken(heard)
    act = _act(call, heard, prompt, spoken)
    match WantsAgain() if heard.again else act:
        case WantsAgain() | WantsPerson() | Stopped() as wish:
            spoken.dropped()
            return _wished(call, heard, wish)
    call = saved(call, call.interview.heard(act))
    if call.interview.taken is not None:
        keep(call, *call.interview.taken, heard)
    question = prompt.question.name
    if spoken.name(question) and call.interview.taken == (question, spoken.name(question)):
        spoken.kept(question)
    else:
        spoken.dropped()
    return _next(call, heard, prompt)


def _act(call: Call, heard: Heard, prompt: Prompt, spoken: Spoken) -> Act:
    """A key that means something at every question means it here too: what was spoken before it
    counts for nothing then."""
    recording = keypad.takes(prompt) == "recording"
    if recording and heard.digits in ("", keypad.HASH) and spoken.name(prompt.question.name):
        return keypad.recorded(prompt, spoken.name(prompt.question.name))
    return keypad.pressed(call.offered(prompt), heard.digits) if heard.digits else Mistaken()


def _wished(call: Call, heard: Heard, wish: WantsAgain | WantsPerson | Stopped) -> Turn:
    match wish:
        case WantsAgain():
            return ask(call, heard.step)
        case WantsPerson():
            keep(call, "person_wanted", "yes", heard)
            return ask(call, heard.step, before=speech.person_wanted(call.language))
        case Stopped():
            return _stop(call, heard)


def _next(call: Call, heard: Heard, prompt: Prompt) -> Turn:
    if call.interview.prompt is None:
        return finish(call, heard.step)
    again = isinstance(call.interview.turn.said, Invalid)
    greets = prompt.question.speaks and not again
    return ask(call, heard.step, before=greeted(call, speech.greeting) if greets else ())


def _agreed(call: Call, heard: Heard, prompt: Prompt) -> Turn:
    """Whether answers may be recorded in this call. Who does not say so after the usual re-prompts
    has said no, and nobody asks why."""
    if heard.digits == speech.AGREE:
        keep(call, AGREED, "yes", heard)
        call = saved(replace(call, agreement="yes"), call.interview.patient())
        return ask(call, heard.step)
    wish = keypad.beside_words(heard.digits)
    if heard.again or wish is not None:
        return _wished(call, heard, wish or WantsAgain())
    if heard.digits != speech.LEAVE_OUT and prompt.mistakes < MOST_MISTAKES:
        return _next(saved(call, call.interview.heard(Mistaken())), heard, prompt)
    keep(call, LEFT_OUT, "yes", heard)
    left = interview_of(call.book, call.contact, call.rules, call.now, "voice", without=RECORDED)
    return _next(saved(replace(call, agreement="no"), left), heard, prompt)


def _stop(call: Call, heard: Heard) -> Turn:
    """Key 7: what was said stays, and nobody calls again about it."""
    enough = ENOUGH[call.contact.kind] in call.contact.dialogue.answers
    ended = Disposition.PARTIAL if enough else Disposition.REFUSED
    keep(call, "stopped", "yes", heard)
    call = saved(call, call.interview.stopped(ended))
    return farewell(speech.goodbye(Disposition.BROKE_OFF, call.language), heard.step)
