"""Chats of a simulated messenger, played by hand: one line typed is one act of one person."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from mingcha.clock import SystemClock
from simulator import World
from simulator.happening import Happening
from simulator.messenger.person import ButtonGoneError, Person

_LOOK_EVERY = 0.1
"""Seconds between two looks at what is due in the simulated world."""
HOW = """\
Type one line for each act:
  O0001 /start CODE     opens the link of an invitation
  O0001 share           shares the own contact
  O0001 tap On leave    presses the button that reads so
  O0001 send photo      sends one (drawn); send voice: a voice message
  O0001 send place 25.5 102.25
  O0001 any words       writes them
  O0001 block           blocks the bot; unblock: takes it back
quit ends it, and so does the end of the input."""


class ByHand:
    """`numbers`: person's id -> telephone number. `tell` gets every line to be shown."""

    def __init__(
        self, world: World, numbers: Mapping[str, str], tell: Callable[[str], None]
    ) -> None:
        self._world = world
        self._numbers = numbers
        self._tell = tell
        world.on_happening = self._happened

    def act(self, line: str) -> None:
        who, _, what = line.strip().partition(" ")
        if not who:
            return
        if who not in self._numbers:
            some = ", ".join(list(self._numbers)[:5])
            self._tell(f"{who}: nobody of that id is in the roster; expected one such as {some}")
            return
        try:
            self._do(self._person(who), what.strip())
        except ButtonGoneError:
            self._tell(f"{who}: no button reads so; there are: {self._buttons(who) or 'none'}")

    def _do(self, person: Person, what: str) -> None:
        verb, _, rest = what.partition(" ")
        match verb:
            case "":
                self._tell("expected what the person does, such as `share`, after the id")
            case "/start":
                person.start(rest.strip())
            case "share":
                person.share_contact()
            case "tap":
                person.tap(rest.strip())
            case "send":
                self._send(person, rest.split())
            case "block":
                person.block()
            case "unblock":
                person.unblock()
            case _:
                person.type(what)

    def _send(self, person: Person, what: Sequence[str]) -> None:
        match what:
            case ["photo"]:
                person.send_photo()
            case ["voice"]:
                person.send_voice()
            case ["place", latitude, longitude] if _is_number(latitude) and _is_number(longitude):
                person.send_place(float(latitude), float(longitude))
            case _:
                self._tell("send: expected photo, voice, or place with two numbers: 25.5 102.25")

    def _person(self, who: str) -> Person:
        return self._world.telegram.person(who, number=self._numbers[who])

    def _happened(self, happening: Happening) -> None:
        if happening.kind not in ("message received", "message edited", "notice"):
            return
        for line in happening.text.splitlines():
            self._tell(f"{happening.who} ← {line}")
        latest = self._person(happening.who).chat.received()[-1]
        if latest.keyboard.markup and (buttons := self._buttons(happening.who)):
            self._tell(f"{happening.who}   buttons: {buttons}")

    def _buttons(self, who: str) -> str:
        chat = self._person(who).chat
        texts = [button.text for message in chat.received() for button in message.keyboard.inline]
        return " | ".join([*texts, *(key.text for key in chat.reply_keyboard)])


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def world_of_today(port: int) -> World:
    """Raises OSError where the messenger's port on this machine is taken."""
    return World(start=SystemClock().now(), messenger_port=port)


@contextmanager
def in_real_time(world: World) -> Iterator[None]:
    """Whatever is due in the world happens."""
    clock, over = SystemClock(), threading.Event()

    def live() -> None:
        while not over.wait(_LOOK_EVERY):
            world.move_to(max(clock.now(), world.now))
            while world.run_next():
                pass

    alive = threading.Thread(target=live, daemon=True)
    alive.start()
    try:
        yield
    finally:
        over.set()
        alive.join()
