"""Absences of officials that somebody put on file."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

absences = numbered(
    "absences",
    fact("official"),
    fact("kind"),
    fact("first_day", sa.Date),
    fact("last_day", sa.Date),
    fact("hours"),
    fact("note", Sealed),
    fact("recorded_at", Instant),
    fact("recorded_by"),
    fact("logged", sa.BigInteger),
    maybe("cancelled_at", Instant),
    maybe("cancelled_by"),
    maybe("cancelled", sa.BigInteger),
    sa.Index(None, "official"),
    sa.Index(None, "last_day"),
)
"""`logged` and `cancelled` are numbers of entries of the log: its order says what was known first.
A note is in somebody's own words, and may tell of an illness: sealed."""
