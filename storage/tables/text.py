"""Text messages to people: invitations, and answers to what they wrote."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Keyed, Sealed, fact, maybe, numbered, refers

_AWAITED = sa.text("next_at IS NOT NULL")
_ANSWERS = sa.text("line IS NOT NULL")

texts = numbered(
    "texts",
    fact("purpose"),
    refers("invite_id", "invites", nullable=True),
    fact("kind"),
    fact("person"),
    refers("address_id", "addresses", nullable=True),
    maybe("number", Sealed),
    maybe("line", Keyed),
    fact("from_lane"),
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
    fact("priority", sa.Integer),
    fact("region"),
    maybe("sent_at", Instant),
    maybe("ended_at", Instant),
    sa.UniqueConstraint("token"),
    sa.Index(None, "invite_id"),
    sa.Index("ix_texts_answers", "made_at", sqlite_where=_ANSWERS, postgresql_where=_ANSWERS),
    sa.Index(
        "ix_texts_due",
        *("priority", "next_at", "id"),
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    ),
    sa.Index(
        "ix_texts_by_turns",
        *("priority", "region", "next_at", "id"),
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    ),
)
"""`body` is emptied as soon as the carrier has it: the code in it is kept nowhere else. An answer
goes to the number that wrote, which need not be in the register: `number`, and its keyed hash."""
