"""Officials and inspectors in chat: they read and answer in their own time."""

from collections.abc import Callable
from datetime import date

from simulator.messenger.chat import Message
from simulator.messenger.person import ButtonGoneError, Person
from simulator.official import Conduct
from simulator.phrases import PHRASES
from simulator.stage import Stage
from simulator.understanding import choice_meaning, topic

_MINUTE = 60.0
_HOUR = 60 * _MINUTE


class OfficialChat:
    """Reads what the bot writes and answers in the official's own time."""

    def __init__(self, stage: Stage, person: Person, conduct: Conduct) -> None:
        self._stage = stage
        self._person = person
        self._conduct = conduct
        self._due: set[str] = set()
        """Questions whose answer is on its way."""
        self._answered: set[str] = set()
        self._checks: dict[date, int] = {}

    def receives(self, message: Message) -> None:
        buttons, what = message.keyboard.inline, topic(message.text)
        if any(button.asks_contact for button in message.keyboard.reply or ()):
            self._act(self._soon("contact"), self._share)
        elif what is not None and what in PHRASES:
            self._tell(what)
        elif len(buttons) == 1:
            self._act(self._soon("only button"), lambda: self._tap(buttons[0].text))
        elif buttons:
            self._choose(what, [button.text for button in buttons], message.text)

    def _choose(self, what: str | None, offered: list[str], text: str) -> None:
        if what != "whereabouts":
            self._stage.complain(f"an official did not understand the choice in {text!r}")
            return
        if what in self._due:
            return
        today = self._conduct.today()
        check = self._checks[today] = self._checks.get(today, 0) + 1
        self._answered.clear()
        delay = self._conduct.delay(check)
        if delay is None:
            return
        self._due.add(what)

        def answer() -> None:
            self._due.discard(what)
            meant = choice_meaning(what, self._conduct.claims(), offered)
            if meant is None:
                self._stage.complain(f"an official found no choice among {offered}")
            else:
                self._tap(meant)

        self._act(delay, answer)

    def _tell(self, what: str) -> None:
        if what in self._due or what in self._answered or self._conduct.phone_off:
            return
        self._due.add(what)

        def answer() -> None:
            self._due.discard(what)
            self._answered.add(what)
            self._person.type(self._conduct.words(what))

        self._act(self._soon(what), answer)

    def _share(self) -> None:
        plus = self._conduct.nature.draw(self._conduct.official.id, "plus") < 0.3
        self._person.share_contact(plus=plus)
        if self._conduct.blocks:
            self._act(_HOUR, self._person.block)

    def _tap(self, text: str) -> None:
        """A question whose buttons are gone by now stays unanswered."""
        try:
            self._person.tap(text)
        except ButtonGoneError:
            self._stage.tell("notice", self._conduct.official.id, "the buttons are gone")

    def _soon(self, what: str) -> float:
        who, today = self._conduct.official.id, self._conduct.today()
        chance = self._conduct.nature.chance(who, today, "soon", what)
        return chance.uniform(0.3 * _MINUTE, 5 * _MINUTE)

    def _act(self, seconds: float, action: Callable[[], None]) -> None:
        self._stage.after(round(seconds), action)


class InspectorChat:
    """Links the account; then only reads."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage = stage
        self._person = person

    def receives(self, message: Message) -> None:
        if any(button.asks_contact for button in message.keyboard.reply or ()):
            self._stage.after(_MINUTE, self._person.share_contact)
