"""Revisions of forms."""

import sqlalchemy as sa

from storage.tables.kinds import Instant, fact, numbered, refers

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

form_files = numbered(
    "form_files",
    fact("digest"),
    fact("ending"),
    fact("content", sa.LargeBinary),
    sa.UniqueConstraint("digest"),
)
"""Recordings and pictures, each once, whichever forms name it."""

form_media = numbered(
    "form_media",
    fact("revision"),
    fact("name"),
    refers("file_id", "form_files"),
    fact("added_at", Instant),
    sa.UniqueConstraint("revision", "name"),
)
"""What a revision calls a file. A name stands for one file for ever."""
