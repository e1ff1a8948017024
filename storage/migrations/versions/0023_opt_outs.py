"""People who write to us: numbers that asked to be left alone, and answers to what was written."""

import sqlalchemy as sa
from alembic import op

revision = "0023_opt_outs"
down_revision = "0022_turns"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
BYTES, TEXT = sa.LargeBinary(), sa.Text()
WAITS, ANSWERS, HOLDS = (
    sa.text(condition)
    for condition in ("next_at IS NOT NULL", "line IS NOT NULL", "ended_at IS NULL")
)


def upgrade() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("line", BYTES, nullable=False),
        sa.Column("number", BYTES, nullable=False),
        sa.Column("how", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_how", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_opt_outs"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_opt_outs_line",
        "opt_outs",
        ["line"],
        unique=True,
        sqlite_where=HOLDS,
        postgresql_where=HOLDS,
    )
    _texts()


def _texts() -> None:
    """SQLite makes the table anew, since a column of it may be empty from now on."""
    op.drop_index("ix_texts_due", "texts")
    op.drop_index("ix_texts_invite_id", "texts")
    with op.batch_alter_table("texts", table_kwargs={"sqlite_autoincrement": True}) as texts:
        texts.alter_column("invite_id", existing_type=NUMBER, nullable=True)
        texts.alter_column("address_id", existing_type=NUMBER, nullable=True)
        texts.add_column(sa.Column("purpose", TEXT, nullable=False, server_default="invitation"))
        texts.add_column(sa.Column("from_lane", TEXT, nullable=False, server_default=""))
        texts.add_column(sa.Column("number", BYTES, nullable=True))
        texts.add_column(sa.Column("line", BYTES, nullable=True))
    op.create_index("ix_texts_invite_id", "texts", ["invite_id"])
    for name, columns, where in (
        ("ix_texts_due", ["next_at", "id"], WAITS),
        ("ix_texts_answers", ["made_at"], ANSWERS),
    ):
        op.create_index(name, "texts", columns, sqlite_where=where, postgresql_where=where)
