"""Letters that are to be sent, are being sent, or were sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given
from sqlalchemy.dialects import postgresql, sqlite

from fieldwork.book import Due, Message, Overtaken
from inspection.chat import Letter
from inspection.lane.lane import CHAT
from inspection.lane.order import Priority
from storage.ledger import due_messages
from storage.ledger.batch import Batch
from storage.ledger.work import Row, UnitOfWork, found
from storage.seal import SealBroken
from storage.tables import chats, messages

_M = messages.c
_BOT_OF_CHAT = sa.select(chats.c.bot).where(chats.c.id == given("of_chat")).scalar_subquery()
_KEYED = sa.select(_M.id).where(_M.key == given("named"))
_GET = sa.select(messages).where(_M.id == given("message"))
_TAKE = sa.select(messages).where(
    _M.id.in_(given("names", expanding=True)), _M.next_at.is_not(None), _M.next_at <= given("now")
)
_ASKING = (
    sa.select(_M.id)
    .where(
        _M.bot == given("bot"),
        # As the index has it: only checks and what follows on them ask somebody.
        _M.priority.in_([Priority.RETRY.value, Priority.FIRST.value]),
        _M.next_at.is_not(None),
        _M.next_at <= given("now"),
        _M.attempt_id.is_not(None),
    )
    .order_by(_M.id)
    .limit(given("limit"))
)
_OVERDUE = (
    sa.select(_M.id)
    .where(
        _M.bot == given("bot"),
        _M.next_at.is_not(None),
        _M.next_at <= given("before"),
        # As the index has it, so that it is used.
        _M.priority.in_([one.value for one in Priority]),
    )
    .order_by(_M.next_at, _M.id)
    .limit(given("limit"))
)
_FENCES = sa.select(_M.id, _M.fence).where(_M.id.in_(given("names", expanding=True)))
_SENT_TO = (
    sa.select(messages).where(_M.chat_id == given("chat"), _M.state == "SENT").order_by(_M.id)
)
_AWAITED = (
    sa.select(messages).where(_M.chat_id == given("chat"), _M.next_at.is_not(None)).order_by(_M.id)
)
_TELLING = sa.select(_M.official).where(sa.text("next_at IS NOT NULL AND official <> ''"))
"""As the index has it; only what tells the rules names an official."""
_PUT_OFF = (
    messages.update()
    .where(_M.id == given("message"), _M.next_at.is_not(None))
    .values(next_at=given("until"))
)
_CHANGED = ("state", "next_at", "tries", "repeated", "attempt_id", "sent_at", "provider_id")
_SAVING = Batch(messages, ("fence",), (*_CHANGED, "priority", "fence"))
_SAVE = _SAVING.one_by_one


class Messages:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def post(self, message: Message) -> bool:
        posted = self._work.one(
            _post(self._work.on_postgresql),
            of_chat=message.chat,
            chat_id=message.chat,
            kind=message.kind,
            letter=self._work.sealed_json(_M.letter, message.letter.as_json()),
            key=message.key,
            official=message.official,
            policy_version=message.policy_version,
            from_day=message.from_day,
            fence=message.fence,
            region=message.region,
            **_changeable(message),
        )
        return posted is not None

    def has(self, key: str) -> bool:
        return self._work.one(_KEYED, named=key) is not None

    def due(self, now: datetime, limit: int, *, after: str = "", bot: str = CHAT) -> Sequence[Due]:
        return due_messages.due(self._work, bot, now, limit, after)

    def asking(self, now: datetime, limit: int, *, bot: str = CHAT) -> Sequence[int]:
        return [row.id for row in self._work.all(_ASKING, bot=bot, now=now, limit=limit)]

    def overdue(self, before: datetime, limit: int, *, bot: str = CHAT) -> Sequence[int]:
        return [row.id for row in self._work.all(_OVERDUE, bot=bot, before=before, limit=limit)]

    def bots(self) -> Sequence[str]:
        return due_messages.bots(self._work)

    def next_due(self, after: datetime | None = None, *, bot: str = CHAT) -> datetime | None:
        return due_messages.next_due(self._work, bot, after)

    def get(self, message: int) -> Message:
        """Raises LookupError."""
        row = self._work.one(self._work.mine(_GET), message=message)
        return self._message(found(row, f"message {message}"))

    def take(self, messages: Collection[int], now: datetime) -> Sequence[Message]:
        taking = self._work.mine(_TAKE.order_by(_M.id), skip_taken=True)
        rows = {row.id: row for row in self._work.in_parts(taking, messages, now=now)}
        return [self._message(rows[one]) for one in messages if one in rows]

    def fences(self, messages: Collection[int]) -> Mapping[int, int]:
        holding = self._work.mine(_FENCES.order_by(_M.id))
        return {row.id: row.fence for row in self._work.in_parts(holding, messages)}

    def save(self, message: Message) -> None:
        """All but what was posted: chat, letter and key stay. Raises LookupError, Overtaken."""
        if self._work.change(_SAVE, **_saved(message, message.fence)) == 1:
            return
        self.get(message.id)
        raise Overtaken(f"message {message.id} was claimed meanwhile")

    def save_all(self, messages: Sequence[Message]) -> None:
        _SAVING.change(self._work, [_saved(one, one.fence) for one in messages])

    def claim_all(self, messages: Sequence[Message]) -> Sequence[Message]:
        _SAVING.change(self._work, [_saved(one, one.fence + 1) for one in messages])
        return [replace(one, fence=one.fence + 1) for one in messages]

    def put_off(self, message: int, until: datetime) -> None:
        self._work.change(_PUT_OFF, message=message, until=until)

    def telling(self) -> set[str]:
        return {row.official for row in self._work.all(_TELLING)}

    def awaited(self, chat: int) -> Sequence[Message]:
        awaited = self._work.mine(_AWAITED)
        return [self._message(row) for row in self._work.all(awaited, chat=chat)]

    def sent_to(self, chat: int) -> Sequence[Message]:
        return [self._message(row) for row in self._work.all(_SENT_TO, chat=chat)]

    def _message(self, row: Row) -> Message:
        letter = self._letter(row)
        return Message(
            id=row.id,
            chat=row.chat_id,
            kind=row.kind,
            letter=letter or Letter(text=""),
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
            fence=row.fence,
            region=row.region,
            damaged=letter is None,
        )

    def _letter(self, row: Row) -> Letter | None:
        """None if it cannot be opened: one broken letter must not hold up all others."""
        try:
            return Letter.from_json(self._work.opened_json(_M.letter, row.letter))
        except (SealBroken, ValueError, LookupError, TypeError):
            return None


@cache
def _post(on_postgresql: bool) -> sa.Executable:
    """With the bot of its chat. It returns a row where the message was new."""
    insert = postgresql.insert if on_postgresql else sqlite.insert
    new = insert(messages).values(bot=_BOT_OF_CHAT).on_conflict_do_nothing()
    return new.returning(sa.literal_column("1"))


def _saved(message: Message, fence: int) -> dict[str, Any]:
    new = {f"new_{name}": value for name, value in _changeable(message).items()}
    return {"of_id": message.id, "of_fence": message.fence, "new_fence": fence, **new}


def _changeable(message: Message) -> dict[str, str | int | bool | datetime | None]:
    return {
        "state": message.state,
        "next_at": message.next_at,
        "tries": message.tries,
        "repeated": message.repeated,
        "attempt_id": message.attempt,
        "sent_at": message.sent_at,
        "provider_id": message.provider_id,
        "priority": message.priority.value,
    }
