"""Risk shares: teams that are drawn more or less often than their region."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

risk_shares = numbered(
    "risk_shares",
    fact("team"),
    fact("factor_milli", sa.Integer),
    fact("reason", Sealed),
    fact("set_at", Instant),
    fact("set_by"),
    maybe("last_day", sa.Date),
    maybe("ended_at", Instant),
    sa.Index(None, "team"),
)
"""The newest of a team that is not ended holds. Why is in somebody's own words: sealed."""
