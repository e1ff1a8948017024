"""An official's phone, which also is the one who listens."""

from datetime import date

from simulator.carrier.call import Call
from simulator.carrier.callee import Answers, Decision, NoAnswer, Pickup, Silence
from simulator.listening import Listening, pressing
from simulator.official import Conduct
from simulator.stage import Stage
from simulator.understanding import topic


class OfficialPhone(Listening):
    """The official's own phone, which also listens."""

    def __init__(self, stage: Stage, conduct: Conduct) -> None:
        super().__init__(speaks=8.0)
        self._stage = stage
        self._conduct = conduct
        self._rung: dict[date, int] = {}

    def rings(self, call: Call) -> Pickup:
        today = self._conduct.today()
        attempt = self._rung[today] = self._rung.get(today, 0) + 1
        nature = self._conduct.nature
        chance = nature.chance(self._conduct.official.id, today, "call", attempt)
        if self._conduct.phone_off or chance.random() >= nature.habits.official_picks_up:
            return NoAnswer()
        self._heard.clear()
        return Answers(listener=self, after=round(chance.uniform(3, 12), 1))

    def answers(self, text: str) -> Decision:
        what = topic(text)
        meanings = {
            "language": self._conduct.official.language,
            "consent": "yes",
            "identity": "yes",
            "household": "no",
            "recording": "yes",
            "whereabouts": self._conduct.claims(),
        }
        pressed = pressing(text, what or "", meanings.get(what or "", ""), after=2.5)
        if pressed is None:
            self._stage.complain(f"an official did not understand on the phone: {text!r}")
            return Silence()
        return pressed
