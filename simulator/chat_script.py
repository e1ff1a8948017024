"""What a test does at once in somebody's chat, and what it wants to see there.

world.chat("O1", number="+86...").starts("CODE").receives("share").shares_contact()
"""

from collections.abc import Callable
from typing import Any, Self

from simulator.messenger.chat import Message
from simulator.messenger.person import ButtonGoneError, Person


class ChatScript:
    """Every act is delivered, and the product settles, before the next line of the test runs."""

    def __init__(self, person: Person, pump: Callable[[], None]) -> None:
        self.person = person
        self._pump = pump

    def starts(self, payload: str = "") -> Self:
        self.person.start(payload)
        return self._pumped()

    def shares_contact(self, *, of: "ChatScript | None" = None, plus: bool = False) -> Self:
        self.person.share_contact(of.person if of else None, plus=plus)
        return self._pumped()

    def says(self, text: str) -> Self:
        self.person.type(text)
        return self._pumped()

    def sends_photo(self, number: int = 1, **more: Any) -> Self:
        """`more`: as `Person.send_photo`."""
        self.person.send_photo(number, **more)
        return self._pumped()

    def sends_picture(self, number: int = 1, **more: Any) -> Self:
        """As a file, which is not shrunk; or another file."""
        self.person.send_document(number, **more)
        return self._pumped()

    def sends_voice(self, number: int = 1, **more: Any) -> Self:
        self.person.send_voice(number, **more)
        return self._pumped()

    def sends_place(self, latitude: float, longitude: float, **more: Any) -> Self:
        self.person.send_place(latitude, longitude, **more)
        return self._pumped()

    def taps(self, button: str, *, message: int | None = None) -> Self:
        """Presses a button of the newest message that has it.

        `message=-2` presses it under the last message but one, even if it was taken away since.
        Raises AssertionError if there is no such button.
        """
        received = self.person.chat.received()
        try:
            self.person.tap(button, message=None if message is None else received[message])
        except ButtonGoneError as gone:
            raise AssertionError(f"{gone}; it reads {self._texts(received)}") from gone
        return self._pumped()

    def blocks(self) -> Self:
        self.person.block()
        return self._pumped()

    def unblocks(self) -> Self:
        self.person.unblock()
        return self._pumped()

    def receives(self, part: str) -> Self:
        """The oldest message that no test line has asked for yet contains `part`."""
        waiting = self._unexpected() or self._pumped()._unexpected()
        if not waiting:
            raise AssertionError(f"{self._name} received nothing, expected {part!r}")
        if part not in waiting[0].text:
            raise AssertionError(f"{self._name} received {waiting[0].text!r}, expected {part!r}")
        waiting[0].expected = True
        return self

    def receives_file(self, kind: str) -> Self:
        """The oldest message that no test line has asked for yet is audio, a photo, ..."""
        waiting = self._unexpected() or self._pumped()._unexpected()
        if not waiting or kind not in waiting[0].extra:
            raise AssertionError(f"{self._name} received {self._texts(waiting)}, expected {kind}")
        waiting[0].expected = True
        return self

    def receives_nothing(self) -> Self:
        self._pump()
        if waiting := self._unexpected():
            raise AssertionError(f"{self._name} received {self._texts(waiting)}, expected nothing")
        return self

    def sees(self, part: str) -> Self:
        """Some message in the chat reads so now; this looks at edited messages too."""
        if not any(part in message.text for message in self.person.chat.received()):
            received = self.person.chat.received()
            raise AssertionError(f"{self._name} does not see {part!r} in {self._texts(received)}")
        return self

    def sees_button(self, text: str) -> Self:
        if text not in " ".join(self.buttons):
            raise AssertionError(f"{self._name} sees the buttons {self.buttons}, not {text!r}")
        return self

    def sees_no_button(self, text: str) -> Self:
        if any(text in button for button in self.buttons):
            raise AssertionError(f"{self._name} sees a button {text!r}, expected none")
        return self

    def reads_all(self) -> Self:
        """Whatever was received so far is as it should be."""
        for message in self._unexpected():
            message.expected = True
        return self

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote, oldest first, as it stands now."""
        return self.person.chat.received()

    @property
    def buttons(self) -> list[str]:
        """All buttons that can be pressed now, oldest message first."""
        chat = self.person.chat
        inline = [button.text for message in chat.received() for button in message.keyboard.inline]
        return [*inline, *(button.text for button in chat.reply_keyboard)]

    def unmet(self) -> list[str]:
        return [f"{self._name} received unexpectedly {m.text!r}" for m in self._unexpected()]

    @property
    def _name(self) -> str:
        return self.person.chat.user.name

    def _unexpected(self) -> list[Message]:
        return [message for message in self.person.chat.received() if not message.expected]

    def _texts(self, messages: list[Message]) -> list[str]:
        return [message.text for message in messages]

    def _pumped(self) -> Self:
        self._pump()
        return self
