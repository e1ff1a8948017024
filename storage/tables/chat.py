"""Chats of the messenger, invites to link one, and the letters that go there."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Keyed, Sealed, fact, maybe, numbered, refers

_AWAITED = sa.text("next_at IS NOT NULL")
_SENDING = sa.text("state = 'SENDING'")
_TELLING = sa.text("next_at IS NOT NULL AND official <> ''")
_HOLDS = sa.text("NOT ended")

chats = numbered(
    "chats",
    fact("bot"),
    fact("lookup", Keyed),
    fact("chat", Sealed),
    maybe("kind"),
    fact("person"),
    fact("state"),
    fact("met_at", Instant),
    fact("wrong_codes", sa.Integer),
    sa.UniqueConstraint("lookup"),
    sa.Index(None, "kind", "person"),
)
"""`bot` is the lane of the bot that the chat is with, and goes into `lookup`: a private chat's id
is the person's, and the same at every bot."""

invites = numbered(
    "invites",
    fact("lookup", Keyed),
    fact("kind"),
    fact("person"),
    fact("expires_at", Instant),
    fact("tries", sa.Integer),
    fact("used", sa.Boolean),
    fact("ended", sa.Boolean),
    maybe("made_at", Instant),
    fact("late_tries", sa.Integer),
    sa.Index(None, "lookup"),
    sa.Index(
        "uq_invites_lookup", "lookup", unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS
    ),
    sa.Index(
        "uq_invites_person",
        "kind",
        "person",
        unique=True,
        sqlite_where=_HOLDS,
        postgresql_where=_HOLDS,
    ),
)
"""Only the keyed hash of a code is kept; `ended` means that a newer code took its place. `tries`
counts foreign contacts, `late_tries` starts with the code after it held no more."""

relinks = numbered(
    "relinks",
    fact("kind"),
    fact("person"),
    fact("voucher"),
    fact("reason", Sealed),
    fact("at", Instant),
)
"""Whose account was taken off, on whose word."""

messages = numbered(
    "messages",
    refers("chat_id", "chats"),
    fact("bot"),
    fact("kind"),
    fact("letter", Sealed),
    fact("key"),
    fact("state"),
    maybe("next_at", Instant),
    fact("tries", sa.Integer),
    fact("repeated", sa.Boolean),
    refers("attempt_id", "attempts", nullable=True),
    fact("official"),
    fact("policy_version"),
    maybe("from_day", sa.Date),
    maybe("sent_at", Instant),
    fact("provider_id"),
    fact("priority", sa.Integer),
    fact("fence", sa.Integer),
    fact("region"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "chat_id"),
    sa.Index(
        "ix_messages_due",
        *("bot", "priority", "next_at", "id"),
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    ),
    sa.Index(
        "ix_messages_by_turns",
        *("bot", "priority", "region", "next_at", "id"),
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    ),
    sa.Index("ix_messages_under_way", "chat_id", sqlite_where=_SENDING, postgresql_where=_SENDING),
    sa.Index("ix_messages_telling", "official", sqlite_where=_TELLING, postgresql_where=_TELLING),
    sa.Index(
        "ix_messages_waiting_in_chat",
        "chat_id",
        "id",
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    ),
)
"""`next_at` of one that is under way is the end of its lease; `fence` counts the claims. `bot` is
that of its chat, which is never with another."""
