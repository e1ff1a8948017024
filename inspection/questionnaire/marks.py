"""What stands before each choice in a text message, and which choice a reply means.

That is a number. Where choices are numbers themselves, such as how often somebody came, "1" would
mean two of them: then it is a letter.
"""

import re
import unicodedata
from collections.abc import Sequence
from string import ascii_uppercase

from inspection.questionnaire.prompt import Prompt
from inspection.questionnaire.spelling import bare, folded, meant, spellings

_MARK = r"(?:\d{1,2}|[a-z])"
_SEVERAL = re.compile(rf"{_MARK}(?:[\s,;.\u3001]+{_MARK})*")
_MARKED = re.compile(rf"({_MARK})[\s.,:)\u3001]*(.*)", re.DOTALL)
_BETWEEN = re.compile(r"[,;\n\u3001]")


def marks(prompt: Prompt) -> tuple[str, ...]:
    """One for each choice, in turn."""
    numbers = tuple(str(number) for number, _ in enumerate(prompt.choices, start=1))
    labels = [folded(choice.label) for choice in prompt.choices]
    pairs = zip(numbers, labels, strict=True)
    misleads = any(label in numbers and label != own for own, label in pairs)
    letters = tuple(ascii_uppercase[: len(numbers)])
    return letters if misleads and len(letters) == len(numbers) else numbers


def chosen(prompts: Sequence[Prompt], reply: str) -> str:
    """Name of the one choice that a reply means, by its mark, by what it is called, or by both; ""
    for none, and where it could be two. `prompts`: the question as it was put, then translated."""
    plain = unicodedata.normalize("NFKC", reply).casefold().strip()
    pairs = zip(marks(prompts[0]), prompts[0].choices, strict=True)
    by_mark = {mark.casefold(): choice.name for mark, choice in pairs}
    found = {by_mark.get(folded(plain).lstrip("0"), ""), meant(prompts, plain)}
    both = _MARKED.fullmatch(plain)
    if both is not None:
        name = by_mark.get(both.group(1).lstrip("0"), "")
        found |= {name} if folded(both.group(2)) in spellings(prompts).get(name, ()) else set()
    found -= {""}
    return found.pop() if len(found) == 1 else ""


def all_chosen(prompts: Sequence[Prompt], reply: str) -> tuple[str, ...]:
    """The same where several may be meant, in the order of the choices; () if anything in the reply
    is none of them."""
    alone = chosen(prompts, reply)
    names = {alone} if alone else {chosen(prompts, part) for part in _parts(reply)}
    if "" in names:
        return ()
    return tuple(choice.name for choice in prompts[0].choices if choice.name in names)


def _parts(reply: str) -> list[str]:
    plain = bare(unicodedata.normalize("NFKC", reply).casefold())
    if _SEVERAL.fullmatch(plain):
        return re.findall(_MARK, plain)
    return [part for part in _BETWEEN.split(plain) if part.strip()]
