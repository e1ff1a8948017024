"""A form by text message: choices by their numbers, the rest in words."""

import re
import unicodedata
from collections.abc import Iterator

from inspection.phrase import phrase
from inspection.questionnaire.act import Act, Answered, Kept, Mistaken, WantsAgain, WentBack
from inspection.questionnaire.asking import ANSWER_NOW, TYPED, WANTED, bounds, text, tongue, why
from inspection.questionnaire.carrying import Turn
from inspection.questionnaire.prompt import Complete, Invalid, Prompt
from inspection.questionnaire.typed import typed

SKIP, BACK, KEEP, AGAIN = "-", "<", "=", "?"
"""Signs that mean the same at every question; a carrier keeps STOP, HELP and the like."""
_NUMBERS = re.compile(r"\d{1,2}(?:[\s,;.\u3001]+\d{1,2})*")
_ONE = phrase("form: SMS", "Reply with one number.")
_SEVERAL = phrase("form: SMS", "Reply with the numbers of all that apply, such as 1 3.")
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


def said(prompt: Prompt, words: str) -> Act:
    """What a reply means. A number that stands at no choice is never guessed."""
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
            return _chosen(prompt, plain, one=True)
        case "select_multiple":
            return _chosen(prompt, plain, one=False)
        case "acknowledge":
            return Answered("OK") if plain == "1" else Mistaken()
        case kind:
            return Answered(typed(kind, words)) if plain else Mistaken()


def _chosen(prompt: Prompt, plain: str, *, one: bool) -> Act:
    if not _NUMBERS.fullmatch(plain):
        return Mistaken()
    places = sorted({int(number) for number in re.findall(r"\d+", plain)})
    if (one and len(places) > 1) or not all(1 <= n <= len(prompt.choices) for n in places):
        return Mistaken()
    return Answered(" ".join(prompt.choices[place - 1].name for place in places))


def _told(prompt: Prompt) -> Iterator[str]:
    yield from (line for line in (prompt.label, prompt.hint) if line and line != "-")
    if prompt.read_only and prompt.answer:
        yield prompt.answer


def _numbered(prompt: Prompt) -> Iterator[str]:
    for number, choice in enumerate(prompt.choices, start=1):
        yield f"{number} {choice.label}"


def _instruction(prompt: Prompt, language: str) -> Iterator[str]:
    kind = prompt.question.kind
    if kind == "select_one":
        yield text(_ONE, language)
    elif kind == "select_multiple":
        yield text(_SEVERAL, language)
    elif kind == "acknowledge":
        yield text(_READ, language)
    elif kind != "text":
        yield text(TYPED[WANTED[kind]], language, **bounds(prompt.question))
    if prompt.answer and kind != "acknowledge":
        numbers = {choice.name: str(n) for n, choice in enumerate(prompt.choices, start=1)}
        answer = " ".join(numbers.get(name, name) for name in prompt.answer.split(" "))
        yield text(ANSWER_NOW, language, answer=answer)
        yield text(_KEEPS, language, sign=KEEP)
    elif not prompt.required:
        yield text(_SKIPS, language, sign=SKIP)
