"""Recordings and pictures that forms name."""

import sqlalchemy as sa
from alembic import op

revision = "0029_form_media"
down_revision = "0028_bots"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
BYTES, TEXT = sa.LargeBinary(), sa.Text()


def upgrade() -> None:
    op.create_table(
        "form_files",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("ending", TEXT, nullable=False),
        sa.Column("content", BYTES, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_files"),
        sa.UniqueConstraint("digest", name="uq_form_files_digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "form_media",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("revision", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("file_id", NUMBER, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_media"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["form_files.id"], name="fk_form_media_file_id_form_files"
        ),
        sa.UniqueConstraint("revision", "name", name="uq_form_media_revision_name"),
        sqlite_autoincrement=True,
    )
