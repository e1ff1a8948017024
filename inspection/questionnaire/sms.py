"""A form by text message: choices by their numbers or in words, the rest in words."""

import unicodedata
from collections.abc import Iterator, Sequence

from inspection.phrase import phrase
from inspection.questionnaire.act import Act, Answered, Kept, Mistaken, WantsAgain, WentBack
from inspection.questionnaire.asking import ANSWER_NOW, TYPED, WANTED, bounds, text, tongue, why
from inspection.questionnaire.carrying import Turn
from inspection.questionnaire.marks import all_chosen, chosen, marks
from inspection.questionnaire.prompt import Complete, Invalid, Prompt
from inspection.questionnaire.spelling import folded
from inspection.questionnaire.typed import typed

SKIP, BACK, KEEP, AGAIN = "-", "<", "=", "?"
"""Signs that mean the same at every question; a carrier keeps STOP, HELP and the like."""
_ONE = phrase("form: SMS", "Reply with one number.")
_SEVERAL = phrase("form: SMS", "Reply with the numbers of all that apply, such as 1 3.")
_ONE_LETTER = phrase("form: SMS", "Reply with one letter.")
_SEVERAL_LETTERS = phrase("form: SMS", "Reply with the letters of all that apply, such as A C.")
_READ = phrase("form: SMS", "Reply 1 when you have read it.")
_SKIPS = phrase("form: SMS", "Reply {sign} to leave it out.")
_KEEPS = phrase("form: SMS", "Reply {sign} to keep it.")


def asked(turn: Turn, language: str) -> str:
    """The text that is sent; "" where nothing is left to say. `language` is that of our own words
    where the form's is not ours."""
    parts = [part for prompt in turn.shown for part in _told(prompt)]
    if isinstance(turn.said, Complete):
        return "\n".join(parts)
    prompt = turn.said.prompt if isinstance(turn.said, Invalid) else turn.said
    language = tongue(prompt.language, language)
    if isinstance(turn.said, Invalid):
        parts.append(why(turn.said, language))
    return "\n".join([*parts, *_told(prompt), *_numbered(prompt), *_instruction(prompt, language)])


def said(prompt: Prompt, words: str, translations: Sequence[Prompt] = ()) -> Act:
    """What a reply means: the number of a choice, or what it is called in the question or in one of
    its `translations`. What stands at no choice, or at two, is never guessed."""
    plain = unicodedata.normalize("NFKC", words).strip()
    signs: dict[str, Act] = {
        SKIP: Answered(""),
        BACK: WentBack(),
        KEEP: Kept() if prompt.answer else Mistaken(),
        AGAIN: WantsAgain(),
    }
    if plain in signs:
        return signs[plain]
    match prompt.question.kind:
        case "select_one":
            name = chosen((prompt, *translations), words)
            return Answered(name) if name else Mistaken()
        case "select_multiple":
            names = all_chosen((prompt, *translations), words)
            return Answered(" ".join(names)) if names else Mistaken()
        case "acknowledge":
            return Answered("OK") if folded(plain) == "1" else Mistaken()
        case kind:
            return Answered(typed(kind, words)) if plain else Mistaken()


def _told(prompt: Prompt) -> Iterator[str]:
    yield from (line for line in (prompt.label, prompt.hint) if line and line != "-")
    if prompt.read_only and prompt.answer:
        yield prompt.answer


def _numbered(prompt: Prompt) -> Iterator[str]:
    for mark, choice in zip(marks(prompt), prompt.choices, strict=True):
        yield f"{mark} {choice.label}"


def _instruction(prompt: Prompt, language: str) -> Iterator[str]:
    kind = prompt.question.kind
    lettered = marks(prompt)[:1] == ("A",)
    if kind == "select_one":
        yield text(_ONE_LETTER if lettered else _ONE, language)
    elif kind == "select_multiple":
        yield text(_SEVERAL_LETTERS if lettered else _SEVERAL, language)
    elif kind == "acknowledge":
        yield text(_READ, language)
    elif kind != "text":
        yield text(TYPED[WANTED[kind]], language, **bounds(prompt.question))
    if prompt.answer and kind != "acknowledge":
        names = [choice.name for choice in prompt.choices]
        marked = dict(zip(names, marks(prompt), strict=True))
        answer = " ".join(marked.get(name, name) for name in prompt.answer.split(" "))
        yield text(ANSWER_NOW, language, answer=answer)
        yield text(_KEEPS, language, sign=KEEP)
    elif not prompt.required:
        yield text(_SKIPS, language, sign=SKIP)
