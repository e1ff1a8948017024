import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.engine import Engines
from storage.migrate import current_revision, head_revision, migrate
from storage.store import SchemaDiffers, Store
from storage.tables import metadata
from tests.databases import KEY, entropy


def test_migrating_from_nothing_gives_the_tables(empty_database: str) -> None:
    migrate(empty_database)
    engines = Engines(empty_database)
    with engines.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engines.dispose()
    assert differences == []


def test_migrating_again_changes_nothing(empty_database: str) -> None:
    engines = Engines(empty_database)
    assert current_revision(engines) is None
    for _ in range(2):
        migrate(empty_database)
        assert current_revision(engines) == head_revision()
    engines.dispose()


def test_a_database_that_was_never_migrated_is_not_opened(empty_database: str) -> None:
    with pytest.raises(SchemaDiffers, match="has schema none"):
        Store.open(empty_database, key=KEY, entropy=entropy)


def test_partial_indexes_are_partial_on_both(database: str) -> None:
    """Comparing metadata does not look at the condition of an index."""
    engines = Engines(database)
    with engines.reading() as connection:
        if engines.on_postgresql:
            sql = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        else:
            sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
        kept = {name: text or "" for name, text in connection.exec_driver_sql(sql)}
    engines.dispose()
    partial = {index.name for table in metadata.tables.values() for index in table.indexes}
    partial &= {name for name, text in kept.items() if " WHERE " in text}
    declared = {
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert partial == declared
    assert declared >= {"ix_contacts_due", "ix_messages_due", "uq_attempts_live_line"}
