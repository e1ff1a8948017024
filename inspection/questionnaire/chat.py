"""A form in a chat: buttons for choices, words for the rest. Words that stand on a button count as
that button."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from inspection.button import MOST_BYTES, Press
from inspection.chat import Button, Letter
from inspection.phrase import Phrase, phrase
from inspection.questionnaire.act import (
    Act,
    Answered,
    Kept,
    Mistaken,
    Ticked,
    TickedOff,
    WantsAgain,
    WentBack,
)
from inspection.questionnaire.asking import (
    ANSWER_NOW,
    SENT_ALREADY,
    TYPED,
    WANTED,
    bounds,
    text,
    tongue,
    why,
)
from inspection.questionnaire.carrying import Turn
from inspection.questionnaire.media import NO_MEDIA
from inspection.questionnaire.prompt import Choice, Complete, Invalid, Prompt
from inspection.questionnaire.spelling import folded, meant
from inspection.questionnaire.typed import typed
from inspection.wording import LANGUAGES

MOST_UNITS = 4_096
"""UTF-16 units of a message."""
MOST_CAPTION = 64
"""Characters of a button that a telephone shows."""
_SEVERAL = phrase("form: chat", "Tick all that apply, then press Done.")
_DONE = phrase("form: chat", "Done")
_SKIP = phrase("form: chat", "Skip")
_BACK = phrase("form: chat", "Back")
_KEEP = phrase("form: chat", "Keep it")
_READ = phrase("form: chat", "I have read it")
_TICK = "✓ "
_OURS = "!"
"""Begins what our own buttons carry; a choice that begins so is carried by its hash."""
_OWN: Mapping[str, Act] = {
    "!done": TickedOff(),
    "!skip": Answered(""),
    "!back": WentBack(),
    "!keep": Kept(),
}
_ROOM = 16
"""Bytes of a name on a button; 64 hold two of them, and a token."""


def letters(
    turn: Turn, token: str, language: str, media: Mapping[str, str] = NO_MEDIA
) -> tuple[Letter, ...]:
    """What is shown and asked now; the buttons stand under the last letter. `language` is that of
    our own words where the form's is not ours. At the end, what was still to be shown.

    Recordings and pictures go before the first; `media` has our names of those that are there, by
    the form's names for them."""
    written = _written(turn, token, language)
    files = tuple(_files(turn, media))
    return (replace(written[0], files=files), *written[1:]) if written and files else written


def _files(turn: Turn, media: Mapping[str, str]) -> Iterator[str]:
    """Of what is asked, and of what is only shown. Those of choices are left out: they would be so
    many messages more."""
    # An answer that was not taken, or one more tick, brings the question again, but not these.
    asked = turn.said if isinstance(turn.said, Prompt) and not turn.said.pending else None
    seen: set[str] = set()
    for prompt in (*turn.shown, *([asked] if asked is not None else [])):
        for name in (prompt.image, prompt.audio):
            if name in media and name not in seen:
                seen.add(name)
                yield media[name]


def _written(turn: Turn, token: str, language: str) -> tuple[Letter, ...]:
    parts = [*(said for prompt in turn.shown for said in _told(prompt))]
    if isinstance(turn.said, Complete):
        return tuple(Letter(text=piece) for piece in _pieces("\n\n".join(parts)))
    prompt = turn.said.prompt if isinstance(turn.said, Invalid) else turn.said
    language = tongue(prompt.language, language)
    if isinstance(turn.said, Invalid):
        parts.append(why(turn.said, language))
    parts += [*_told(prompt), *_instruction(prompt, language)]
    *before, last = _pieces("\n\n".join(parts))
    under = tuple(buttons(prompt, token, language))
    return (*(Letter(text=piece) for piece in before), Letter(text=last, buttons=under))


def pressed(prompt: Prompt, press: Press) -> Act | None:
    """None for a button of another question: it has expired."""
    if press.question != carried(prompt.question.name):
        return None
    if press.choice in _OWN:
        return _OWN[press.choice]
    if press.choice == "!ok" and prompt.question.kind == "acknowledge":
        return Answered("OK")
    for choice in prompt.choices:
        if press.choice == carried(choice.name):
            several = prompt.question.kind == "select_multiple"
            return Ticked(choice.name) if several else Answered(choice.name)
    return None


def said(prompt: Prompt, words: str, translations: Sequence[Prompt] = ()) -> Act:
    """Words answer what is answered in words; where buttons are wanted they count only if they
    stand on one of them, here or in one of the `translations`, and on one alone."""
    match prompt.question.kind:
        case "select_one" | "select_multiple" | "acknowledge":
            return _on_a_button(prompt, words, translations)
        case "image" | "audio":
            return Mistaken()
        case kind:
            return Answered(typed(kind, words)) if words.strip() else Mistaken()


def _on_a_button(prompt: Prompt, words: str, translations: Sequence[Prompt]) -> Act:
    wanted = folded(words)
    found = {
        choice
        for caption, choice in _own(prompt)
        if wanted in {folded(text(caption, language)) for language in LANGUAGES}
    }
    name = meant((prompt, *translations), words)
    if name in prompt.pending:
        return WantsAgain()  # who names it twice does not want its tick taken off
    found |= {carried(name)} if name else set()
    if len(found) != 1:
        return Mistaken()
    press = Press(token="", question=carried(prompt.question.name), choice=found.pop())
    return pressed(prompt, press) or Mistaken()


def located(
    prompt: Prompt, latitude: float, longitude: float, accuracy: float | None = None
) -> Act:
    """A place that was sent; `accuracy` in metres."""
    if prompt.question.kind != "geopoint":
        return Mistaken()
    within = "" if accuracy is None else f" 0 {accuracy:g}"
    return Answered(f"{latitude} {longitude}{within}")


def sent(prompt: Prompt, kind: str, name: str) -> Act:
    """A file of `kind` (image, audio) that is kept under `name`."""
    return Answered(name) if prompt.question.kind == kind else Mistaken()


def carried(name: str) -> str:
    """A name as a button carries it: itself where it fits, else the beginning of its hash."""
    if len(name.encode()) <= _ROOM and name and name[0] not in "!~" and ":" not in name:
        return name
    return f"~{sha256(name.encode()).hexdigest()[:12]}"


def _told(prompt: Prompt) -> Iterator[str]:
    told = (*prompt.headings[-1:], prompt.label, prompt.hint)
    shown = [line for line in told if line and line != "-"]
    value = prompt.answer if prompt.read_only and prompt.question.kind != "note" else ""
    yield "\n".join([*shown, *([value] if value else [])])


def _instruction(prompt: Prompt, language: str) -> Iterator[str]:
    question = prompt.question
    if prompt.answer and question.kind in ("image", "audio"):
        yield text(SENT_ALREADY, language)
        return
    if prompt.answer and question.kind != "acknowledge":
        yield text(ANSWER_NOW, language, answer=_shown_answer(prompt))
    if question.kind == "select_multiple":
        yield text(_SEVERAL, language)
    elif WANTED[question.kind] in TYPED:
        yield text(TYPED[WANTED[question.kind]], language, **bounds(question))


def _shown_answer(prompt: Prompt) -> str:
    if prompt.question.kind == "geopoint":
        return ", ".join(prompt.answer.split()[:2])
    labels = {choice.name: choice.label for choice in prompt.choices}
    if not labels:
        return prompt.answer
    return ", ".join(labels.get(name, name) for name in prompt.answer.split())


def buttons(prompt: Prompt, token: str, language: str) -> Iterator[Button]:
    """Those that stand under a question; `token` names its contact."""
    question = carried(prompt.question.name)

    def button(caption: str, choice: str) -> Button:
        data = Press(token=token, question=question, choice=choice).data()
        return Button(text=_short(caption), data=data)

    for choice in prompt.choices:
        yield button(_caption(prompt, choice), carried(choice.name))
    for caption, what in _own(prompt):
        yield button(text(caption, language), what)


def _own(prompt: Prompt) -> Iterator[tuple[Phrase, str]]:
    """Our own buttons, below those of the choices: what stands on each, and what it carries."""
    match prompt.question.kind:
        case "select_multiple":
            yield _DONE, "!done"
        case "acknowledge":
            yield _READ, "!ok"
    if prompt.answer:
        yield _KEEP, "!keep"
    elif not prompt.required and prompt.question.kind != "select_multiple":
        yield _SKIP, "!skip"
    if not prompt.first:
        yield _BACK, "!back"


def _caption(prompt: Prompt, choice: Choice) -> str:
    ticked = choice.name in prompt.pending
    return f"{_TICK if ticked else ''}{choice.label}"


def _short(caption: str) -> str:
    return caption if len(caption) <= MOST_CAPTION else f"{caption[: MOST_CAPTION - 1]}…"


def _pieces(whole: str) -> list[str]:
    """Divided so that a messenger takes each, at the end of a line where there is one."""
    pieces: list[str] = []
    while _units(whole) > MOST_UNITS:
        room = MOST_UNITS
        while _units(whole[:room]) > MOST_UNITS:
            room -= _units(whole[:room]) - MOST_UNITS
        cut = whole.rfind("\n", 1, room)
        cut = cut if cut > 0 else room
        pieces.append(whole[:cut].strip())
        whole = whole[cut:].strip()
    return [piece for piece in (*pieces, whole) if piece]


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


assert len("c:::") + 24 + 2 * _ROOM <= MOST_BYTES, "a token and two names fit on a button"
