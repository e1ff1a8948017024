"""What of ours a contact was closed for, and from when to when it was down."""

import sqlalchemy as sa
from alembic import op

revision = "0027_outage_of_contact"
down_revision = "0026_media"
branch_labels = None
depends_on = None

INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("outage", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("outage_began", INSTANT, nullable=True))
    op.add_column("contacts", sa.Column("outage_ended", INSTANT, nullable=True))
