"""What is written about an account: that it ended, or that somebody tries to take its place."""

from collections.abc import Mapping
from typing import Protocol

from inspection.chat import Letter
from inspection.phrase import Phrase, phrase
from inspection.wording import with_public_number, worded


class AboutCode(Protocol):
    def __call__(self, language: str, *, name: str, person: str, tries: int) -> Letter: ...


TEXTS: Mapping[str, Phrase] = {
    "ended": phrase(
        "account",
        "This account was disconnected from the supervision of village-stationed work:"
        " it gets nothing more, and answers given here no longer count."
        " If you did not ask to change your account, tell the supervision office at once.",
    ),
    "code tried": phrase(
        "account",
        "The invitation code of {name} ({person}) no longer holds, and was tried {tries}"
        " times. No account was connected. Please ask the person whether they have a new phone;"
        " an account is changed only on your word.",
    ),
    "closed": phrase(
        "account",
        "The invitation of {name} ({person}) was closed: {tries} times a contact was shared"
        " that is not the registered one. No account was connected. Please check the registered"
        " number with the person before a new invitation is sent.",
    ),
}


def ended(language: str, *, public_number: str) -> Letter:
    """To the chat that belongs to nobody from now on."""
    return Letter(text=with_public_number(_text("ended", language), language, public_number))


def code_tried(language: str, *, name: str, person: str, tries: int) -> Letter:
    """To whoever may vouch for the person, once an invitation."""
    return Letter(text=_text("code tried", language, name=name, person=person, tries=str(tries)))


def closed(language: str, *, name: str, person: str, tries: int) -> Letter:
    return Letter(text=_text("closed", language, name=name, person=person, tries=str(tries)))


def _text(which: str, language: str, **facts: str) -> str:
    return worded(TEXTS[which], language, facts)
