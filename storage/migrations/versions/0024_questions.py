"""Contacts name the revision of the form that they are asked; which one that is can be chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0024_questions"
down_revision = "0023_opt_outs"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("revision", sa.Text(), nullable=False, server_default=""))
    first_light = sa.text("revision = ''")
    op.create_index(
        "ix_contacts_first_light",
        "contacts",
        ["id"],
        sqlite_where=first_light,
        postgresql_where=first_light,
    )
    op.create_table(
        "form_uses",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_uses"),
        sqlite_autoincrement=True,
    )
