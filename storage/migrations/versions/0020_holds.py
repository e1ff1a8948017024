"""Nothing is drawn or sent after a restore until an operator says so."""

import sqlalchemy as sa
from alembic import op

revision = "0020_holds"
down_revision = "0019_waiting"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "holds",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("lost_from", INSTANT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_why", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
        sqlite_autoincrement=True,
    )
