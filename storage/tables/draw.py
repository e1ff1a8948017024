"""Slots with their frames, and what was picked in them."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Sealed, fact, maybe, metadata, numbered, refers

slots = numbered(
    "slots",
    fact("draw"),
    fact("label"),
    fact("opens_at", Instant),
    fact("closes_at", Instant),
    fact("k", sa.Integer),
    fact("state"),
    fact("root", sa.LargeBinary),
    fact("policy_hash", sa.LargeBinary),
    fact("policy", sa.LargeBinary),
    fact("inside_commitment", sa.LargeBinary),
    fact("inside_secret", Sealed),
    fact("log_head", sa.LargeBinary),
    fact("log_index", sa.BigInteger),
    fact("reason"),
    fact("degraded"),
    fact("beacon_source"),
    maybe("codes", Sealed),
    maybe("beacon", Sealed),
    sa.UniqueConstraint("draw", "label"),
    sa.Index(None, "draw", "state"),
    sa.Index(None, "draw", "opens_at"),
)

frames = sa.Table(
    "frames",
    metadata,
    sa.Column("slot_id", sa.ForeignKey("slots.id"), primary_key=True, autoincrement=False),
    fact("packed", sa.LargeBinary),
)
"""Apart from the slots, so that looking at a slot does not load its frame."""

picks = numbered(
    "picks",
    refers("slot_id", "slots"),
    fact("unit"),
    fact("village", sa.String(12)),
    fact("pi_ppb", sa.BigInteger),
    fact("ticket", sa.LargeBinary),
    fact("picked_for", Instant),
    fact("respondents", Json),
    fact("households", Json),
    fact("inspectors", Json),
    fact("inside_key", Sealed),
    maybe("passed", Json),
    sa.UniqueConstraint("slot_id", "unit"),
    sa.Index(None, "picked_for"),
)
"""`passed`: who was passed over, by kind and place in the drawn order, and why."""
