"""Why an operator stopped or resumed a lane."""

import sqlalchemy as sa
from alembic import op

revision = "0017_lane_reasons"
down_revision = "0016_queued_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lanes", sa.Column("reason", sa.LargeBinary(), nullable=True))
