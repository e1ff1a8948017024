"""Times in which nothing is drawn or sent, since the store was restored from a copy."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered

holds = numbered(
    "holds",
    fact("lost_from", Instant),
    fact("since", Instant),
    fact("reason", Sealed),
    fact("message", sa.BigInteger),
    fact("text", sa.BigInteger),
    maybe("ended_at", Instant),
    fact("ended_why", Sealed),
)
"""`lost_from` is the last moment that the copy knows of. `message` and `text` are the newest of
each in the copy: what came later was written after the restore, and nobody has sent it."""
