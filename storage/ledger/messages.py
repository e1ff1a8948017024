"""Letters that are to be sent, are being sent, or were sent."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Message
from inspection.chat import Letter
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import messages

_M = messages.c
_GET = sa.select(messages).where(_M.id == given("message"))
_DUE = (
    sa.select(messages)
    .where(_M.next_at.is_not(None), _M.next_at <= given("now"))
    .order_by(_M.next_at, _M.id)
    .limit(given("limit"))
)
_NEXT_DUE = sa.select(_M.next_at).where(_M.next_at.is_not(None)).order_by(_M.next_at).limit(1)
_SENT_TO = (
    sa.select(messages).where(_M.chat_id == given("chat"), _M.state == "SENT").order_by(_M.id)
)
_AWAITED = (
    sa.select(messages).where(_M.chat_id == given("chat"), _M.next_at.is_not(None)).order_by(_M.id)
)
_TELLING = sa.select(_M.official).where(_M.next_at.is_not(None), _M.kind.in_(["rules", "change"]))
_PUT_OFF = (
    messages.update()
    .where(_M.id == given("message"), _M.next_at.is_not(None))
    .values(next_at=given("until"))
)
_CHANGED = ("state", "next_at", "tries", "repeated", "attempt_id", "sent_at", "provider_id")
_SAVE = (
    messages.update()
    .where(_M.id == given("message"))
    .values({name: given(f"new_{name}") for name in _CHANGED})
)


class Messages:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def post(self, message: Message) -> bool:
        return self._work.add_once(
            messages,
            chat_id=message.chat,
            kind=message.kind,
            letter=self._work.sealed_json(_M.letter, message.letter.as_json()),
            key=message.key,
            official=message.official,
            policy_version=message.policy_version,
            from_day=message.from_day,
            **_changeable(message),
        )

    def due(self, now: datetime, limit: int) -> Sequence[Message]:
        """Within a unit of work that writes, what another one holds is left out."""
        due = self._work.mine(_DUE, skip_taken=True)
        return [self._message(row) for row in self._work.all(due, now=now, limit=limit)]

    def next_due(self) -> datetime | None:
        row = self._work.one(_NEXT_DUE)
        return None if row is None else row.next_at

    def get(self, message: int) -> Message:
        """Raises LookupError."""
        row = self._work.one(self._work.mine(_GET), message=message)
        return self._message(found(row, f"message {message}"))

    def save(self, message: Message) -> None:
        """All but what was posted: chat, letter and key stay. Raises LookupError."""
        new = {f"new_{name}": value for name, value in _changeable(message).items()}
        if self._work.change(_SAVE, message=message.id, **new) != 1:
            raise LookupError(f"the store has no message {message.id}")

    def put_off(self, message: int, until: datetime) -> None:
        self._work.change(_PUT_OFF, message=message, until=until)

    def telling(self) -> set[str]:
        return {row.official for row in self._work.all(_TELLING)}

    def awaited(self, chat: int) -> Sequence[Message]:
        return [self._message(row) for row in self._work.all(_AWAITED, chat=chat)]

    def sent_to(self, chat: int) -> Sequence[Message]:
        return [self._message(row) for row in self._work.all(_SENT_TO, chat=chat)]

    def _message(self, row: Row) -> Message:
        return Message(
            id=row.id,
            chat=row.chat_id,
            kind=row.kind,
            letter=Letter.from_json(self._work.opened_json(_M.letter, row.letter)),
            key=row.key,
            state=row.state,
            next_at=row.next_at,
            tries=row.tries,
            repeated=row.repeated,
            attempt=row.attempt_id,
            official=row.official,
            policy_version=row.policy_version,
            from_day=row.from_day,
            sent_at=row.sent_at,
            provider_id=row.provider_id,
        )


def _changeable(message: Message) -> dict[str, str | int | bool | datetime | None]:
    return {
        "state": message.state,
        "next_at": message.next_at,
        "tries": message.tries,
        "repeated": message.repeated,
        "attempt_id": message.attempt,
        "sent_at": message.sent_at,
        "provider_id": message.provider_id,
    }
