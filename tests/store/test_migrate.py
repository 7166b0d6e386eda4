"""Archives of every released schema open in this Khabar."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from khabar.errors import ArchiveError
from khabar.store import open_archive, search, verify
from khabar.store.migrate import HEAD, MIGRATIONS, migrate
from khabar.store.query import Aliases, parse_query
from khabar.store.schema import metadata

FIXTURES = Path(__file__).parent.parent / "fixtures" / "store"


def plain(where: str) -> Engine:
    """An engine without anything of ours around it."""
    if "://" in where:
        return create_engine(make_url(where).set(drivername="postgresql+psycopg"))
    return create_engine(f"sqlite:///{where}")


def test_the_newest_schema_is_the_one_known() -> None:
    """`HEAD` names the last file of `migrations/versions`, and there is one line of them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_lead_to_the_tables_of_the_code(where: str) -> None:
    """Nothing in `schema.py` lacks a migration."""
    engine = plain(where)
    migrate(engine, where)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


@pytest.mark.parametrize("kept", sorted(FIXTURES.glob("*.db.gz")), ids=lambda p: p.name.split(".")[0])
def test_an_archive_of_a_released_schema_opens(tmp_path: Path, kept: Path, aliases: Aliases) -> None:
    """Its reports are there and found after it was brought up to date."""
    (tmp_path / "old.db").write_bytes(gzip.decompress(kept.read_bytes()))
    with open_archive(str(tmp_path / "old.db")) as archive:
        assert search(archive, parse_query("الطائرات type:assault", aliases)).total == 1
        assert verify(archive).faults == []


def test_the_audit_is_kept_through_every_schema(where: str) -> None:
    """A row of the first schema that had one is there in the newest, and still nobody may change it."""
    engine = plain(where)
    migrate(engine, where, to="0002")
    with engine.begin() as connection:
        connection.execute(
            sql(
                "INSERT INTO change (subject, revision, at, who, action, target)"
                " VALUES ('incidents/i1', 1, '2026-11-22T08:00:00Z', 'x', 'split', 'incidents/i1')"
            )
        )
    migrate(engine, where)
    with pytest.raises(DBAPIError, match="audit"), engine.begin() as connection:
        connection.execute(sql("DELETE FROM change"))
    with engine.connect() as connection:
        assert connection.execute(sql("SELECT count(*) FROM change")).scalar_one() == 1
    engine.dispose()


def test_an_archive_of_a_newer_khabar_is_refused(where: str, tmp_path: Path) -> None:
    """It is not touched, and the remedy is named."""
    open_archive(where, create=True, pages=tmp_path / "pages").close()
    engine = plain(where)
    with engine.begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(ArchiveError, match="newer Khabar"):
        open_archive(where)


def test_an_archive_that_is_current_needs_no_alembic(tmp_path: Path) -> None:
    """Opening costs no import of the migrations; and reading pages imports nothing of the archive."""
    where = tmp_path / "khabar.db"
    open_archive(str(where), create=True).close()
    code = (
        "import sys; from khabar.store import open_archive; open_archive(sys.argv[1]).close();"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(where)], check=True)
    code = "import sys, khabar.cli.commands, khabar.cli.read, khabar.reader; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
