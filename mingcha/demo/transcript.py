"""The live transcript: what people saw, heard and did, one line each; the first check and the
first answered call in full."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from inspection.finding import FindingKind
from inspection.outcome_words import headline
from simulator.county import County
from simulator.happening import Happening

Printer = Callable[[str], None]
_WIDTH = 118
_OUTCOMES = {
    "no-answer": "no answer",
    "busy": "busy",
    "failed": "not in service",
    "canceled": "canceled",
}


@dataclass(kw_only=True)
class Transcript:
    county: County
    zone: ZoneInfo
    language: str
    tell: Printer
    full: bool = False
    """Every word of every chat and call."""
    linked: int = 0
    _started: bool = False
    _keys: dict[str, list[str]] = field(default_factory=dict)
    _spoken: dict[str, list[tuple[Happening, str]]] = field(default_factory=dict)
    _calling: set[str] = field(default_factory=set)
    """Calls that people made to us."""
    _shown_check: str = ""
    _shown_call: bool = False

    @property
    def _headlines(self) -> tuple[str, ...]:
        inspectors = self.county.roster.inspectors.values()
        languages = {self.language, *(one.language for one in inspectors)}
        return tuple(headline(kind, one) for kind in FindingKind for one in sorted(languages))

    def __call__(self, happening: Happening) -> None:
        if happening.call:
            self._on_phone(happening)
        else:
            self._in_chat(happening)

    def _in_chat(self, happening: Happening) -> None:
        match happening.kind:
            case "wrote a text":
                self._line(happening, f"text  {self._name(happening)} → {happening.text}")
            case "text received":
                self._line(happening, f"text  {self._name(happening)} ← {happening.text}")
            case "shared contact":
                self.linked += 1
            case "message received":
                self._message(happening)
            case "tapped" | "typed":
                self._line(happening, f"chat  {self._name(happening)} → {happening.text}")
            case "blocked":
                self._line(happening, f"chat  {self._name(happening)} blocked the bot")

    def _message(self, happening: Happening) -> None:
        lines = [line for line in happening.text.split("\n") if line]
        if happening.who in self.county.roster.inspectors:
            if self._started:
                self._brief(happening, lines)
            return
        if not self._started:
            return
        if self.full or not self._shown_check or self._shown_check == happening.who:
            self._shown_check = happening.who
            for line in lines:
                self._line(happening, f"chat  {self._name(happening)} ← {line}", whole=True)
            return
        # A question has a head ("A reminder: ...") and then itself, or itself and what to do.
        self._line(happening, f"chat  {self._name(happening)} ← {' '.join(lines[:2])}")

    def _brief(self, happening: Happening, lines: list[str]) -> None:
        """The head of what the inspector got, and below it what disagrees."""
        self._line(happening, f"brief {self._name(happening)} ← {lines[0]}")
        for line in lines:
            if any(line.strip().startswith(f"{head}:") for head in self._headlines):
                self._line(happening, f"      !! {line.strip()}", whole=True)

    def _on_phone(self, happening: Happening) -> None:
        call = happening.call
        match happening.kind:
            case "called us":
                self._calling.add(call)
            case "heard":
                self._keep(happening, f"call  {self._name(happening)} hears: {happening.text}")
            case "pressed":
                self._keys.setdefault(call, []).append(happening.text)
                self._keep(happening, f"call  {self._name(happening)} presses {happening.text}")
            case "call ended":
                self._ended(happening)

    def _keep(self, happening: Happening, words: str) -> None:
        self._spoken.setdefault(happening.call, []).append((happening, words))

    def _ended(self, happening: Happening) -> None:
        call, keys = happening.call, self._keys.pop(happening.call, [])
        spoken = self._spoken.pop(call, [])
        if self.full or (len(keys) >= 8 and not self._shown_call):
            self._shown_call = True
            for said, words in spoken:
                self._line(said, words, whole=True)
        if call in self._calling:
            self._line(happening, f"call  {self._name(happening)} called us, keys {' '.join(keys)}")
            return
        outcome = _OUTCOMES.get(happening.text, "answered, keys " + " ".join(keys))
        if happening.text == "completed" and not keys:
            outcome = "answered, no key pressed"
        self._line(happening, f"call  {self._name(happening)}: {outcome}")

    def _name(self, happening: Happening) -> str:
        return self.county.describe(happening.who)

    def _line(self, happening: Happening, words: str, *, whole: bool = False) -> None:
        at = happening.at.astimezone(self.zone)
        if not whole and len(words) > _WIDTH:
            words = words[: _WIDTH - 1] + "…"
        self.tell(f"{at:%a %H:%M:%S}  {words}")

    def checks_begin(self) -> None:
        """From here on every message to an official is part of a check."""
        self._started = True
