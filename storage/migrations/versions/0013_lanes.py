"""Lanes: their state, what was spent on each, and the requests that it was spent on."""

import sqlalchemy as sa
from alembic import op

revision = "0013_lanes"
down_revision = "0012_strands"
branch_labels = None
depends_on = None

TEXT = sa.Text()
BIG = sa.BigInteger()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "lanes",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lanes"),
    )
    op.create_table(
        "lane_spending",
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("requests", BIG, nullable=False),
        sa.Column("money", BIG, nullable=False),
        sa.PrimaryKeyConstraint("lane", "period", name="pk_lane_spending"),
    )
    op.create_table(
        "lane_requests",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("minute", TEXT, nullable=False),
        sa.Column("cost", BIG, nullable=False),
        sa.Column("per_minute", BIG, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_lane_requests"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lane_requests_token", "lane_requests", ["token"])
    unsettled = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_lane_requests_open",
        "lane_requests",
        ["lane", "channel", "made_at"],
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
