"""Visits, their assignments and reports; places where an inspector is never sent."""

import sqlalchemy as sa
from alembic import op

revision = "0010_visits"
down_revision = "0009_told_before"
branch_labels = None
depends_on = None

TEXT = sa.Text()
BYTES = sa.LargeBinary()
WHOLE = sa.Integer()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("inspectors", sa.Column("kin", TEXT, nullable=False, server_default="[]"))
    _visits()
    _assignments()
    op.create_table(
        "visit_notes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("assignment_id", NUMBER, nullable=False),
        sa.Column("words", BYTES, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visit_notes"),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name="fk_visit_notes_assignment_id_assignments"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_notes_assignment_id", "visit_notes", ["assignment_id"])


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("pick_id", NUMBER, nullable=False),
        sa.Column("places", WHOLE, nullable=False),
        sa.Column("policy_version", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("tell_at", INSTANT, nullable=False),
        sa.Column("tell_until", INSTANT, nullable=False),
        sa.Column("report_by", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("unvisited", TEXT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name="fk_visits_pick_id_picks"),
        sa.UniqueConstraint("pick_id", name="uq_visits_pick_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visits_closed_at", "visits", ["closed_at"])
    waits = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_visits_due", "visits", ["next_at", "id"], sqlite_where=waits, postgresql_where=waits
    )


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("visit_id", NUMBER, nullable=False),
        sa.Column("inspector", TEXT, nullable=False),
        sa.Column("rank", WHOLE, nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("words", BYTES, nullable=False),
        sa.Column("asking", TEXT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.Column("answer_by", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_assignments_visit_id_visits"),
        sa.UniqueConstraint("visit_id", "rank", name="uq_assignments_visit_id_rank"),
        sa.UniqueConstraint("token", name="uq_assignments_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assignments_inspector_told_at", "assignments", ["inspector", "told_at"])
