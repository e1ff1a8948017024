"""Which rules were told for which day and how, and what each version of them says."""

import sqlalchemy as sa
from alembic import op

revision = "0006_told"
down_revision = "0005_policy_changes"
branch_labels = None
depends_on = None

BEGINNING = "1970-01-01"
"""What was told before days were kept holds from the beginning."""


def upgrade() -> None:
    op.add_column(
        "announcements",
        sa.Column("from_day", sa.Date(), nullable=False, server_default=BEGINNING),
    )
    op.add_column(
        "announcements", sa.Column("how", sa.Text(), nullable=False, server_default="sent")
    )
    op.add_column("messages", sa.Column("from_day", sa.Date(), nullable=True))
    op.create_table(
        "policy_documents",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_policy_documents"),
    )
