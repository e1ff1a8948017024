"""Pauses of regions."""

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

pauses = numbered(
    "pauses",
    fact("region"),
    fact("reason", Sealed),
    fact("began_at", Instant),
    maybe("until", Instant),
    maybe("ended_at", Instant),
    fact("ended_why", Sealed),
)
"""Why a region is paused is in an operator's own words, which may name somebody: sealed."""
