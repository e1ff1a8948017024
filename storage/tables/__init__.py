"""The tables of the supervision store, on one MetaData."""

from storage.tables.absence import absences
from storage.tables.audit import audit_entries
from storage.tables.beacon import beacon_fallbacks, dice_entries
from storage.tables.chat import chats, invites, messages, relinks
from storage.tables.contact import attempts, contacts, replies, turns
from storage.tables.draw import frames, picks, slots
from storage.tables.form import form_files, form_media, form_revisions, form_uses
from storage.tables.hold import holds
from storage.tables.inbox import deliveries
from storage.tables.incident import incidents
from storage.tables.incoming import incoming_calls, incoming_turns
from storage.tables.inspection import digests, findings, inspections, summaries
from storage.tables.kinds import metadata
from storage.tables.lane import lane_requests, lane_spending, lanes
from storage.tables.lease import leases
from storage.tables.media import media, media_bytes
from storage.tables.opt_out import opt_outs
from storage.tables.outage import heartbeats, outages
from storage.tables.pause import pauses
from storage.tables.policy import calendars, policy_changes, policy_documents, policy_rows
from storage.tables.recording import recordings
from storage.tables.register import (
    addresses,
    announcements,
    designations,
    households,
    inspectors,
    officials,
    postings,
    teams,
    villages,
)
from storage.tables.risk import risk_shares
from storage.tables.seal import seal_checks
from storage.tables.text import texts
from storage.tables.visit import assignments, visit_notes, visits

__all__ = [
    "absences",
    "addresses",
    "announcements",
    "assignments",
    "attempts",
    "audit_entries",
    "beacon_fallbacks",
    "calendars",
    "chats",
    "contacts",
    "deliveries",
    "designations",
    "dice_entries",
    "digests",
    "findings",
    "form_files",
    "form_media",
    "form_revisions",
    "form_uses",
    "frames",
    "heartbeats",
    "holds",
    "households",
    "incidents",
    "incoming_calls",
    "incoming_turns",
    "inspections",
    "inspectors",
    "invites",
    "lane_requests",
    "lane_spending",
    "lanes",
    "leases",
    "media",
    "media_bytes",
    "messages",
    "metadata",
    "officials",
    "opt_outs",
    "outages",
    "pauses",
    "picks",
    "policy_changes",
    "policy_documents",
    "policy_rows",
    "postings",
    "recordings",
    "relinks",
    "replies",
    "risk_shares",
    "seal_checks",
    "slots",
    "summaries",
    "teams",
    "texts",
    "turns",
    "villages",
    "visit_notes",
    "visits",
]
