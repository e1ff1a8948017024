"""The outside world: people with phones and chats, and the two providers that reach them."""

from collections.abc import Callable
from datetime import datetime
from typing import Self

from simulator.carrier.account import SimulatedTwilio
from simulator.carrier.api import carrier_app
from simulator.carrier.callee import Callee
from simulator.chat_script import ChatScript
from simulator.courier import Courier
from simulator.faults import FaultScript
from simulator.gate import Gate
from simulator.happening import Happening
from simulator.messenger.account import SimulatedTelegram
from simulator.messenger.api import messenger_app
from simulator.messenger.chat import Correspondent
from simulator.phone_script import PhoneScript
from simulator.server import LoopbackServer
from simulator.stage import Stage
from simulator.traffic import Counts, Traffic


class World:
    """A world in stepped time: nothing happens unless `run_next` is called.

    `start` must be aware. The same seed and the same requests give the same world, ids included.
    Use as a context manager: the two HTTP servers run from enter to exit.
    """

    def __init__(self, *, start: datetime, seed: int = 0, messenger_port: int = 0) -> None:
        self._courier = Courier()
        # The one that may be refused its port comes first.
        self._messenger_server = LoopbackServer(messenger_app(self._account), port=messenger_port)
        self._carrier_server = LoopbackServer(carrier_app(lambda: self.twilio))
        self.settle: Callable[[], None] = _nothing
        """Lets the product work until it is idle; set by whoever conducts both."""
        self.reset(start=start, seed=seed)

    def reset(self, *, start: datetime, seed: int = 0) -> None:
        """A new world behind the same two addresses. Routes, faults and `settle` are forgotten."""
        self.stage = Stage(start=start, seed=seed)
        self.faults = FaultScript()
        self.settle = _nothing
        self._courier.routes.clear()
        gate = self._gate = Gate(self.stage, self.faults)
        self.twilio = SimulatedTwilio(
            stage=self.stage,
            courier=self._courier,
            gate=gate,
            base_url=self._carrier_server.base_url,
        )
        self._bots: dict[str, SimulatedTelegram] = {}
        self.telegram = self.bot()
        self._phones: dict[str, PhoneScript] = {}
        self._chats: dict[tuple[str, str], ChatScript] = {}

    def __enter__(self) -> Self:
        self._carrier_server.start()
        self._messenger_server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._carrier_server.stop()
        self._messenger_server.stop()
        self._courier.close()

    # -- time ----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.stage.now

    def next_due(self) -> datetime | None:
        with self.stage.lock:
            return self.stage.agenda.next_due()

    def move_to(self, instant: datetime) -> None:
        """Raises ValueError if that would be back in time."""
        with self.stage.lock:
            if instant < self.stage.now:
                raise ValueError(f"the world can't go back from {self.stage.now} to {instant}")
            self.stage.now = instant

    def run_next(self) -> bool:
        """Runs one event that is due by now, which may deliver one webhook; False if none is."""
        with self.stage.lock:
            appointment = self.stage.agenda.pop_due(self.stage.now)
        if appointment is None:
            return False
        appointment.action()
        return True

    def run_until(self, instant: datetime) -> None:
        """All events up to `instant`, with the product settling after each, where nobody else
        conducts."""
        self.pump()
        while (due := self.next_due()) is not None and due <= instant:
            self.move_to(max(due, self.now))
            self.pump()
        self.move_to(max(instant, self.now))

    def pump(self) -> None:
        """All events that are due now, with the product settling before and after each."""
        self.settle()
        while self.run_next():
            self.settle()

    # -- people --------------------------------------------------------------------------------

    def bot(self, name: str = "") -> SimulatedTelegram:
        """The bot of this name, made up on first mention; "" is the one that is always there. All
        know the same people."""
        if name not in self._bots:
            self._bots[name] = SimulatedTelegram(
                stage=self.stage,
                courier=self._courier,
                gate=self._gate,
                base_url=self._messenger_server.base_url,
                name=name,
            )
        return self._bots[name]

    def _account(self, token: str) -> SimulatedTelegram:
        """The first one for a token that is nobody's: it refuses it."""
        named = (bot for bot in self._bots.values() if bot.token == token)
        return next(named, self.telegram)

    def phone(self, number: str) -> PhoneScript:
        """The phone with this number (E.164), to be scripted."""
        if number not in self._phones:
            directory = self.twilio.exchange.directory
            script = PhoneScript(
                number,
                lambda: [
                    c
                    for c in self.twilio.exchange.calls.values()
                    if c.to == number and not c.incoming
                ],
                directory.get(number),
                lambda who, words, ours: self.twilio.write_text(who, words, ours=ours),
                self.twilio.call_us,
            )
            self._phones[number] = directory[number] = script
        return self._phones[number]

    def chat(
        self,
        person: str,
        *,
        number: str = "",
        user_id: int | None = None,
        first_name: str = "",
        language: str = "",
        bot: str = "",
    ) -> ChatScript:
        """The chat of the person known by this name with that bot; the details count at the first
        mention."""
        if (bot, person) not in self._chats:
            who = self.bot(bot).person(
                person,
                number=number,
                user_id=user_id,
                first_name=first_name,
                language=language,
            )
            self._chats[bot, person] = ChatScript(who, self.pump)
        return self._chats[bot, person]

    def settle_in(self, number: str, callee: Callee) -> None:
        """Gives a number to somebody who acts on their own; a script comes before them."""
        if number in self._phones:
            self._phones[number].owner = callee
        else:
            self.twilio.exchange.directory[number] = callee

    def writes_to(self, person: str, correspondent: Correspondent) -> None:
        """Lets somebody answer on their own what the bot writes to `person`."""
        self.telegram.person(person).chat.owner = correspondent

    # -- the product's address -----------------------------------------------------------------

    def route(self, public_base: str, actual_base: str) -> None:
        """Webhooks for `public_base` are signed for it and delivered to `actual_base`."""
        self._courier.routes[public_base.rstrip("/")] = actual_base.rstrip("/")

    @property
    def patience(self) -> float:
        """Real seconds that the providers wait for an answer to a webhook."""
        return self._courier.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._courier.patience = seconds

    def on_request(self, api: str, n: int, callback: Callable[[], None]) -> None:
        """Calls back when the nth request of `api` is executed and not answered yet."""
        self.faults.on_request(api, n, callback)

    # -- what happened -------------------------------------------------------------------------

    @property
    def log(self) -> list[Happening]:
        return self.stage.log

    @property
    def on_happening(self) -> Callable[[Happening], None] | None:
        return self.stage.on_happening

    @on_happening.setter
    def on_happening(self, told: Callable[[Happening], None] | None) -> None:
        self.stage.on_happening = told

    @property
    def problems(self) -> list[str]:
        """What a correct product can't cause, and what people did not understand."""
        return self.stage.problems

    @property
    def counts(self) -> Counts:
        return self.stage.counts

    @property
    def traffic(self) -> Traffic:
        return self.stage.traffic

    def verify(self) -> None:
        """Closed world: raises AssertionError with all that was unexpected or did not come."""
        with self.stage.lock:
            failures = [
                *self.twilio.exchange.unexpected,
                *(unmet for phone in self._phones.values() for unmet in phone.unmet()),
                *self._unexpected_texts(),
                *(unmet for chat in self._unowned_chats() for unmet in chat.unmet()),
                *self.stage.problems,
            ]
        if failures:
            raise AssertionError("\n".join(["not as expected:", *failures]))

    def _unowned_chats(self) -> list[ChatScript]:
        return [
            ChatScript(person, self.pump)
            for bot in self._bots.values()
            for person in bot.people().values()
            if person.chat.owner is None
        ]

    def _unexpected_texts(self) -> list[str]:
        failures = []
        waiting = {number: list(phone.texts_expected) for number, phone in self._phones.items()}
        for message in self.twilio.texting.messages.values():
            expected = waiting.setdefault(message.to, [])
            match = next((part for part in expected if part in message.body), None)
            if match is None:
                failures.append(f"unexpected text message to {message.to}: {message.body!r}")
            else:
                expected.remove(match)
        missing = [(number, part) for number, parts in waiting.items() for part in parts]
        return failures + [f"{n} was to get a text message with {part!r}" for n, part in missing]


def _nothing() -> None:
    return None
