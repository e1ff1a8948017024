"""An outage may be that of one bot, of which nothing came in."""

import sqlalchemy as sa
from alembic import op

revision = "0032_outage_of_a_bot"
down_revision = "0031_recordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Those that are there were everybody's.
    op.add_column("outages", sa.Column("bot", sa.Text(), nullable=False, server_default=""))
