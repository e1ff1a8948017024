"""Declared fallbacks of the beacon, and the dice that were entered."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, numbered, refers

beacon_fallbacks = numbered(
    "beacon_fallbacks",
    fact("draw"),
    fact("kind"),
    fact("first_at", Instant),
    fact("last_at", Instant),
    fact("reason", Sealed),
    fact("declared_by"),
    fact("declared_at", Instant),
)
"""The reason is in somebody's own words, which may name somebody: sealed."""

dice_entries = numbered(
    "dice_entries",
    refers("slot_id", "slots"),
    fact("inspector"),
    fact("dice", Sealed),
    fact("entered_at", Instant),
    sa.UniqueConstraint("slot_id", "inspector"),
)
