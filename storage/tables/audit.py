"""The hash-chained log of what was done, by whom, about what."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, metadata

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    fact("at", Instant),
    fact("actor"),
    fact("act"),
    fact("about"),
    fact("hash", sa.LargeBinary),
)
