"""Declared fallbacks of the beacon, and dice."""

import sqlalchemy as sa
from alembic import op

revision = "0007_beacons"
down_revision = "0006_told"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "beacon_fallbacks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("draw", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("declared_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beacon_fallbacks"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dice_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("slot_id", NUMBER, nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("dice", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name="fk_dice_entries_slot_id_slots"),
        sa.PrimaryKeyConstraint("id", name="pk_dice_entries"),
        sa.UniqueConstraint("slot_id", "inspector", name="uq_dice_entries_slot_id_inspector"),
        sqlite_autoincrement=True,
    )
