"""Text messages that are to be sent, are under way, or arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Text
from inspection.lane.order import Due, Priority
from storage.ledger import due_texts
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import texts

_T = texts.c
_GET = sa.select(texts).where(_T.id == given("text"))
_BY_TOKEN = sa.select(texts).where(_T.token == given("token"))
_BOUND = sa.select(texts).where(_T.provider_id == given("provider_id"), _T.provider_id != "")
_NEWEST = sa.select(sa.func.max(_T.id)).where(_T.invite_id.is_not(None)).group_by(_T.invite_id)
_ANSWERS = (
    sa.select(sa.func.count())
    .select_from(texts)
    .where(_T.line.is_not(None), _T.made_at > given("since"), _T.purpose.in_(("answer", "word")))
)
_ANSWERS_TO = _ANSWERS.where(_T.line == given("to_line"))
_LATEST = sa.select(texts).where(_T.id.in_(_NEWEST))
_CHANGED = ("body", "state", "next_at", "tries", "repeated", "provider_id", "why", "sent_at")
_SAVE = (
    texts.update()
    .where(_T.id == given("text"))
    .values({name: given(f"new_{name}") for name in (*_CHANGED, "ended_at")})
)
_PUT_OFF = (
    texts.update()
    .where(_T.state == "DUE", _T.next_at.is_not(None), _T.next_at < given("until"))
    .values(next_at=given("until"))
)


class Texts:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, text: Text) -> Text:
        number = self._work.add(
            texts,
            purpose=text.purpose,
            invite_id=text.invite,
            kind=text.kind,
            person=text.person,
            address_id=text.address,
            number=self._work.sealed(_T.number, text.number) if text.number else None,
            line=self._line(text.number) if text.number else None,
            from_lane=text.from_lane,
            segments=text.segments,
            token=text.token,
            made_at=text.made_at,
            priority=text.priority.value,
            region=text.region,
            **self._changeable(text),
        )
        return replace(text, id=number)

    def due(self, now: datetime, limit: int, *, after: str = "") -> Sequence[Due[int]]:
        return due_texts.due(self._work, now, limit, after)

    def next_due(self) -> datetime | None:
        return due_texts.next_due(self._work)

    def get(self, text: int) -> Text:
        """Raises LookupError."""
        row = self._work.one(self._work.mine(_GET), text=text)
        return self._text(found(row, f"text {text}"))

    def by_token(self, token: str) -> Text | None:
        row = self._work.one(self._work.mine(_BY_TOKEN), token=token)
        return None if row is None else self._text(row)

    def bound_to(self, provider_id: str) -> Text | None:
        row = self._work.one(_BOUND, provider_id=provider_id)
        return None if row is None else self._text(row)

    def save(self, text: Text) -> None:
        """Raises LookupError."""
        new = {f"new_{name}": value for name, value in self._changeable(text).items()}
        if self._work.change(_SAVE, text=text.id, **new) != 1:
            raise LookupError(f"the store has no text {text.id}")

    def put_off(self, until: datetime) -> None:
        self._work.change(_PUT_OFF, until=until)

    def latest(self) -> Mapping[int, Text]:
        return {row.invite_id: _plain(row, body="", number="") for row in self._work.all(_LATEST)}

    def answers_since(self, since: datetime, number: str = "") -> int:
        if not number:
            return int(self._work.value(_ANSWERS, since=since))
        return int(self._work.value(_ANSWERS_TO, since=since, to_line=self._line(number)))

    def _line(self, number: str) -> bytes:
        return self._work.seal.lookup("number", number)

    def _changeable(self, text: Text) -> dict[str, Any]:
        return {
            "body": self._work.sealed(_T.body, text.body),
            "state": text.state,
            "next_at": text.next_at,
            "tries": text.tries,
            "repeated": text.repeated,
            "provider_id": text.provider_id,
            "why": text.why,
            "sent_at": text.sent_at,
            "ended_at": text.ended_at,
        }

    def _text(self, row: Row) -> Text:
        number = "" if row.number is None else self._work.opened(_T.number, row.number)
        return _plain(row, body=self._work.opened(_T.body, row.body), number=number)


def _plain(row: Row, *, body: str, number: str) -> Text:
    return Text(
        id=row.id,
        purpose=row.purpose,
        invite=row.invite_id,
        kind=row.kind,
        person=row.person,
        address=row.address_id,
        number=number,
        from_lane=row.from_lane,
        body=body,
        segments=row.segments,
        token=row.token,
        state=row.state,
        made_at=row.made_at,
        next_at=row.next_at,
        tries=row.tries,
        repeated=row.repeated,
        provider_id=row.provider_id,
        why=row.why,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        priority=Priority(row.priority),
        region=row.region,
    )
