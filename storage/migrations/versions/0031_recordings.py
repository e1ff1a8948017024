"""Recordings at a carrier, to be deleted there."""

import sqlalchemy as sa
from alembic import op

revision = "0031_recordings"
down_revision = "0030_turns_of_texts"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
BYTES, TEXT, WHOLE = sa.LargeBinary(), sa.Text(), sa.Integer()
THERE = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("recording", BYTES, nullable=False),
        sa.Column("recording_key", BYTES, nullable=False),
        sa.Column("media_id", NUMBER, nullable=True),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("fence", WHOLE, nullable=False),
        sa.Column("gone_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_recordings"),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_recordings_media_id_media"),
        sa.UniqueConstraint("recording_key", name="uq_recordings_recording_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_recordings_due",
        "recordings",
        ["next_at", "id"],
        sqlite_where=THERE,
        postgresql_where=THERE,
    )
