"""Revisions of forms."""

import sqlalchemy as sa
from alembic import op

revision = "0015_forms"
down_revision = "0014_post"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "form_revisions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("workbook", sa.Text(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_revisions"),
        sa.UniqueConstraint("revision", name="uq_form_revisions_revision"),
        sqlite_autoincrement=True,
    )
