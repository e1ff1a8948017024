"""Inspections, what was found in them, and what inspectors are told of them."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Sealed, fact, maybe, numbered, refers

_WAITS = sa.text("waits IS NOT NULL")

inspections = numbered(
    "inspections",
    refers("pick_id", "picks"),
    fact("asked_days", Json),
    fact("policy_version"),
    fact("opened_at", Instant),
    maybe("assessed_at", Instant),
    maybe("lacking"),
    maybe("waits"),
    sa.UniqueConstraint("pick_id"),
    sa.Index(None, "assessed_at"),
    sa.Index("ix_inspections_waiting", "waits", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
)
"""`lacking` is the lane that was not there when the inspection was opened: `telephone`, or none.
`waits`: `assess` once its last contact is closed, `summary` once it is assessed, then nothing: what
is to be done is found without looking at all that is open or over."""

findings = numbered(
    "findings",
    refers("inspection_id", "inspections"),
    fact("kind"),
    fact("severity"),
    fact("why", Sealed),
    fact("evidence", Sealed),
    fact("found_at", Instant),
    sa.Index(None, "inspection_id"),
)

summaries = numbered(
    "summaries",
    refers("inspection_id", "inspections"),
    fact("inspector"),
    fact("text", Sealed),
    fact("made_at", Instant),
    sa.UniqueConstraint("inspection_id", "inspector"),
)

digests = numbered(
    "digests",
    fact("inspector"),
    fact("day", sa.Date),
    fact("text", Sealed),
    fact("made_at", Instant),
    sa.UniqueConstraint("inspector", "day"),
)
