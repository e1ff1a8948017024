"""Bringing a database to the schema of this program."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine import Engines

_FOLDER = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 0x6D696E6763686102
"""Any number that no other advisory lock has."""


def migrate(url: str, to: str = "head") -> None:
    """All missing steps up to `to` in one transaction; nothing to do is no error. Raises
    StoreDown."""
    engines = Engines(url)
    try:
        if to == "head" and current_revision(engines) == head_revision():
            return  # as at nearly every start: not worth a lock, and reading all steps
        with engines.writing() as connection:
            if engines.on_postgresql:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    finally:
        engines.dispose()


def current_revision(engines: Engines) -> str | None:
    """The step that the database has reached; None before the first."""
    with engines.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def head_revision() -> str:
    """The step that this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
