"""Linking: roles, relinked accounts, invitations by text message, incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0004_linking"
down_revision = "0003_pauses"
branch_labels = None
depends_on = None

TEXT = sa.Text()
BYTES = sa.LargeBinary()
FLAG = sa.Boolean()
WHOLE = sa.Integer()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    role = sa.Column("role", TEXT, nullable=False, server_default="inspector")
    op.add_column("inspectors", role)
    op.add_column("chats", _counter("wrong_codes"))
    op.add_column("invites", sa.Column("made_at", INSTANT, nullable=True))
    op.add_column("invites", _counter("late_tries"))
    op.create_index("ix_invites_lookup", "invites", ["lookup"])
    _relinks()
    _texts()
    _incidents()


def _relinks() -> None:
    op.create_table(
        "relinks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("voucher", TEXT, nullable=False),
        sa.Column("reason", BYTES, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relinks"),
        sqlite_autoincrement=True,
    )


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("invite_id", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("address_id", NUMBER, nullable=False),
        sa.Column("body", BYTES, nullable=False),
        sa.Column("segments", WHOLE, nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("repeated", FLAG, nullable=False),
        sa.Column("provider_id", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name="fk_texts_invite_id_invites"),
        sa.ForeignKeyConstraint(
            ["address_id"], ["addresses.id"], name="fk_texts_address_id_addresses"
        ),
        sa.UniqueConstraint("token", name="uq_texts_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_texts_invite_id", "texts", ["invite_id"])
    waits = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_texts_due", "texts", ["next_at", "id"], sqlite_where=waits, postgresql_where=waits
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("times", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_incidents_kind_about", "incidents", ["kind", "about"])


def _counter(name: str) -> sa.Column[int]:
    return sa.Column(name, WHOLE, nullable=False, server_default="0")
