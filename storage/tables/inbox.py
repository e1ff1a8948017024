"""Raw deliveries, kept before they are acknowledged."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

_WAITING = sa.text("next_at IS NOT NULL")
_DONE = sa.text("done_at IS NOT NULL")

deliveries = numbered(
    "deliveries",
    fact("source"),
    fact("key"),
    fact("body", Sealed),
    fact("received_at", Instant),
    fact("tries", sa.Integer),
    maybe("error", Sealed),
    maybe("done_at", Instant),
    maybe("quarantined_at", Instant),
    fact("strand", sa.BigInteger),
    maybe("next_at", Instant),
    sa.UniqueConstraint("source", "key"),
    sa.Index(
        "ix_deliveries_waiting",
        "next_at",
        "id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    sa.Index(
        "ix_deliveries_strand",
        "strand",
        "id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    sa.Index(
        "ix_deliveries_done",
        "source",
        "received_at",
        sqlite_where=_DONE,
        postgresql_where=_DONE,
    ),
)
"""`strand` is a keyed hash of whose delivery it is (a chat, an attempt): those of one strand are
applied one after the other. `next_at` is when it may be tried; empty once it is done or set aside.
"""
