"""Updates on their way to the bot: by webhook, or fetched by polling."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.agenda import Appointment
from simulator.courier import Courier, Delivery
from simulator.stage import Stage

_FIRST_REPEAT, _LONGEST_REPEAT = 1.0, 60.0
_KEPT = timedelta(hours=24)
_PRESS_KEPT = timedelta(seconds=150)
"""A button press nobody fetched by then is of no use: it can't be answered any more."""


@dataclass(frozen=True, kw_only=True)
class Update:
    id: int
    kind: str
    chat_id: int
    created: datetime
    content: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: dict(self.content)}

    def expired(self, now: datetime) -> bool:
        kept = _PRESS_KEPT if self.kind == "callback_query" else _KEPT
        return now - self.created > kept


@dataclass(frozen=True, kw_only=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(kw_only=True)
class _Queue:
    """The updates of one chat: the next is not sent before the first has arrived."""

    waiting: deque[Update] = field(default_factory=deque)
    repeat_after: float = _FIRST_REPEAT
    sending: Appointment | None = None


class Updates:
    def __init__(self, stage: Stage, courier: Courier) -> None:
        self._stage = stage
        self._courier = courier
        self._queues: dict[int, _Queue] = {}
        self._next_id = stage.chance("update_id").randrange(100_000_000, 900_000_000)
        self.webhook: Webhook | None = None
        self.allowed: tuple[str, ...] = ()
        """Kinds of update the bot wants; () for all that occur here."""
        self.last_error: tuple[datetime, str] | None = None
        self.expired: list[Update] = []

    def add(self, kind: str, chat_id: int, content: Mapping[str, Any]) -> None:
        if self.allowed and kind not in self.allowed:
            return
        update = Update(
            id=self._next_id,
            kind=kind,
            chat_id=chat_id,
            created=self._stage.now,
            content=content,
        )
        self._next_id += 1
        queue = self._queues.setdefault(chat_id, _Queue())
        queue.waiting.append(update)
        self._send_soon(queue, 0)

    def pending(self) -> list[Update]:
        waiting = [update for queue in self._queues.values() for update in queue.waiting]
        return sorted(waiting, key=lambda update: update.id)

    def set_webhook(self, webhook: Webhook | None, *, drop: bool) -> None:
        self.webhook = webhook
        self.last_error = None
        for queue in self._queues.values():
            if drop:
                queue.waiting.clear()
            if queue.sending is not None:
                queue.sending.cancel()
                queue.sending = None
            queue.repeat_after = _FIRST_REPEAT
            self._send_soon(queue, 0)

    def fetch(self, offset: int, limit: int) -> Sequence[Update]:
        """Polling: the updates that wait, after `offset` has confirmed those before it."""
        self.confirm(offset)
        return self.pending()[:limit]

    def confirm(self, offset: int) -> None:
        """Every update before `offset` is done with; a negative one counts from the end."""
        self._forget_expired()
        pending = self.pending()
        if offset < 0:
            kept = {update.id for update in pending[offset:]}
        else:
            kept = {update.id for update in pending if update.id >= offset}
        for queue in self._queues.values():
            queue.waiting = deque(update for update in queue.waiting if update.id in kept)

    def _forget_expired(self) -> None:
        for queue in self._queues.values():
            old = [update for update in queue.waiting if update.expired(self._stage.now)]
            self.expired.extend(old)
            queue.waiting = deque(u for u in queue.waiting if u not in old)

    def _send_soon(self, queue: _Queue, seconds: float) -> None:
        if self.webhook is None or not queue.waiting or queue.sending is not None:
            return
        queue.sending = self._stage.after(seconds, lambda: self._send(queue))

    def _send(self, queue: _Queue) -> None:
        with self._stage.lock:
            queue.sending = None
            self._forget_expired()
            webhook = self.webhook
            if webhook is None or not queue.waiting:
                return
            update = queue.waiting[0]
        secret = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        delivery = self._courier.deliver(
            self._stage, "telegram.update", webhook.url, json=update.as_json(), headers=secret
        )
        with self._stage.lock:
            self._settle(queue, update, delivery)

    def _settle(self, queue: _Queue, update: Update, delivery: Delivery) -> None:
        if not delivery.done:
            status = delivery.status or "no connection"
            self.last_error = (self._stage.now, f"Wrong response from the webhook: {status}")
            self._send_soon(queue, queue.repeat_after)
            queue.repeat_after = min(queue.repeat_after * 2, _LONGEST_REPEAT)
            return
        queue.repeat_after = _FIRST_REPEAT
        if queue.waiting and queue.waiting[0] is update:
            queue.waiting.popleft()
        self._send_soon(queue, 0)
