"""What proves, at the start, that the key at hand is the one that sealed this store."""

import sqlalchemy as sa

from storage.tables.kinds import Sealed, fact, maybe, metadata

seal_checks = sa.Table(
    "seal_checks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    fact("proof", Sealed),
    maybe("look_up", Sealed),
)
"""`look_up` is the key of the keyed hashes, where it no longer follows from the store's key since
that was changed."""
