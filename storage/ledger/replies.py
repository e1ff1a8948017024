"""What people answered, and what they were told in a call."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Reply
from inspection.call import Turn
from storage.ledger.work import Row, UnitOfWork
from storage.tables import replies, turns

_R = replies.c
_T = turns.c
_REPLIES = sa.select(replies).where(_R.contact_id == given("contact")).order_by(_R.id)
_TURN = sa.select(_T.said).where(_T.attempt_id == given("attempt"), _T.step == given("step"))
_LAST_TURN = (
    sa.select(_T.said).where(_T.attempt_id == given("attempt")).order_by(_T.id.desc()).limit(1)
)


class Replies:
    _work: UnitOfWork

    def add_reply(self, reply: Reply) -> None:
        self._work.add(
            replies,
            contact_id=reply.contact,
            attempt_id=reply.attempt,
            question=reply.question,
            value=self._work.sealed(_R.value, reply.value),
            raw=self._work.sealed(_R.raw, reply.raw),
            channel=reply.channel,
            at=reply.at,
            late=reply.late,
        )

    def replies(self, contact: int) -> Sequence[Reply]:
        return [self._reply(row) for row in self._work.all(_REPLIES, contact=contact)]

    def turn(self, attempt: int, step: int) -> Turn | None:
        return self._turn(self._work.one(_TURN, attempt=attempt, step=step))

    def add_turn(self, attempt: int, step: int, turn: Turn, at: datetime) -> None:
        said = self._work.sealed_json(_T.said, turn.as_json())
        self._work.add(turns, attempt_id=attempt, step=step, said=said, at=at)

    def last_turn(self, attempt: int) -> Turn | None:
        return self._turn(self._work.one(_LAST_TURN, attempt=attempt))

    def _turn(self, row: Row | None) -> Turn | None:
        if row is None:
            return None
        return Turn.from_json(self._work.opened_json(_T.said, row.said))

    def _reply(self, row: Row) -> Reply:
        return Reply(
            contact=row.contact_id,
            attempt=row.attempt_id,
            question=row.question,
            value=self._work.opened(_R.value, row.value),
            raw=self._work.opened(_R.raw, row.raw),
            channel=row.channel,
            at=row.at,
            late=row.late,
        )
