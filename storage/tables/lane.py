"""Lanes: their state, what was spent on each, and the requests that it was spent on."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Sealed, fact, maybe, metadata, numbered

_OPEN = sa.text("settled_at IS NULL")

lanes = sa.Table(
    "lanes",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    fact("state", Json),
    fact("changed_at", Instant),
    maybe("reason", Sealed),
)
"""`reason`: of an operator who stopped or resumed it, in their own words, which may name somebody:
sealed."""
lane_spending = sa.Table(
    "lane_spending",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    fact("requests", sa.BigInteger),
    fact("money", sa.BigInteger),
)
"""`period`: a minute, day or month of the office's zone, such as 2026-03-02T09:15, 2026-03-02 or
2026-03; `money` in ten-thousandths of the lane's currency."""
lane_requests = numbered(
    "lane_requests",
    fact("lane"),
    fact("channel"),
    fact("token"),
    fact("minute"),
    fact("cost", sa.BigInteger),
    fact("per_minute", sa.BigInteger),
    fact("made_at", Instant),
    maybe("settled_at", Instant),
    sa.Index(None, "token"),
    sa.Index(
        "ix_lane_requests_open",
        "lane",
        "channel",
        "made_at",
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)
"""`cost` is what it may cost at most, until it is settled at what it did; of it `per_minute` is for
each minute of a call."""
