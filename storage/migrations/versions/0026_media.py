"""Files that people send as answers."""

import sqlalchemy as sa
from alembic import op

revision = "0026_media"
down_revision = "0025_incoming_calls"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
BYTES, TEXT, WHOLE = sa.LargeBinary(), sa.Text(), sa.Integer()
WANTED, HERE = sa.text("next_at IS NOT NULL"), sa.text("state = 'HERE'")


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("contact_id", NUMBER, nullable=False),
        sa.Column("attempt_id", NUMBER, nullable=True),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("provider_id", BYTES, nullable=False),
        sa.Column("unique_key", BYTES, nullable=True),
        sa.Column("stated_size", WHOLE, nullable=True),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("wanted_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("fence", WHOLE, nullable=False),
        sa.Column("size", WHOLE, nullable=True),
        sa.Column("digest", BYTES, nullable=True),
        sa.Column("here_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("problem", TEXT, nullable=False),
        sa.Column("before_id", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_media_contact_id_contacts"
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name="fk_media_attempt_id_attempts"
        ),
        sa.ForeignKeyConstraint(["before_id"], ["media.id"], name="fk_media_before_id_media"),
        sa.UniqueConstraint("name", name="uq_media_name"),
        sqlite_autoincrement=True,
    )
    for column in ("contact_id", "unique_key", "digest"):
        op.create_index(f"ix_media_{column}", "media", [column])
    for name, columns, where in (
        ("ix_media_due", ["next_at", "id"], WANTED),
        ("ix_media_here", ["wanted_at", "id"], HERE),
    ):
        op.create_index(name, "media", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "media_bytes",
        sa.Column("media_id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("content", BYTES, nullable=False),
        sa.PrimaryKeyConstraint("media_id", name="pk_media_bytes"),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_media_bytes_media_id_media"),
    )
