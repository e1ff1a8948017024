"""Recordings at a carrier."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Keyed, Sealed, fact, maybe, numbered, refers

_THERE = sa.text("next_at IS NOT NULL")

recordings = numbered(
    "recordings",
    fact("lane"),
    fact("recording", Sealed),
    fact("recording_key", Keyed),
    refers("media_id", "media", nullable=True),
    fact("noted_at", Instant),
    maybe("next_at", Instant),
    fact("fence", sa.Integer),
    maybe("gone_at", Instant),
    sa.UniqueConstraint("recording_key"),
    sa.Index("ix_recordings_due", "next_at", "id", sqlite_where=_THERE, postgresql_where=_THERE),
)
"""`next_at` is when it is deleted, or a deleter's lease ends; NULL once it is gone. `recording` is
emptied then; the keyed hash stays, so that late news of it changes nothing."""
