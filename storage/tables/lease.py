"""Leases: work that only one process may do at a time, and who does it until when."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, metadata

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    fact("holder"),
    fact("until", Instant),
    fact("fence", sa.BigInteger),
)
"""`fence` grows by one whenever the holder changes, so that who was overtaken can be told."""
