"""Recordings that lie at a carrier."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.recording import Recording
from storage.ledger.work import UnitOfWork, found
from storage.tables import media, recordings

_R = recordings.c
_GET = sa.select(recordings).where(_R.id == given("number"))
_LANE = sa.select(_R.lane).where(_R.id == given("number"))
_FILED = (
    recordings.update()
    .where(_R.recording_key == given("key"), _R.media_id.is_(None), _R.next_at.is_not(None))
    .values(media_id=given("file"), next_at=given("due"))
)
_FETCHED = sa.or_(
    _R.media_id.is_(None),
    _R.media_id.in_(sa.select(media.c.id).where(media.c.next_at.is_(None))),
)
_THERE = sa.and_(_R.next_at.is_not(None), _R.lane.in_(given("lanes", expanding=True)), _FETCHED)
_DUE = (
    sa.select(_R.id).where(_THERE, _R.next_at <= given("now")).order_by(_R.next_at, _R.id).limit(1)
)
_NEXT_DUE = sa.select(_R.next_at).where(_THERE).order_by(_R.next_at).limit(1)
_CLAIM = (
    recordings.update()
    .where(_R.id == given("number"), _R.next_at.is_not(None), _R.next_at <= given("now"))
    .values(next_at=given("until"), fence=_R.fence + 1)
)
_GONE = (
    recordings.update()
    .where(_R.id == given("number"))
    .values(next_at=None, gone_at=given("at"), recording=given("emptied"))
)
_PUT_OFF = (
    recordings.update()
    .where(_R.id == given("number"), _R.next_at.is_not(None))
    .values(next_at=given("until"))
)
_LEFT = sa.select(sa.func.count()).where(_R.next_at.is_not(None), _R.noted_at < given("before"))


class Recordings:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def note(
        self, lane: str, recording: str, at: datetime, *, file: int | None, due: datetime
    ) -> None:
        key = self._work.seal.lookup("recording", recording)
        new = self._work.add_once(
            recordings,
            lane=lane,
            recording=self._work.sealed(_R.recording, recording),
            recording_key=key,
            media_id=file,
            noted_at=at,
            next_at=due,
            fence=0,
        )
        if not new and file is not None:
            self._work.change(_FILED, key=key, file=file, due=due)

    def due(self, now: datetime, lanes: Sequence[str]) -> int | None:
        row = self._work.one(_DUE, now=now, lanes=sorted(lanes))
        return None if row is None else int(row.id)

    def next_due(self, lanes: Sequence[str]) -> datetime | None:
        row = self._work.one(_NEXT_DUE, lanes=sorted(lanes))
        return None if row is None else row.next_at

    def lane_of(self, recording: int) -> str:
        return str(found(self._work.one(_LANE, number=recording), f"recording {recording}").lane)

    def claim(self, recording: int, now: datetime, until: datetime) -> Recording | None:
        if self._work.change(_CLAIM, number=recording, now=now, until=until) != 1:
            return None
        row = found(self._work.one(_GET, number=recording), f"recording {recording}")
        return Recording(
            id=row.id,
            lane=row.lane,
            recording=self._work.opened(_R.recording, row.recording),
            noted_at=row.noted_at,
            fence=row.fence,
        )

    def gone(self, recording: Recording, at: datetime) -> None:
        emptied = self._work.sealed(_R.recording, "")
        self._work.change(_GONE, number=recording.id, at=at, emptied=emptied)

    def put_off(self, recording: int, until: datetime) -> None:
        self._work.change(_PUT_OFF, number=recording, until=until)

    def left(self, before: datetime) -> int:
        return int(self._work.value(_LEFT, before=before))
