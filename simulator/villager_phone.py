"""A villager's phone: whether it is answered, and one conversation on it."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from simulator.carrier.call import Call
from simulator.carrier.callee import (
    Answers,
    Busy,
    Decision,
    HangUp,
    Machine,
    NoAnswer,
    OutOfService,
    Pickup,
    Press,
    Silence,
)
from simulator.listening import Listening, pressing
from simulator.people import Nature, picks_up
from simulator.spoken import choices
from simulator.stage import Stage
from simulator.understanding import sentence, topic
from simulator.villager import Villager
from simulator.villager_caller import CallingVillager, CallUs, Write


class VillagerPhone:
    """A number and the households that share it."""

    def __init__(
        self,
        stage: Stage,
        nature: Nature,
        number: str,
        villagers: Sequence[Villager],
        *,
        call_us: CallUs,
        write: Write,
    ) -> None:
        self._stage = stage
        self._nature = nature
        self._number = number
        self._villagers = villagers
        self._zone = ZoneInfo(villagers[0].village.zone)
        self._rung: dict[date, int] = {}
        self._put_off = False
        self._call_us = call_us
        self._write = write
        self._expects_us = False

    def rings(self, call: Call) -> Pickup:
        local = self._stage.now.astimezone(self._zone)
        attempt = self._rung[local.date()] = self._rung.get(local.date(), 0) + 1
        habits = self._nature.habits
        kind = self._nature.draw(self._number, "kind")
        if kind < habits.dead_numbers:
            return OutOfService()
        if kind < habits.dead_numbers + habits.machines:
            return Answers(listener=Machine(), after=20, machine=True)
        chance = self._nature.chance(self._number, local.date(), attempt)
        engaged, away = chance.random(), chance.random()
        if not self._expects_us and engaged < habits.engaged:
            return Busy()
        if not self._expects_us and away >= picks_up(local.hour):
            self._missed(local.date(), attempt)
            return NoAnswer()
        self._expects_us = False
        listener = VillagerListener(
            self._stage,
            self._nature,
            chance.choice(self._villagers),
            today=local.date(),
            attempt=attempt,
            may_put_off=not self._put_off,
        )
        self._put_off = self._put_off or listener.later
        return Answers(listener=listener, after=round(chance.uniform(3, 18), 1))

    def _missed(self, today: date, attempt: int) -> None:
        """Some look at the telephone later, and call the number, or write to it."""
        chance = self._nature.chance(self._number, today, attempt, "missed")
        act, later = chance.random(), chance.uniform(5, 40) * 60
        habits = self._nature.habits
        if act < habits.calls_back:
            self._stage.after(later, self._calls_back)
        elif act < habits.calls_back + habits.texts_stop:
            language = self._villagers[0].household.language
            words = "退订" if language == "zh" else "STOP"
            self._stage.after(later, lambda: self._writes(words))

    def _calls_back(self) -> None:
        self._call_us(self._number, CallingVillager(self._stage, self._expects))

    def _writes(self, words: str) -> None:
        self._write(self._number, words)

    def _expects(self) -> None:
        self._expects_us = True


class VillagerListener(Listening):
    """One villager in one call."""

    def __init__(
        self,
        stage: Stage,
        nature: Nature,
        villager: Villager,
        *,
        today: date,
        attempt: int,
        may_put_off: bool,
    ) -> None:
        super().__init__(speaks=6.0)
        self._stage = stage
        self._nature = nature
        self._villager = villager
        self._today = today
        self._key = (villager.household.id, today, attempt)
        mood = nature.chance(*self._key, "mood")
        self.later = mood.random() < nature.habits.later and may_put_off
        """Whether the villager asks to be called later."""
        leaves = mood.random() < nature.habits.leaves_midway
        self._leaves_at = mood.randint(3, 7) if leaves else 0
        self._asked: list[str] = []

    def answers(self, text: str) -> Decision:
        what = topic(text)
        if what is None:
            self._stage.complain(f"a villager did not understand: {text!r}")
            return Silence()
        first = what not in self._asked
        self._asked.append(what)
        if len(self._asked) == self._leaves_at:
            return HangUp(after=1)
        chance = self._nature.chance(*self._key, what, len(self._asked))
        slip = chance.random() if first else 1.0
        habits = self._nature.habits
        if slip < habits.no_key:
            return Silence()
        if slip < habits.no_key + habits.wrong_key:
            return Press(digits=_wrong(choices(text)), after=2)
        return self._press(what, text, after=round(chance.uniform(0.5, 4), 1))

    def _press(self, what: str, text: str, *, after: float) -> Decision:
        meaning = self._villager.answer(what, sentence(what, text), self._today)
        if what == "consent" and self.later:
            meaning = "later"
        pressed = pressing(text, what, meaning, after=after)
        if pressed is None:
            self._stage.complain(f"a villager found no choice for {meaning!r} in {text!r}")
            return Silence()
        return pressed


def _wrong(menu: Sequence[tuple[str, str]]) -> str:
    """A key that no choice has, nor any of the keys that work at every question."""
    taken = {key for _, key in menu} | set("079")
    return next((key for key in "8654321" if key not in taken), "*")
