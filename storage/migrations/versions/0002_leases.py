"""Leases for work that one process does at a time; inspections that had no telephone say so."""

import sqlalchemy as sa
from alembic import op

revision = "0002_leases"
down_revision = "0001_first_light"
branch_labels = None
depends_on = None

TEXT = sa.Text()
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.add_column("inspections", sa.Column("lacking", TEXT, nullable=True))
