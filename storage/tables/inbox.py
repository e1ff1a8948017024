"""Raw deliveries, kept before they are acknowledged."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

_WAITING = sa.text("done_at IS NULL AND quarantined_at IS NULL")

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
    sa.UniqueConstraint("source", "key"),
    sa.Index("ix_deliveries_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
)
