"""Texts have a priority, and a region by which turns are taken."""

import sqlalchemy as sa
from alembic import op

revision = "0030_turns_of_texts"
down_revision = "0029_form_media"
branch_labels = None
depends_on = None

WAITS = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    # As invitations have them: what a process of the former program still writes is one.
    for name, kind, usual in (("priority", sa.Integer(), "3"), ("region", sa.Text(), "")):
        op.add_column("texts", sa.Column(name, kind, nullable=False, server_default=usual))
    op.execute("UPDATE texts SET priority = 2 WHERE purpose = 'check'")
    op.execute("UPDATE texts SET priority = 0 WHERE purpose NOT IN ('check', 'invitation')")
    op.drop_index("ix_texts_due", "texts")
    for name, columns in (
        ("ix_texts_due", ["priority", "next_at", "id"]),
        ("ix_texts_by_turns", ["priority", "region", "next_at", "id"]),
    ):
        op.create_index(name, "texts", columns, sqlite_where=WAITS, postgresql_where=WAITS)
