"""What is to be done is found by an index, however much waits or is over."""

import sqlalchemy as sa
from alembic import op

revision = "0019_waiting"
down_revision = "0018_outages"
branch_labels = None
depends_on = None

_WAITS = "waits IS NOT NULL"
_DELIVERY_WAITS = "next_at IS NOT NULL"
_OVER = sa.text(
    "UPDATE inspections SET waits = 'assess' WHERE assessed_at IS NULL"
    " AND EXISTS (SELECT 1 FROM contacts WHERE inspection_id = inspections.id)"
    " AND NOT EXISTS (SELECT 1 FROM contacts WHERE inspection_id = inspections.id"
    " AND disposition IS NULL)"
)
_ASSESSED = sa.text(
    "UPDATE inspections SET waits = 'summary' WHERE assessed_at IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM summaries WHERE inspection_id = inspections.id)"
)


def upgrade() -> None:
    op.add_column("inspections", sa.Column("waits", sa.Text(), nullable=True))
    op.execute(_OVER)
    op.execute(_ASSESSED)
    op.drop_index("ix_deliveries_waiting", "deliveries")
    _index("ix_inspections_waiting", "inspections", "waits", "id", where=_WAITS)
    _index("ix_deliveries_waiting", "deliveries", "next_at", "id", where=_DELIVERY_WAITS)
    _index("ix_attempts_waiting", "attempts", "lane", "deadline", where="state = 'DUE'")
    _index("ix_messages_under_way", "messages", "chat_id", where="state = 'SENDING'")
    telling = "next_at IS NOT NULL AND official <> ''"
    _index("ix_messages_telling", "messages", "official", where=telling)


def _index(name: str, table: str, *columns: str, where: str) -> None:
    op.create_index(
        name,
        table,
        list(columns),
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
