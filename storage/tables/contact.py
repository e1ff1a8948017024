"""Contacts with their attempts, what was said in them, and what was answered."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Keyed, Sealed, fact, maybe, numbered, refers

_AWAITED = sa.text("next_at IS NOT NULL")
_FIRST_LIGHT = sa.text("revision = ''")
_TAKEN = sa.text("provider_id <> ''")
_LIVE_CALL = sa.text("channel = 'voice' AND state <> 'FINAL'")
_DUE_CALL = sa.text("state = 'DUE'")
_BEGUN_CALL = sa.text("channel = 'voice' AND state <> 'DUE' AND state <> 'FINAL'")

contacts = numbered(
    "contacts",
    refers("inspection_id", "inspections"),
    fact("kind"),
    fact("person"),
    fact("rank", sa.Integer),
    fact("token"),
    fact("opened_at", Instant),
    fact("planned_at", Instant),
    fact("close_by", Instant),
    maybe("next_at", Instant),
    fact("dialogue", Sealed),
    fact("revision"),
    fact("language"),
    maybe("disposition"),
    maybe("closed_at", Instant),
    fact("late", sa.Boolean),
    maybe("why"),
    maybe("outage"),
    maybe("outage_began", Instant),
    maybe("outage_ended", Instant),
    sa.UniqueConstraint("token"),
    sa.Index(None, "inspection_id"),
    sa.Index(None, "kind", "person", "opened_at"),
    sa.Index("ix_contacts_due", "next_at", "id", sqlite_where=_AWAITED, postgresql_where=_AWAITED),
    sa.Index(
        "ix_contacts_first_light", "id", sqlite_where=_FIRST_LIGHT, postgresql_where=_FIRST_LIGHT
    ),
)

"""`revision` is that of the form, '' only until a dialogue of the first version was carried over.
`why` says of one that was never begun what kept it from that, `outage` of one that was closed for
what was ours."""

attempts = numbered(
    "attempts",
    refers("contact_id", "contacts"),
    fact("channel"),
    fact("address", sa.BigInteger),
    maybe("line", Keyed),
    fact("purpose"),
    fact("token"),
    fact("state"),
    fact("made_at", Instant),
    fact("deadline", Instant),
    fact("provider_id"),
    fact("sequence", sa.Integer),
    maybe("confirmed_at", Instant),
    maybe("ended_at", Instant),
    maybe("disposition"),
    fact("repeated", sa.Boolean),
    fact("lane"),
    fact("priority", sa.Integer),
    fact("holder"),
    fact("fence", sa.Integer),
    fact("missed", sa.Integer),
    sa.UniqueConstraint("token"),
    sa.Index(None, "contact_id"),
    sa.Index(
        "ix_attempts_due",
        *("lane", "priority", "made_at", "id"),
        sqlite_where=_DUE_CALL,
        postgresql_where=_DUE_CALL,
    ),
    sa.Index(
        "ix_attempts_waiting",
        *("lane", "deadline"),
        sqlite_where=_DUE_CALL,
        postgresql_where=_DUE_CALL,
    ),
    sa.Index(
        "ix_attempts_begun",
        *("deadline", "id"),
        sqlite_where=_BEGUN_CALL,
        postgresql_where=_BEGUN_CALL,
    ),
    sa.Index(None, "provider_id", sqlite_where=_TAKEN, postgresql_where=_TAKEN),
    sa.Index(
        "uq_attempts_live_line",
        "line",
        unique=True,
        sqlite_where=_LIVE_CALL,
        postgresql_where=_LIVE_CALL,
    ),
)
"""`address` is a number or a chat, as `channel` says, so it refers to no one table. What waits for
a line is read from one index, what is under way from another: neither grows with the past. The last
is the promise of at most one live call to a number, kept even where two workers race."""

replies = numbered(
    "replies",
    refers("contact_id", "contacts"),
    refers("attempt_id", "attempts", nullable=True),
    fact("question"),
    fact("value", Sealed),
    fact("raw", Sealed),
    fact("channel"),
    fact("at", Instant),
    fact("late", sa.Boolean),
    sa.Index(None, "contact_id"),
)

turns = numbered(
    "turns",
    refers("attempt_id", "attempts"),
    fact("step", sa.Integer),
    fact("said", Sealed),
    fact("at", Instant),
    sa.UniqueConstraint("attempt_id", "step"),
)
