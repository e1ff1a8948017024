"""Risk shares of teams."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

risk_shares = numbered(
    "risk_shares",
    fact("team"),
    fact("factor_milli", sa.Integer),
    fact("set_at", Instant),
    maybe("last_day", sa.Date),
    fact("reason", Sealed),
    maybe("ended_at", Instant),
    fact("ended_why", Sealed),
)
"""Why a team has one is in an operator's own words, which may name somebody: sealed."""
