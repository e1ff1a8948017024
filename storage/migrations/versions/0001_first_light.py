"""First light: the register, policy, draws, inspections, contacts, chats, inbox and audit log.

The kinds of column are written out once more on purpose: what a step did once never changes.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001_first_light"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text()
CODE = sa.String(12)
BYTES = sa.LargeBinary()
FLAG = sa.Boolean()
DAY = sa.Date()
WHOLE = sa.Integer()
BIG = sa.BigInteger()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    _villages()
    _teams()
    _officials()
    _postings()
    _households()
    _designations()
    _inspectors()
    _addresses()
    _announcements()
    _policy_rows()
    _calendars()
    _slots()
    _frames()
    _picks()
    _inspections()
    _findings()
    _summaries()
    _digests()
    _contacts()
    _attempts()
    _replies()
    _turns()
    _chats()
    _invites()
    _messages()
    _deliveries()
    _audit_entries()
    _seal_checks()


def _fact(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _maybe(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")


def _numbered(table: str, *items: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, _fact("id", NUMBER), *items, key, sqlite_autoincrement=True)


def _index(
    name: str, table: str, *columns: str, where: str | None = None, unique: bool = False
) -> None:
    only = None if where is None else sa.text(where)
    op.create_index(
        name, table, list(columns), unique=unique, sqlite_where=only, postgresql_where=only
    )


def _villages() -> None:
    _numbered(
        "villages",
        _fact("code", CODE),
        _fact("name", TEXT),
        _fact("township", TEXT),
        _fact("county", TEXT),
        _fact("prefecture", TEXT),
        _fact("province", TEXT),
        _maybe("zone", TEXT),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index("uq_villages_in_force", "villages", "code", where="valid_to IS NULL", unique=True)


def _teams() -> None:
    _numbered(
        "teams",
        _fact("team", TEXT),
        _fact("village", CODE),
        _fact("name", TEXT),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index("uq_teams_in_force", "teams", "team", where="valid_to IS NULL", unique=True)


def _officials() -> None:
    _numbered(
        "officials",
        _fact("official", TEXT),
        _fact("name", BYTES),
        _fact("unit", BYTES),
        _fact("language", TEXT),
        _fact("synthetic", FLAG),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index("uq_officials_in_force", "officials", "official", where="valid_to IS NULL", unique=True)


def _postings() -> None:
    _numbered(
        "postings",
        _fact("official", TEXT),
        _fact("team", TEXT),
        _fact("role", TEXT),
        _fact("from_day", DAY),
        _maybe("to_day", DAY),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index(
        "uq_postings_in_force",
        "postings",
        "official",
        "team",
        "from_day",
        where="valid_to IS NULL",
        unique=True,
    )


def _households() -> None:
    _numbered(
        "households",
        _fact("household", TEXT),
        _fact("village", CODE),
        _fact("name", BYTES),
        _fact("language", TEXT),
        _fact("in_programme", FLAG),
        _fact("cadre_kin", FLAG),
        _fact("synthetic", FLAG),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index(
        "uq_households_in_force", "households", "household", where="valid_to IS NULL", unique=True
    )


def _designations() -> None:
    _numbered(
        "designations",
        _fact("household", TEXT),
        _fact("official", TEXT),
        _fact("from_day", DAY),
        _maybe("to_day", DAY),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index(
        "uq_designations_in_force",
        "designations",
        "household",
        "official",
        "from_day",
        where="valid_to IS NULL",
        unique=True,
    )


def _inspectors() -> None:
    _numbered(
        "inspectors",
        _fact("inspector", TEXT),
        _fact("name", BYTES),
        _fact("language", TEXT),
        _fact("region", TEXT),
        _fact("county", TEXT),
        _fact("synthetic", FLAG),
        _fact("fingerprint", BYTES),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index(
        "uq_inspectors_in_force", "inspectors", "inspector", where="valid_to IS NULL", unique=True
    )


def _addresses() -> None:
    _numbered(
        "addresses",
        _fact("kind", TEXT),
        _fact("person", TEXT),
        _fact("rank", WHOLE),
        _fact("number", BYTES),
        _fact("line", BYTES),
        _fact("synthetic", FLAG),
        _maybe("spoiled", TEXT),
        _maybe("spoiled_at", INSTANT),
        _fact("valid_from", INSTANT),
        _maybe("valid_to", INSTANT),
    )
    _index("ix_addresses_kind_person", "addresses", "kind", "person")
    _index("ix_addresses_line", "addresses", "line")


def _announcements() -> None:
    _numbered(
        "announcements",
        _fact("official", TEXT),
        _fact("version", TEXT),
        _fact("told_at", INSTANT),
    )
    _index("ix_announcements_official", "announcements", "official")


def _policy_rows() -> None:
    _numbered(
        "policy_rows",
        _fact("region", TEXT),
        _fact("key", TEXT),
        _fact("value", TEXT),
        _fact("valid_from", DAY),
        _maybe("valid_to", DAY),
        sa.UniqueConstraint(
            "region", "key", "valid_from", name="uq_policy_rows_region_key_valid_from"
        ),
    )


def _calendars() -> None:
    _numbered(
        "calendars",
        _fact("days", TEXT),
        _fact("digest", BYTES),
    )


def _slots() -> None:
    _numbered(
        "slots",
        _fact("draw", TEXT),
        _fact("label", TEXT),
        _fact("opens_at", INSTANT),
        _fact("closes_at", INSTANT),
        _fact("k", WHOLE),
        _fact("state", TEXT),
        _fact("root", BYTES),
        _fact("policy_hash", BYTES),
        _fact("policy", BYTES),
        _fact("inside_commitment", BYTES),
        _fact("inside_secret", BYTES),
        _fact("log_head", BYTES),
        _fact("log_index", sa.BigInteger()),
        _fact("reason", TEXT),
        _fact("degraded", TEXT),
        _fact("beacon_source", TEXT),
        _maybe("codes", BYTES),
        _maybe("beacon", BYTES),
        sa.UniqueConstraint("draw", "label", name="uq_slots_draw_label"),
    )
    _index("ix_slots_draw_opens_at", "slots", "draw", "opens_at")
    _index("ix_slots_draw_state", "slots", "draw", "state")


def _frames() -> None:
    op.create_table(
        "frames",
        sa.Column("slot_id", NUMBER, nullable=False, autoincrement=False),
        _fact("packed", BYTES),
        _refers("frames", "slot_id", "slots"),
        sa.PrimaryKeyConstraint("slot_id", name="pk_frames"),
    )


def _picks() -> None:
    _numbered(
        "picks",
        _fact("slot_id", NUMBER),
        _fact("unit", TEXT),
        _fact("village", CODE),
        _fact("pi_ppb", BIG),
        _fact("ticket", BYTES),
        _fact("picked_for", INSTANT),
        _fact("respondents", TEXT),
        _fact("households", TEXT),
        _fact("inspectors", TEXT),
        _fact("inside_key", BYTES),
        _refers("picks", "slot_id", "slots"),
        sa.UniqueConstraint("slot_id", "unit", name="uq_picks_slot_id_unit"),
    )
    _index("ix_picks_picked_for", "picks", "picked_for")


def _inspections() -> None:
    _numbered(
        "inspections",
        _fact("pick_id", NUMBER),
        _fact("asked_days", TEXT),
        _fact("policy_version", TEXT),
        _fact("opened_at", INSTANT),
        _maybe("assessed_at", INSTANT),
        _refers("inspections", "pick_id", "picks"),
        sa.UniqueConstraint("pick_id", name="uq_inspections_pick_id"),
    )
    _index("ix_inspections_assessed_at", "inspections", "assessed_at")


def _findings() -> None:
    _numbered(
        "findings",
        _fact("inspection_id", NUMBER),
        _fact("kind", TEXT),
        _fact("severity", TEXT),
        _fact("why", BYTES),
        _fact("evidence", BYTES),
        _fact("found_at", INSTANT),
        _refers("findings", "inspection_id", "inspections"),
    )
    _index("ix_findings_inspection_id", "findings", "inspection_id")


def _summaries() -> None:
    _numbered(
        "summaries",
        _fact("inspection_id", NUMBER),
        _fact("inspector", TEXT),
        _fact("text", BYTES),
        _fact("made_at", INSTANT),
        _refers("summaries", "inspection_id", "inspections"),
        sa.UniqueConstraint(
            "inspection_id", "inspector", name="uq_summaries_inspection_id_inspector"
        ),
    )


def _digests() -> None:
    _numbered(
        "digests",
        _fact("inspector", TEXT),
        _fact("day", DAY),
        _fact("text", BYTES),
        _fact("made_at", INSTANT),
        sa.UniqueConstraint("inspector", "day", name="uq_digests_inspector_day"),
    )


def _contacts() -> None:
    _numbered(
        "contacts",
        _fact("inspection_id", NUMBER),
        _fact("kind", TEXT),
        _fact("person", TEXT),
        _fact("rank", WHOLE),
        _fact("token", TEXT),
        _fact("opened_at", INSTANT),
        _fact("planned_at", INSTANT),
        _fact("close_by", INSTANT),
        _maybe("next_at", INSTANT),
        _fact("dialogue", BYTES),
        _fact("language", TEXT),
        _maybe("disposition", TEXT),
        _maybe("closed_at", INSTANT),
        _fact("late", FLAG),
        _refers("contacts", "inspection_id", "inspections"),
        sa.UniqueConstraint("token", name="uq_contacts_token"),
    )
    _index("ix_contacts_due", "contacts", "next_at", "id", where="next_at IS NOT NULL")
    _index("ix_contacts_inspection_id", "contacts", "inspection_id")
    _index("ix_contacts_kind_person_opened_at", "contacts", "kind", "person", "opened_at")


def _attempts() -> None:
    _numbered(
        "attempts",
        _fact("contact_id", NUMBER),
        _fact("channel", TEXT),
        _fact("address", BIG),
        _maybe("line", BYTES),
        _fact("purpose", TEXT),
        _fact("token", TEXT),
        _fact("state", TEXT),
        _fact("made_at", INSTANT),
        _fact("deadline", INSTANT),
        _fact("provider_id", TEXT),
        _fact("sequence", WHOLE),
        _maybe("confirmed_at", INSTANT),
        _maybe("ended_at", INSTANT),
        _maybe("disposition", TEXT),
        _fact("repeated", FLAG),
        _refers("attempts", "contact_id", "contacts"),
        sa.UniqueConstraint("token", name="uq_attempts_token"),
    )
    _index("ix_attempts_contact_id", "attempts", "contact_id")
    _index("ix_attempts_provider_id", "attempts", "provider_id", where="provider_id <> ''")
    _index(
        "uq_attempts_live_line",
        "attempts",
        "line",
        where="channel = 'voice' AND state <> 'FINAL'",
        unique=True,
    )


def _replies() -> None:
    _numbered(
        "replies",
        _fact("contact_id", NUMBER),
        _maybe("attempt_id", NUMBER),
        _fact("question", TEXT),
        _fact("value", BYTES),
        _fact("raw", BYTES),
        _fact("channel", TEXT),
        _fact("at", INSTANT),
        _fact("late", FLAG),
        _refers("replies", "contact_id", "contacts"),
        _refers("replies", "attempt_id", "attempts"),
    )
    _index("ix_replies_contact_id", "replies", "contact_id")


def _turns() -> None:
    _numbered(
        "turns",
        _fact("attempt_id", NUMBER),
        _fact("step", WHOLE),
        _fact("said", BYTES),
        _fact("at", INSTANT),
        _refers("turns", "attempt_id", "attempts"),
        sa.UniqueConstraint("attempt_id", "step", name="uq_turns_attempt_id_step"),
    )


def _chats() -> None:
    _numbered(
        "chats",
        _fact("lookup", BYTES),
        _fact("chat", BYTES),
        _maybe("kind", TEXT),
        _fact("person", TEXT),
        _fact("state", TEXT),
        _fact("met_at", INSTANT),
        sa.UniqueConstraint("lookup", name="uq_chats_lookup"),
    )
    _index("ix_chats_kind_person", "chats", "kind", "person")


def _invites() -> None:
    _numbered(
        "invites",
        _fact("lookup", BYTES),
        _fact("kind", TEXT),
        _fact("person", TEXT),
        _fact("expires_at", INSTANT),
        _fact("tries", WHOLE),
        _fact("used", FLAG),
        _fact("ended", FLAG),
    )
    _index("uq_invites_lookup", "invites", "lookup", where="NOT ended", unique=True)
    _index("uq_invites_person", "invites", "kind", "person", where="NOT ended", unique=True)


def _messages() -> None:
    _numbered(
        "messages",
        _fact("chat_id", NUMBER),
        _fact("kind", TEXT),
        _fact("letter", BYTES),
        _fact("key", TEXT),
        _fact("state", TEXT),
        _maybe("next_at", INSTANT),
        _fact("tries", WHOLE),
        _fact("repeated", FLAG),
        _maybe("attempt_id", NUMBER),
        _fact("official", TEXT),
        _fact("policy_version", TEXT),
        _maybe("sent_at", INSTANT),
        _fact("provider_id", TEXT),
        _refers("messages", "chat_id", "chats"),
        _refers("messages", "attempt_id", "attempts"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    _index("ix_messages_chat_id", "messages", "chat_id")
    _index("ix_messages_due", "messages", "next_at", "id", where="next_at IS NOT NULL")


def _deliveries() -> None:
    _numbered(
        "deliveries",
        _fact("source", TEXT),
        _fact("key", TEXT),
        _fact("body", BYTES),
        _fact("received_at", INSTANT),
        _fact("tries", WHOLE),
        _maybe("error", BYTES),
        _maybe("done_at", INSTANT),
        _maybe("quarantined_at", INSTANT),
        sa.UniqueConstraint("source", "key", name="uq_deliveries_source_key"),
    )
    _index(
        "ix_deliveries_waiting",
        "deliveries",
        "id",
        where="done_at IS NULL AND quarantined_at IS NULL",
    )


def _audit_entries() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("n", BIG, nullable=False, autoincrement=False),
        _fact("at", INSTANT),
        _fact("actor", TEXT),
        _fact("act", TEXT),
        _fact("about", TEXT),
        _fact("hash", BYTES),
        sa.PrimaryKeyConstraint("n", name="pk_audit_entries"),
    )


def _seal_checks() -> None:
    op.create_table(
        "seal_checks",
        sa.Column("id", WHOLE, nullable=False, autoincrement=False),
        _fact("proof", BYTES),
        sa.PrimaryKeyConstraint("id", name="pk_seal_checks"),
    )
