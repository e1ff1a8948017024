"""Runs the steps on the connection that `storage.migrate` hands over, within its transaction."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # on SQLite too, since we begin transactions ourselves
)
context.run_migrations()
