"""Incidents that an administrator is told of, once each."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, numbered

incidents = numbered(
    "incidents",
    fact("kind"),
    fact("about"),
    fact("opened_at", Instant),
    fact("last_at", Instant),
    fact("times", sa.Integer),
    sa.Index(None, "kind", "about"),
)
