"""Visits, the inspectors who are asked to make them, and what these write of them."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered, refers

_AWAITED = sa.text("next_at IS NOT NULL")

visits = numbered(
    "visits",
    refers("pick_id", "picks"),
    fact("places", sa.Integer),
    fact("policy_version"),
    fact("opened_at", Instant),
    fact("tell_at", Instant),
    fact("tell_until", Instant),
    fact("report_by", Instant),
    maybe("next_at", Instant),
    maybe("outcome"),
    maybe("unvisited"),
    maybe("closed_at", Instant),
    sa.UniqueConstraint("pick_id"),
    sa.Index(None, "closed_at"),
    sa.Index("ix_visits_due", "next_at", "id", sqlite_where=_AWAITED, postgresql_where=_AWAITED),
)

assignments = numbered(
    "assignments",
    refers("visit_id", "visits"),
    fact("inspector"),
    fact("rank", sa.Integer),
    fact("token"),
    fact("state"),
    maybe("why"),
    fact("words", Sealed),
    fact("asking"),
    fact("told_at", Instant),
    fact("answer_by", Instant),
    maybe("answered_at", Instant),
    maybe("ended_at", Instant),
    sa.UniqueConstraint("visit_id", "rank"),
    sa.UniqueConstraint("token"),
    sa.Index(None, "inspector", "told_at"),
)

visit_notes = numbered(
    "visit_notes",
    refers("assignment_id", "assignments"),
    fact("words", Sealed),
    fact("at", Instant),
    sa.Index(None, "assignment_id"),
)
