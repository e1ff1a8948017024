"""Files that people sent as answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.media import MediaFile, MediaState
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import contacts, inspections, media, media_bytes

_M, _B = media.c, media_bytes.c
_GET = sa.select(media).where(_M.id == given("file"))
_NAMED = sa.select(media).where(_M.name == given("named"))
_SAME_FILE = sa.select(sa.func.min(_M.id)).where(_M.unique_key == given("key"))
_SAME_BYTES = sa.select(sa.func.min(_M.id)).where(
    _M.digest == given("the_digest"), _M.id < given("file")
)
_SAME_BYTES_LATER = (
    media.update()
    .where(
        _M.digest == given("the_digest"),
        _M.id > given("file"),
        sa.or_(_M.before_id.is_(None), _M.before_id > given("file")),
    )
    .values(before_id=given("file"))
)
"""Files come in no order: one that was sent later may be here already."""
_OF_CONTACT = sa.select(media).where(_M.contact_id == given("contact")).order_by(_M.id)
_OF_INSPECTION = (
    sa.select(media)
    .join(contacts, contacts.c.id == _M.contact_id)
    .where(contacts.c.inspection_id == given("inspection"))
    .order_by(_M.id)
)
_LATEST = sa.select(media).order_by(_M.id.desc()).limit(given("limit"))
_LATEST_ASSESSED = (
    sa.select(media)
    .join(contacts, contacts.c.id == _M.contact_id)
    .join(inspections, inspections.c.id == contacts.c.inspection_id)
    .where(inspections.c.assessed_at.is_not(None))
    .order_by(_M.id.desc())
    .limit(given("limit"))
)
_WANTED = sa.and_(_M.next_at.is_not(None), _M.lane.in_(given("lanes", expanding=True)))
_DUE = (
    sa.select(_M.id).where(_WANTED, _M.next_at <= given("now")).order_by(_M.next_at, _M.id).limit(1)
)
_LANE = sa.select(_M.lane).where(_M.id == given("file"))
_NEXT_DUE = sa.select(_M.next_at).where(_WANTED).order_by(_M.next_at).limit(1)
_CLAIM = (
    media.update()
    .where(_M.id == given("file"), _M.next_at.is_not(None), _M.next_at <= given("now"))
    .values(next_at=given("until"), fence=_M.fence + 1)
)
_PUT_OFF = (
    media.update()
    .where(_M.id == given("file"), _M.next_at.is_not(None))
    .values(next_at=given("until"))
)
_CHANGED = (
    "media_type",
    "state",
    "next_at",
    "tries",
    "size",
    "digest",
    "here_at",
    "ended_at",
    "problem",
)
_RECORD = (
    media.update()
    .where(_M.id == given("file"), _M.fence == given("the_fence"), _M.next_at.is_not(None))
    .values({name: given(f"new_{name}") for name in (*_CHANGED, "before_id")})
)
_WANT_AGAIN = (
    media.update()
    .where(_M.id == given("file"))
    .values(
        provider_id=given("new_provider_id"),
        lane=given("new_lane"),
        state=MediaState.WANTED.value,
        next_at=given("at"),
        tries=0,
        # Whoever is fetching it elsewhere at this moment records nothing.
        fence=_M.fence + 1,
        ended_at=None,
        problem="",
    )
)
_CONTENT = sa.select(_B.content).where(_B.media_id == given("file"))
_DROP = media_bytes.delete().where(_B.media_id == given("file"))
_ERASE = (
    media.update()
    .where(_M.id == given("file"), _M.state != MediaState.ERASED.value)
    .values(
        state=MediaState.ERASED.value,
        provider_id=given("emptied"),
        next_at=None,
        ended_at=given("at"),
    )
)
_HERE = sa.text("state = 'HERE'")
"""As the index has it: a value that is given would hide it from the database."""
_OLD_HERE = (
    sa.select(_M.id, _M.wanted_at)
    .where(_HERE, _M.wanted_at < given("before"))
    .order_by(_M.wanted_at, _M.id)
    .limit(given("limit"))
)
_OLD_WANTED = (
    sa.select(_M.id, _M.wanted_at)
    .where(_M.next_at.is_not(None), _M.wanted_at < given("before"))
    .order_by(_M.wanted_at, _M.id)
    .limit(given("limit"))
)


class MediaFiles:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def want(self, file: MediaFile) -> MediaFile:
        known = self._work.one(self._work.mine(_NAMED), named=file.name)
        if known is not None:
            return self._again(self._file(known), file)
        key = self._key(file)
        before = None if key is None else self._work.value(_SAME_FILE, key=key)
        number = self._work.add(
            media,
            contact_id=file.contact,
            attempt_id=file.attempt,
            question=file.question,
            kind=file.kind,
            provider=file.provider,
            lane=file.lane,
            provider_id=self._work.sealed(_M.provider_id, file.provider_id),
            unique_key=key,
            stated_size=file.stated_size,
            name=file.name,
            wanted_at=file.wanted_at,
            fence=file.fence,
            before_id=before,
            **_changeable(file),
        )
        return replace(file, id=number, before=before)

    def get(self, file: int) -> MediaFile:
        row = self._work.one(self._work.mine(_GET), file=file)
        return self._file(found(row, f"file {file}"))

    def of_contact(self, contact: int) -> Sequence[MediaFile]:
        return [self._file(row) for row in self._work.all(_OF_CONTACT, contact=contact)]

    def of_inspection(self, inspection: int) -> Sequence[MediaFile]:
        return [self._file(row) for row in self._work.all(_OF_INSPECTION, inspection=inspection)]

    def latest(self, limit: int, *, assessed_only: bool = False) -> Sequence[MediaFile]:
        statement = _LATEST_ASSESSED if assessed_only else _LATEST
        return [self._file(row) for row in self._work.all(statement, limit=limit)]

    def due(self, now: datetime, lanes: Sequence[str]) -> int | None:
        row = self._work.one(_DUE, now=now, lanes=sorted(lanes))
        return None if row is None else int(row.id)

    def lane_of(self, file: int) -> str:
        return str(found(self._work.one(_LANE, file=file), f"file {file}").lane)

    def next_due(self, lanes: Sequence[str]) -> datetime | None:
        row = self._work.one(_NEXT_DUE, lanes=sorted(lanes))
        return None if row is None else row.next_at

    def claim(self, file: int, now: datetime, until: datetime) -> MediaFile | None:
        changed = self._work.change(_CLAIM, file=file, now=now, until=until)
        return self.get(file) if changed == 1 else None

    def keep(self, file: MediaFile, content: bytes) -> bool:
        before = file.before or self._work.value(_SAME_BYTES, the_digest=file.digest, file=file.id)
        if not self.record(replace(file, before=before)):
            return False
        if before is None:
            self._work.change(_SAME_BYTES_LATER, the_digest=file.digest, file=file.id)
        sealed = self._work.sealed_bytes(_B.content, content)
        self._work.add(media_bytes, media_id=file.id, content=sealed)
        return True

    def record(self, file: MediaFile) -> bool:
        new = {f"new_{name}": value for name, value in _changeable(file).items()}
        new["new_before_id"] = file.before
        return self._work.change(_RECORD, file=file.id, the_fence=file.fence, **new) == 1

    def put_off(self, file: int, until: datetime) -> None:
        self._work.change(_PUT_OFF, file=file, until=until)

    def content(self, file: int) -> bytes:
        row = found(self._work.one(_CONTENT, file=file), f"content of file {file}")
        return self._work.opened_bytes(_B.content, row.content)

    def erase(self, file: int, at: datetime) -> bool:
        self._work.change(_DROP, file=file)
        emptied = self._work.sealed(_M.provider_id, "")
        return self._work.change(_ERASE, file=file, at=at, emptied=emptied) == 1

    def expired(self, before: datetime, limit: int) -> Sequence[int]:
        old = [
            *self._work.all(_OLD_HERE, before=before, limit=limit),
            *self._work.all(_OLD_WANTED, before=before, limit=limit),
        ]
        old.sort(key=lambda row: (row.wanted_at, row.id))
        return [row.id for row in old[:limit]]

    def _again(self, known: MediaFile, file: MediaFile) -> MediaFile:
        # Each bot has names of its own for files, and the one it came to first may be gone.
        moved = known.state is MediaState.WANTED and known.lane != file.lane
        if known.state is not MediaState.LOST and not moved:
            return known
        sealed = self._work.sealed(_M.provider_id, file.provider_id)
        self._work.change(
            _WANT_AGAIN,
            file=known.id,
            at=file.next_at,
            new_provider_id=sealed,
            new_lane=file.lane,
        )
        return self.get(known.id)

    def _key(self, file: MediaFile) -> bytes | None:
        if not file.unique_id:
            return None
        return self._work.seal.lookup("media", f"{file.provider} {file.unique_id}")

    def _file(self, row: Row) -> MediaFile:
        return MediaFile(
            id=row.id,
            contact=row.contact_id,
            attempt=row.attempt_id,
            question=row.question,
            kind=row.kind,
            provider=row.provider,
            lane=row.lane,
            provider_id=self._work.opened(_M.provider_id, row.provider_id),
            stated_size=row.stated_size,
            media_type=row.media_type,
            name=row.name,
            state=MediaState(row.state),
            wanted_at=row.wanted_at,
            next_at=row.next_at,
            tries=row.tries,
            fence=row.fence,
            size=row.size,
            digest=None if row.digest is None else bytes(row.digest),
            here_at=row.here_at,
            ended_at=row.ended_at,
            problem=row.problem,
            before=row.before_id,
        )


def _changeable(file: MediaFile) -> Mapping[str, Any]:
    return {name: getattr(file, name) for name in _CHANGED} | {"state": file.state.value}
