"""The conversation door: each key pressed in a call, and what is said next.

Raw key, its effect and the next words are committed together under (attempt, step); the carrier
that asks for the same step again is given the same words again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Reply
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.news import amend_ended, note_second_call
from fieldwork.ports import Ledger
from fieldwork.questioning import interview_of, media_of
from fieldwork.rules import Rules
from inspection import speech
from inspection.call import Heard, Line, Turn
from inspection.contact import Attempt, AttemptState, Contact
from inspection.disposition import Disposition
from inspection.dossier import opening
from inspection.interview import Interview
from inspection.pursuit import ENOUGH
from inspection.questionnaire import keypad
from inspection.questionnaire.act import Mistaken, Stopped, WantsAgain, WantsPerson
from inspection.questionnaire.asking import tongue
from inspection.questionnaire.carrying import RECORDED
from inspection.questionnaire.prompt import Invalid, Prompt
from inspection.wording import LANGUAGES

_MOST_LANGUAGES = 6
"""As many keys as have no meaning of their own."""


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One call as it stands in the book."""

    book: Book
    rules: Rules
    attempt: Attempt
    contact: Contact
    interview: Interview
    now: datetime
    voices: frozenset[str]
    media: Mapping[str, str]
    """Our names of the form's recordings."""

    @property
    def language(self) -> str:
        """A language without a voice is written and not spoken."""
        return self.voiced(tongue(self.interview.state.language, self.contact.language))

    def voiced(self, language: str) -> str:
        """The first one that has a voice, if this one has none."""
        if language in self.voices:
            return language
        return next(voice for voice in LANGUAGES if voice in self.voices)

    def offered(self, prompt: Prompt) -> Prompt:
        """With the choices that can be spoken: each language is offered in its own voice."""
        if not prompt.question.speaks:
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
        rules = Rules.at(book, now, book.inspections.get(contact.inspection).pick.village)
        interview = interview_of(book, contact, rules, now, "voice", without=RECORDED)
        call = _Call(
            book=book,
            rules=rules,
            attempt=attempt,
            contact=contact,
            interview=interview,
            now=now,
            voices=self.voices,
            media=media_of(book, interview.form),
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
    # Whoever picks up may be somebody else than last time: language, consent and household are
    # asked again; what was answered before stays.
    again = opening(call.contact.kind, call.interview.form)
    call = _saved(call, call.interview.afresh(again, call.voiced(call.contact.language)))
    prompt = call.interview.prompt
    if prompt is None:
        return _finish(call, heard.step)
    greeting: tuple[Line, ...] = ()
    if call.contact.kind == "official":
        greeting = _greeted(call, speech.official_greeting)
    elif not prompt.question.speaks:
        greeting = _greeted(call, speech.greeting)
    return _ask(call, heard.step, before=greeting)


def _go_on(call: _Call, heard: Heard) -> Turn:
    prompt = call.interview.prompt
    if prompt is None:
        return _finish(call, heard.step)
    act = keypad.pressed(call.offered(prompt), heard.digits) if heard.digits else Mistaken()
    match WantsAgain() if heard.again else act:
        case WantsAgain():
            return _ask(call, heard.step)
        case WantsPerson():
            _keep(call, "person_wanted", "yes", heard)
            return _ask(call, heard.step, before=speech.person_wanted(call.language))
        case Stopped():
            return _stop(call, heard)
    call = _saved(call, call.interview.heard(act))
    if call.interview.taken is not None:
        _keep(call, *call.interview.taken, heard)
    if call.interview.prompt is None:
        return _finish(call, heard.step)
    again = isinstance(call.interview.turn.said, Invalid)
    greets = prompt.question.speaks and not again
    return _ask(call, heard.step, before=_greeted(call, speech.greeting) if greets else ())


def _greeted(call: _Call, greeting: Callable[..., tuple[Line, ...]]) -> tuple[Line, ...]:
    return greeting(call.language, public_number=call.rules.policy.public_number)


def _stop(call: _Call, heard: Heard) -> Turn:
    """Key 7: what was said stays, and nobody calls again about it."""
    enough = ENOUGH[call.contact.kind] in call.contact.dialogue.answers
    ended = Disposition.PARTIAL if enough else Disposition.REFUSED
    _keep(call, "stopped", "yes", heard)
    call = _saved(call, call.interview.stopped(ended))
    return _farewell(speech.goodbye(Disposition.BROKE_OFF, call.language), heard.step)


def _ask(call: _Call, at: int, *, before: tuple[Line, ...] = ()) -> Turn:
    prompt, turn = call.interview.prompt, call.interview.turn
    assert prompt is not None, "something is open"
    if prompt.question.speaks:
        lines = _languages(call, prompt)
    else:
        lines = speech.asked(turn, call.language, call.media)
    until_hash = keypad.takes(prompt) == "digits"
    return Turn(lines=(*before, *lines), step=at + 1, listens=True, until_hash=until_hash)


def _languages(call: _Call, prompt: Prompt) -> tuple[Line, ...]:
    offered = []
    for choice in call.offered(prompt).choices:
        own = call.interview.in_language(choice.name)
        label = next(one.label for one in own.choices if one.name == choice.name)
        audio = call.media.get(own.audio, "")
        offered.append(
            speech.Offer(language=choice.name, asked=own.label, choice=label, audio=audio)
        )
    wrong = isinstance(call.interview.turn.said, Invalid)
    before = speech.not_understood(call.language) if wrong else ()
    return (*before, *speech.language_prompt(offered))


def _finish(call: _Call, at: int) -> Turn:
    ended = Disposition(call.interview.state.ended)
    shown = speech.asked(call.interview.turn, call.language, call.media)
    return _farewell((*shown, *speech.goodbye(ended, call.language)), at)


def _farewell(lines: tuple[Line, ...], at: int) -> Turn:
    return Turn(lines=lines, step=at + 1, listens=False)


def _saved(call: _Call, interview: Interview) -> _Call:
    contact = replace(call.contact, dialogue=interview.dialogue)
    call.book.contacts.save(contact)
    return replace(call, contact=contact, interview=interview)


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
