"""Numbers whose owners asked to be left alone."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Keyed, Sealed, fact, maybe, numbered

_HOLDS = sa.text("ended_at IS NULL")

opt_outs = numbered(
    "opt_outs",
    fact("line", Keyed),
    fact("number", Sealed),
    fact("how"),
    fact("since", Instant),
    maybe("ended_at", Instant),
    maybe("ended_how"),
    sa.Index("uq_opt_outs_line", "line", unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS),
)
"""`line` is the keyed hash of the number, as in the register: it holds for whoever has the number,
now or later, and needs nobody who has it to be in the register."""
