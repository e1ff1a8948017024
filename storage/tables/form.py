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

form_uses = numbered(
    "form_uses",
    fact("kind"),
    fact("revision"),
    fact("since", Instant),
)
"""The newest row of a kind of contact says which revision it is asked; "" the programme's own."""
