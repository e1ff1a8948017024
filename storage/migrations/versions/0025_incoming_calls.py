"""Calls that people make to us."""

import sqlalchemy as sa
from alembic import op

revision = "0025_incoming_calls"
down_revision = "0024_questions"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
BYTES, TEXT, WHOLE = sa.LargeBinary(), sa.Text(), sa.Integer()
WISHED, GOES_ON = sa.text("wished_at IS NOT NULL"), sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "incoming_calls",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("provider_id", TEXT, nullable=False),
        sa.Column("line", BYTES, nullable=True),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("wished_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_calls"),
        sa.UniqueConstraint("provider_id", name="uq_incoming_calls_provider_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_incoming_calls_began_at", "incoming_calls", ["began_at"])
    for name, where in (
        ("ix_incoming_calls_wished", WISHED),
        ("ix_incoming_calls_live", GOES_ON),
    ):
        op.create_index(
            name, "incoming_calls", ["line"], sqlite_where=where, postgresql_where=where
        )
    op.create_table(
        "incoming_turns",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("call_id", NUMBER, nullable=False),
        sa.Column("step", WHOLE, nullable=False),
        sa.Column("said", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_turns"),
        sa.ForeignKeyConstraint(
            ["call_id"], ["incoming_calls.id"], name="fk_incoming_turns_call_id_incoming_calls"
        ),
        sa.UniqueConstraint("call_id", "step", name="uq_incoming_turns_call_id_step"),
        sqlite_autoincrement=True,
    )
