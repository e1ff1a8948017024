"""Calls that people make to us, and what was said in them."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Keyed, fact, maybe, numbered, refers

_WISHED = sa.text("wished_at IS NOT NULL")
_GOES_ON = sa.text("ended_at IS NULL")

incoming_calls = numbered(
    "incoming_calls",
    fact("provider_id"),
    maybe("line", Keyed),
    fact("began_at", Instant),
    fact("last_at", Instant),
    maybe("wished_at", Instant),
    maybe("ended_at", Instant),
    sa.UniqueConstraint("provider_id"),
    sa.Index(None, "began_at"),
    sa.Index("ix_incoming_calls_wished", "line", sqlite_where=_WISHED, postgresql_where=_WISHED),
    sa.Index("ix_incoming_calls_live", "line", sqlite_where=_GOES_ON, postgresql_where=_GOES_ON),
)
"""`line` is the keyed hash of the caller's number, as in the register; empty where it is not shown.
`wished_at`: when the caller asked to be called."""

incoming_turns = numbered(
    "incoming_turns",
    refers("call_id", "incoming_calls"),
    fact("step", sa.Integer),
    fact("said", Json),
    fact("at", Instant),
    sa.UniqueConstraint("call_id", "step"),
)
"""Nothing in what is said to a caller is anybody's: it is the same for all."""
