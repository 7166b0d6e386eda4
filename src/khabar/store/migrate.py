"""Bringing an archive's schema up to date, with Alembic; only imported where that is needed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from khabar.errors import ArchiveError

# The newest schema that this Khabar knows; a test holds it against the files in `migrations/versions`.
HEAD = "0006"
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, name: str, to: str = "head") -> None:
    """Run every migration that is missing, each in a transaction. Raises `ArchiveError` for a newer schema than ours.

    Two processes that open a new archive at the same time take turns; the second finds the work done.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(46831)")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise ArchiveError(f"{name} was made by a newer Khabar; upgrade Khabar to use it") from error
        connection.commit()
