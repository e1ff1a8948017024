"""One call as it goes: what is said next, and what is kept of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Reply
from fieldwork.recording import Agreement, Spoken
from fieldwork.rules import Rules
from inspection import speech
from inspection.call import Heard, Line, Turn
from inspection.contact import Attempt, Contact
from inspection.disposition import Disposition
from inspection.interview import Interview
from inspection.questionnaire import keypad
from inspection.questionnaire.asking import tongue
from inspection.questionnaire.prompt import Complete, Invalid, Prompt
from inspection.wording import LANGUAGES

_MOST_LANGUAGES = 6
"""As many keys as have no meaning of their own."""


@dataclass(frozen=True, kw_only=True)
class Call:
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
    agreement: Agreement
    """Whether what is said may be recorded."""

    @property
    def asks_to_record(self) -> bool:
        """Whether the open question is to be answered by speaking, and nobody knows yet whether
        that may be recorded: then this is asked in its place."""
        prompt = self.interview.prompt
        return prompt is not None and self.agreement == "open" and is_spoken(prompt)

    def spoken(self, heard: Heard) -> Spoken:
        """What was recorded in answer to the last words."""
        return Spoken(
            book=self.book,
            contact=self.contact,
            attempt=self.attempt,
            heard=heard,
            now=self.now,
        )

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


def greeted(call: Call, greeting: Callable[..., tuple[Line, ...]]) -> tuple[Line, ...]:
    return greeting(call.language, public_number=call.rules.policy.public_number)


def ask(call: Call, at: int, *, before: tuple[Line, ...] = ()) -> Turn:
    prompt, turn = call.interview.prompt, call.interview.turn
    assert prompt is not None, "something is open"
    if call.asks_to_record:
        wrong = isinstance(turn.said, Invalid)
        said = speech.not_understood(call.language) if wrong else _shown(call)
        lines = (*before, *said, *speech.may_we_record(call.language))
        return Turn(lines=lines, step=at + 1, listens=True)
    if prompt.question.speaks:
        lines = _languages(call, prompt)
    else:
        lines = speech.asked(turn, call.language, call.media)
    records = call.rules.policy.call_recording_seconds if is_spoken(prompt) else 0
    return Turn(
        lines=(*before, *lines),
        step=at + 1,
        listens=True,
        until_hash=keypad.takes(prompt) == "digits",
        records=records,
    )


def _shown(call: Call) -> tuple[Line, ...]:
    """What is only said, and goes before a question."""
    alone = replace(call.interview.turn, said=Complete(disposition=""))
    return speech.asked(alone, call.language, call.media)


def _languages(call: Call, prompt: Prompt) -> tuple[Line, ...]:
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


def is_spoken(prompt: Prompt) -> bool:
    return keypad.takes(prompt) == "recording"


def finish(call: Call, at: int) -> Turn:
    ended = Disposition(call.interview.state.ended)
    shown = speech.asked(call.interview.turn, call.language, call.media)
    return farewell((*shown, *speech.goodbye(ended, call.language)), at)


def farewell(lines: tuple[Line, ...], at: int) -> Turn:
    return Turn(lines=lines, step=at + 1, listens=False)


def saved(call: Call, interview: Interview) -> Call:
    contact = replace(call.contact, dialogue=interview.dialogue)
    call.book.contacts.save(contact)
    return replace(call, contact=contact, interview=interview)


def keep(call: Call, question: str, value: str, heard: Heard) -> None:
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
