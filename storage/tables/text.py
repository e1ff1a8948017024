"""Text messages that carry an invitation."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Sealed, fact, maybe, numbered, refers

_AWAITED = sa.text("next_at IS NOT NULL")

texts = numbered(
    "texts",
    refers("invite_id", "invites"),
    fact("kind"),
    fact("person"),
    refers("address_id", "addresses"),
    fact("body", Sealed),
    fact("segments", sa.Integer),
    fact("token"),
    fact("state"),
    fact("made_at", Instant),
    maybe("next_at", Instant),
    fact("tries", sa.Integer),
    fact("repeated", sa.Boolean),
    fact("provider_id"),
    fact("why"),
    maybe("sent_at", Instant),
    maybe("ended_at", Instant),
    sa.UniqueConstraint("token"),
    sa.Index(None, "invite_id"),
    sa.Index("ix_texts_due", "next_at", "id", sqlite_where=_AWAITED, postgresql_where=_AWAITED),
)
"""`body` is emptied as soon as the carrier has it: the code in it is kept nowhere else."""
