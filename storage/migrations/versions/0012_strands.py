"""Deliveries in strands, with a time for the next try."""

import sqlalchemy as sa
from alembic import op

revision = "0012_strands"
down_revision = "0011_risk"
branch_labels = None
depends_on = None

INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
_WAITING = sa.text("next_at IS NOT NULL")
_DONE = sa.text("done_at IS NOT NULL")
_WAITED = "done_at IS NULL AND quarantined_at IS NULL"


def upgrade() -> None:
    # What waits already is one strand, in the order in which it came: whose each is stands sealed
    # in its body.
    op.add_column(
        "deliveries", sa.Column("strand", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("deliveries", sa.Column("next_at", INSTANT, nullable=True))
    op.execute(f"UPDATE deliveries SET next_at = received_at WHERE {_WAITED}")  # noqa: S608
    op.drop_index("ix_deliveries_waiting", "deliveries")
    _index("ix_deliveries_waiting", ["id"], _WAITING)
    _index("ix_deliveries_strand", ["strand", "id"], _WAITING)
    _index("ix_deliveries_done", ["source", "received_at"], _DONE)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "deliveries", columns, sqlite_where=where, postgresql_where=where)
