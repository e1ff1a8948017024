"""An official's phone, which also is the one who listens."""

from datetime import date

from simulator.carrier.call import Call
from simulator.carrier.callee import (
    Answers,
    Decision,
    HangUp,
    NoAnswer,
    Pickup,
    Press,
    Said,
    Silence,
)
from simulator.official import Conduct
from simulator.spoken import choices
from simulator.stage import Stage
from simulator.understanding import choice_meaning, topic


class OfficialPhone:
    """The official's own phone, which also listens."""

    def __init__(self, stage: Stage, conduct: Conduct) -> None:
        self._stage = stage
        self._conduct = conduct
        self._rung: dict[date, int] = {}
        self._heard: list[str] = []

    def rings(self, call: Call) -> Pickup:
        today = self._conduct.today()
        attempt = self._rung[today] = self._rung.get(today, 0) + 1
        nature = self._conduct.nature
        chance = nature.chance(self._conduct.official.id, today, "call", attempt)
        if self._conduct.phone_off or chance.random() >= nature.habits.official_picks_up:
            return NoAnswer()
        self._heard.clear()
        return Answers(listener=self, after=round(chance.uniform(3, 12), 1))

    def hears(self, said: Said) -> HangUp | None:
        self._heard.append(said.text)
        return None

    def asked(self) -> Decision:
        text = " ".join(self._heard)
        self._heard.clear()
        what, menu = topic(text), choices(text)
        meanings = {
            "language": self._conduct.official.language,
            "consent": "yes",
            "identity": "yes",
            "household": "no",
            "whereabouts": self._conduct.claims(),
        }
        meaning = meanings.get(what or "", "")
        meant = choice_meaning(what or "", meaning, [choice for choice, _ in menu])
        if meant is None:
            self._stage.complain(f"an official did not understand on the phone: {text!r}")
            return Silence()
        return Press(digits=dict(menu)[meant], after=2.5)

    def records(self) -> float:
        return 8.0

    def call_over(self, call: Call) -> None:
        return None
