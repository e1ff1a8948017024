"""The key of the keyed hashes, kept where the store's key was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0021_look_up"
down_revision = "0020_holds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seal_checks", sa.Column("look_up", sa.LargeBinary(), nullable=True))
