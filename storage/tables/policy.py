"""The policy's rows, who changed them and why, and the calendars."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Sealed, fact, maybe, metadata, numbered

policy_rows = numbered(
    "policy_rows",
    fact("region"),
    fact("key"),
    fact("value"),
    fact("valid_from", sa.Date),
    maybe("valid_to", sa.Date),
    sa.UniqueConstraint("region", "key", "valid_from"),
)

policy_changes = numbered(
    "policy_changes",
    fact("at", Instant),
    fact("by"),
    fact("reason", Sealed),
    fact("region"),
    fact("key"),
    fact("value"),
    fact("valid_from", sa.Date),
    maybe("valid_to", sa.Date),
)
"""Every row as it was put in force. The reason is in somebody's own words: sealed."""

calendars = numbered(
    "calendars", fact("region"), fact("days", Json), fact("digest", sa.LargeBinary)
)
"""One row a calendar as it was set, so that a decision can be checked against the one it knew; the
last one of its region holds. Region "": the whole one; of others, the days that differ."""

policy_documents = sa.Table(
    "policy_documents",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    fact("document", Json),
)
"""What a version of the policy that somebody was told says, by key."""
