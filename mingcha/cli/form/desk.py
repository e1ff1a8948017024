"""Each channel in a terminal: what it shows, and what a typed line means there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspection.button import read_press
from inspection.questionnaire import chat, keypad, sms
from inspection.questionnaire.act import Act, Mistaken
from inspection.questionnaire.carrying import Turn
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.prompt import Prompt

_CONTACT = "terminal"
"""Stands where a contact's token would."""
_PLACE = re.compile(r"(-?\d+(?:\.\d+)?)[ ,]+(-?\d+(?:\.\d+)?)")


class Desk(Protocol):
    def put(self, turn: Turn, language: str) -> str: ...
    def taken(self, prompt: Prompt, line: str, translations: Sequence[Prompt]) -> Act: ...


@dataclass(frozen=True)
class ChatDesk:
    """Buttons have numbers here; a photo is the name of its file, a place two numbers."""

    def put(self, turn: Turn, language: str) -> str:
        letters = chat.letters(turn, _CONTACT, language)
        buttons = letters[-1].buttons if letters else ()
        row = "  ".join(f"[{n}] {button.text}" for n, button in enumerate(buttons, start=1))
        return "\n".join([*(letter.text for letter in letters), *([row] if row else [])])

    def taken(self, prompt: Prompt, line: str, translations: Sequence[Prompt]) -> Act:
        number = re.fullmatch(r"\[(\d+)\]|(\d+)", line.strip())
        typed = prompt.question.kind in ("text", "integer", "decimal", "range", "date", "time")
        if number is not None and (number.group(1) or not typed):
            return self._pressed(prompt, int(number.group(1) or number.group(2)))
        place = _PLACE.fullmatch(line.strip())
        if prompt.question.kind == "geopoint" and place is not None:
            return chat.located(prompt, float(place.group(1)), float(place.group(2)))
        if prompt.question.kind in ("image", "audio") and line.strip():
            return chat.sent(prompt, prompt.question.kind, line.strip())
        return chat.said(prompt, line, translations)

    def _pressed(self, prompt: Prompt, number: int) -> Act:
        data = [button.data for button in chat.buttons(prompt, _CONTACT, "en")]
        press = read_press(data[number - 1]) if 1 <= number <= len(data) else None
        return (chat.pressed(prompt, press) if press is not None else None) or Mistaken()


@dataclass(frozen=True)
class TextDesk:
    def put(self, turn: Turn, language: str) -> str:
        return sms.asked(turn, language)

    def taken(self, prompt: Prompt, line: str, translations: Sequence[Prompt]) -> Act:
        return sms.said(prompt, line, translations)


@dataclass(frozen=True)
class CallDesk:
    """What is typed for a recording stands for the recording."""

    def put(self, turn: Turn, language: str) -> str:
        parts = keypad.spoken(turn, language).parts
        return " ".join(f"{part.text} ♪{part.audio}" if part.audio else part.text for part in parts)

    def taken(self, prompt: Prompt, line: str, translations: Sequence[Prompt]) -> Act:
        if keypad.takes(prompt) == "recording":
            return keypad.recorded(prompt, f"{prompt.question.name}.wav" if line.strip() else "")
        return keypad.pressed(prompt, line.strip().removesuffix("#") or line.strip())


DESKS: Mapping[Channel, Desk] = {"chat": ChatDesk(), "sms": TextDesk(), "voice": CallDesk()}
