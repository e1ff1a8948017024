"""Absences, and why somebody was passed over or not begun."""

import sqlalchemy as sa
from alembic import op

revision = "0008_frame"
down_revision = "0007_beacons"
branch_labels = None
depends_on = None

TEXT = sa.Text()
BYTES = sa.LargeBinary()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("official", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("hours", TEXT, nullable=False),
        sa.Column("note", BYTES, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", TEXT, nullable=False),
        sa.Column("logged", sa.BigInteger(), nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.Column("cancelled_by", TEXT, nullable=True),
        sa.Column("cancelled", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absences_official", "absences", ["official"])
    op.create_index("ix_absences_last_day", "absences", ["last_day"])
    op.add_column("picks", sa.Column("passed", TEXT, nullable=True))
    op.add_column("contacts", sa.Column("why", TEXT, nullable=True))
