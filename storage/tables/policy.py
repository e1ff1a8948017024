"""The policy's rows, and the calendars."""

import sqlalchemy as sa

from storage.tables.kinds import Json, fact, maybe, numbered

policy_rows = numbered(
    "policy_rows",
    fact("region"),
    fact("key"),
    fact("value"),
    fact("valid_from", sa.Date),
    maybe("valid_to", sa.Date),
    sa.UniqueConstraint("region", "key", "valid_from"),
)

calendars = numbered("calendars", fact("days", Json), fact("digest", sa.LargeBinary))
"""One row a calendar as it was set, so that a decision can be checked against the one it knew; the
last one holds."""
