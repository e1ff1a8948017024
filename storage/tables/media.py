"""Files that people sent as answers."""

import sqlalchemy as sa

from storage.tables.kinds import (
    Id,
    Instant,
    Keyed,
    Sealed,
    fact,
    maybe,
    metadata,
    numbered,
    refers,
)

_WANTED = sa.text("next_at IS NOT NULL")
_HERE = sa.text("state = 'HERE'")

media = numbered(
    "media",
    refers("contact_id", "contacts"),
    refers("attempt_id", "attempts", nullable=True),
    fact("question"),
    fact("kind"),
    fact("provider"),
    fact("lane"),
    fact("provider_id", Sealed),
    maybe("unique_key", Keyed),
    maybe("stated_size", sa.Integer),
    fact("media_type"),
    fact("name"),
    fact("state"),
    fact("wanted_at", Instant),
    maybe("next_at", Instant),
    fact("tries", sa.Integer),
    fact("fence", sa.Integer),
    maybe("size", sa.Integer),
    maybe("digest", sa.LargeBinary),
    maybe("here_at", Instant),
    maybe("ended_at", Instant),
    fact("problem"),
    refers("before_id", "media", nullable=True),
    sa.UniqueConstraint("name"),
    sa.Index(None, "contact_id"),
    sa.Index(None, "unique_key"),
    sa.Index(None, "digest"),
    sa.Index("ix_media_due", "next_at", "id", sqlite_where=_WANTED, postgresql_where=_WANTED),
    sa.Index("ix_media_here", "wanted_at", "id", sqlite_where=_HERE, postgresql_where=_HERE),
)
"""`unique_key` is the keyed hash of the provider's name for the file, the same whenever it is sent
again; `digest` the SHA-256 of its bytes. `before_id` is the file that was the same."""

media_bytes = sa.Table(
    "media_bytes",
    metadata,
    sa.Column("media_id", Id, sa.ForeignKey("media.id"), primary_key=True, autoincrement=False),
    fact("content", Sealed),
)
"""Apart from the rest: whoever lists files reads none of them."""
