"""Signs of life of the program, and the times in which there were none."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, metadata, numbered

heartbeats = sa.Table(
    "heartbeats",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    fact("at", Instant),
)

outages = numbered("outages", fact("began_at", Instant), fact("ended_at", Instant), fact("bot"))
"""`bot`: whose people could not be heard; "" where it was everybody."""
