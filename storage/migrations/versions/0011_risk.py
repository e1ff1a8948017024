"""Risk shares of teams."""

import sqlalchemy as sa
from alembic import op

revision = "0011_risk"
down_revision = "0010_visits"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "risk_shares",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("factor_milli", sa.Integer(), nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_why", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_risk_shares"),
        sqlite_autoincrement=True,
    )
