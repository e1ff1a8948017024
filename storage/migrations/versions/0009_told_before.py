"""What the rules say that officials were told before documents were kept: the slots hold them."""

import sqlalchemy as sa
from alembic import op

revision = "0009_told_before"
down_revision = "0008_frame"
branch_labels = None
depends_on = None

VERSION_LETTERS = 12
"""A version is the beginning of its document's hash, in hex."""

_SLOTS = sa.table("slots", sa.column("policy_hash"), sa.column("policy"))
_TOLD = sa.table("announcements", sa.column("version"))
_DOCUMENTS = sa.table("policy_documents", sa.column("version"), sa.column("document"))


def upgrade() -> None:
    """Without its document a version tells nothing, so that nobody who was told it could be asked
    until they were told everything once more."""
    store = op.get_bind()
    kept = set(store.scalars(sa.select(_DOCUMENTS.c.version)))
    lacking = set(store.scalars(sa.select(_TOLD.c.version).distinct())) - kept
    committed = sa.select(_SLOTS.c.policy_hash, _SLOTS.c.policy).distinct()
    for digest, document in store.execute(committed).all() if lacking else ():
        version = bytes(digest).hex()[:VERSION_LETTERS]
        if version in lacking:
            lacking.remove(version)
            text = bytes(document).decode()
            store.execute(_DOCUMENTS.insert().values(version=version, document=text))
