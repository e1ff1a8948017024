"""What a person does on the messenger; every act becomes an update for the bot."""

from datetime import datetime
from typing import Any

from simulator.happening import Kind
from simulator.messenger import drawn
from simulator.messenger.chat import Chat, Message
from simulator.messenger.files import Files
from simulator.messenger.keyboard import Button
from simulator.messenger.updates import Updates
from simulator.stage import Stage


class ButtonGoneError(LookupError):
    """No message in the chat has that button (any more)."""


class Person:
    def __init__(
        self,
        stage: Stage,
        updates: Updates,
        chat: Chat,
        presses: dict[str, tuple[datetime, Chat]],
        bot: dict[str, Any],
        files: Files,
    ) -> None:
        self._stage = stage
        self._bot = bot
        self._updates = updates
        self._presses = presses
        self._files = files
        self.chat = chat

    def start(self, payload: str = "") -> None:
        """Opens the bot's link and presses Start; `payload` is what stood in the link."""
        with self._stage.lock:
            self.chat.started, self.chat.blocked = True, False
            text = f"/start {payload}".rstrip()
            self._write("started", text, entities=[_command("/start")])

    def type(self, text: str) -> None:
        with self._stage.lock:
            command = text.split()[0] if text.startswith("/") else ""
            self.chat.started = True
            self._write("typed", text, **({"entities": [_command(command)]} if command else {}))

    def share_contact(self, of: "Person | None" = None, *, plus: bool = False) -> None:
        """Shares one's own contact, or somebody else's. Some clients put a + before the number."""
        owner = (of or self).chat.user
        number = owner.number if plus else owner.number.lstrip("+")
        contact = {
            "phone_number": number,
            "first_name": owner.first_name,
            "user_id": owner.id,
        }
        with self._stage.lock:
            self.chat.started = True
            self._write("shared contact", "", contact=contact)

    def send_photo(
        self, number: int = 1, *, size: int | None = None, caption: str = "", **extra: Any
    ) -> None:
        """A photo, which the messenger shrinks to several sizes, the largest last. `size`: as it is
        told, whatever it is; `extra`: fields of the message, such as media_group_id."""
        content = drawn.photo(number)
        whole = self._files.keep("photos", content, "jpg", size).as_json()
        small = self._files.keep("photos", content + b"\x00", "jpg").as_json()
        sizes = [small | {"width": 90, "height": 67}, whole | {"width": 1280, "height": 960}]
        self._send(photo=sizes, **_captioned(caption), **extra)

    def send_document(
        self, number: int = 1, *, media_type: str = "image/jpeg", caption: str = "", **extra: Any
    ) -> None:
        """A file as it is: a picture that is not shrunk, or anything else."""
        kept = self._files.keep("documents", drawn.photo(number), "jpg").as_json()
        document = kept | {"file_name": "synthetic.jpg", "mime_type": media_type}
        self._send(document=document, **_captioned(caption), **extra)

    def send_voice(self, number: int = 1, **extra: Any) -> None:
        kept = self._files.keep("voice", drawn.voice(number), "oga").as_json()
        self._send(voice=kept | {"duration": 1, "mime_type": "audio/ogg"}, **extra)

    def send_audio(self, number: int = 1, **extra: Any) -> None:
        """A piece of sound from elsewhere."""
        kept = self._files.keep("music", drawn.voice(number), "ogg").as_json()
        self._send(audio=kept | {"duration": 1, "mime_type": "audio/ogg"}, **extra)

    def send_video(self, **extra: Any) -> None:
        kept = self._files.keep("videos", b"synthetic", "mp4").as_json()
        shape = {"width": 64, "height": 64, "duration": 1}
        self._send(video=kept | shape, **extra)

    def send_place(
        self,
        latitude: float,
        longitude: float,
        *,
        accuracy: float | None = None,
        live: bool = False,
        **extra: Any,
    ) -> None:
        location: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
        if accuracy is not None:
            location["horizontal_accuracy"] = accuracy
        if live:
            location["live_period"] = 900
        with self._stage.lock:
            self.chat.started = True
            self._write("sent a place", "", location=location, **extra)

    def _send(self, **extra: Any) -> None:
        with self._stage.lock:
            self.chat.started = True
            self._write("sent a file", "", **extra)

    def tap(self, text: str, *, message: Message | None = None) -> None:
        """Presses the button with `text`: under the newest message that has one, or under `message`
        as an old screen still shows it, before it was edited.

        A button of the reply keyboard sends its text, or shares the contact if it asks for that.
        Raises ButtonGoneError.
        """
        with self._stage.lock:
            for candidate in [message] if message else reversed(self.chat.received()):
                if button := candidate.button(text, former=message is not None):
                    self._press(candidate, button)
                    return
            for key in self.chat.reply_keyboard:
                if message is None and text in key.text:
                    if key.asks_contact:
                        self.share_contact()
                    else:
                        self.type(key.text)
                    return
        raise ButtonGoneError(f"{self.chat.user.name} sees no button {text!r}")

    def block(self) -> None:
        self._change_membership(blocked=True)

    def unblock(self) -> None:
        self._change_membership(blocked=False)

    def _press(self, message: Message, button: Button) -> None:
        self._stage.tell("tapped", self.chat.user.name, button.text)
        if not button.data:
            return
        self.chat.presses += 1
        number = self._stage.chance("press", self.chat.user.name, self.chat.presses)
        press = str(number.randrange(10**17, 10**18))
        self._presses[press] = (self._stage.now, self.chat)
        content = {
            "id": press,
            "from": self.chat.user.as_json(),
            "message": message.as_json(),
            "chat_instance": str(self.chat.user.id * 7919),
            "data": button.data,
        }
        self._updates.add("callback_query", self.chat.user.id, content)

    def _write(self, kind: Kind, text: str, **extra: Any) -> None:
        message = Message(
            id=self.chat.last_id + 1,
            sender=self.chat.user.as_json(),
            chat=self.chat.as_json(),
            date=self._stage.now,
            text=text,
            from_bot=False,
            extra=extra,
        )
        self.chat.add(message)
        self._stage.tell(kind, self.chat.user.name, text)
        self._updates.add("message", self.chat.user.id, message.as_json())

    def _change_membership(self, *, blocked: bool) -> None:
        with self._stage.lock:
            if self.chat.blocked == blocked:
                return
            self.chat.blocked = blocked
            self._stage.tell("blocked" if blocked else "unblocked", self.chat.user.name)
            self._updates.add("my_chat_member", self.chat.user.id, self._membership(blocked))

    def _membership(self, blocked: bool) -> dict[str, Any]:
        member: dict[str, Any] = {"status": "member", "user": self._bot}
        kicked: dict[str, Any] = {"status": "kicked", "user": self._bot, "until_date": 0}
        return {
            "chat": self.chat.as_json(),
            "from": self.chat.user.as_json(),
            "date": int(self._stage.now.timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }


def _command(command: str) -> dict[str, Any]:
    return {"type": "bot_command", "offset": 0, "length": len(command)}


def _captioned(caption: str) -> dict[str, Any]:
    return {"caption": caption} if caption else {}
