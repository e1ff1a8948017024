"""Revisions of forms."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, numbered

form_revisions = numbered(
    "form_revisions",
    fact("revision"),
    fact("form"),
    fact("version"),
    fact("title"),
    fact("workbook"),
    fact("xml", sa.LargeBinary),
    fact("added_at", Instant),
    sa.UniqueConstraint("revision"),
)
"""Forms hold questions, and nothing about anybody: they are not sealed."""
