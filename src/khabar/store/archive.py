"""An archive opened: its database, its pages, and transactions whose failures are told in one line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy import text as sql
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from khabar.errors import ArchiveError, ExtraMissing
from khabar.store.migrate import HEAD, migrate
from khabar.store.warc import WarcFolder

_PATIENCE = 120  # seconds a writer waits for the others
_EARTH = 6371.0


class Archive:
    """A database and the folder of its WARC files. Make it with `open_archive`, end it with `close`."""

    def __init__(self, engine: Engine, pages: WarcFolder, name: str) -> None:
        """Around an engine whose schema is current."""
        self.engine = engine
        self.pages = pages
        self.name = name

    def __enter__(self) -> Archive:
        """Itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Give up files and connections."""
        self.pages.close()
        self.engine.dispose()

    def settle(self) -> None:
        """Let the database learn the shape of what is in it; worth its second after much was written."""
        with explained(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
            connection.exec_driver_sql("ANALYZE")
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises `ArchiveError` for what goes wrong in the database."""
        with explained(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all, the pages appended in it included.

        Writers take turns, and wait for each other up to two minutes. The bytes of pages are on the disk before the
        rows that point to them are. Raises `ArchiveError` for a full disk, a read-only archive and the like.
        """
        with explained(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            mark = self.pages.mark()
            try:
                yield connection
                self.pages.sync()
                connection.commit()
            except BaseException:
                connection.rollback()
                self.pages.back_to(mark)
                raise


def open_archive(where: str, *, create: bool = False, pages: Path | None = None) -> Archive:
    """The archive in the file `where`, or behind a `postgresql://` URL; its schema is brought up to date.

    `create` makes one where none is. `pages` is the folder of WARC files: beside the file by default
    (`khabar.db` → `khabar.db.pages`), `khabar.pages` in the working folder for a server. Raises `ArchiveError` for
    what is no archive, and `ExtraMissing` without PostgreSQL's driver.
    """
    if "://" in where:
        engine, beside, name = _server(where), Path("khabar.pages"), make_url(where).render_as_string()
    else:
        path = Path(where)
        if not create and not path.exists():
            raise ArchiveError(f"{where} does not exist; `khabar collect` or `khabar import` makes an archive")
        engine, beside, name = _file(path), path.with_name(path.name + ".pages"), where
    with explained(name):
        _prepare(engine, name, create)
    return Archive(engine, WarcFolder(pages or beside), name)


def _prepare(engine: Engine, name: str, create: bool) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()  # asked once: another process may be making them
        known = "alembic_version" in tables
        version = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar() if known else None
        strange = bool(tables) and not known
    if strange:
        raise ArchiveError(f"{name} is a database of something else; name another file with --archive")
    if version is None and not create:
        raise ArchiveError(f"{name} is empty; `khabar collect` or `khabar import` makes an archive")
    if version != HEAD:
        migrate(engine, name)


def _file(path: Path) -> Engine:
    """SQLite with WAL, so that readers never wait; foreign keys hold; commits are on the disk when they return."""
    # A folder that cannot be written cannot hold SQLite's lock files: there the archive is read as it lies.
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    log = path.with_name(path.name + "-wal")
    logged = log.exists() and log.stat().st_size > 0  # a writer is at work: its log must be read too
    address = path.absolute().as_uri() + (("?mode=ro" if logged else "?immutable=1") if read_only else "")

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        connection.create_function("khabar_km", 4, kilometres, deterministic=True)
        cursor = connection.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.execute("PRAGMA mmap_size = 1073741824")
        cursor.close()

    return engine


def _server(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ArchiveError("the archive's address is no URL; write postgresql://user@host/name") from error
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise ArchiveError(f"{parsed.drivername} is no database that Khabar keeps archives in; use postgresql://")
    if find_spec("psycopg") is None:
        raise ExtraMissing("archives in PostgreSQL need a driver: install khabar[postgres]")
    return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what a database or a disk raises into one line with a remedy."""
    try:
        yield
    except DBAPIError as error:
        raise _failed(name, str(error.orig)) from error
    except SQLAlchemyError as error:
        raise _failed(name, str(error)) from error
    except sqlite3.Error as error:
        raise _failed(name, str(error)) from error
    except OSError as error:
        if error.errno is None or isinstance(error, BrokenPipeError):
            raise
        place = error.filename or name
        raise ArchiveError(
            "{place} cannot be written ({why}); make room or mend its rights: what was there is as it was",
            "archive/unwritten", place=place, why=error.strerror,
        ) from error  # fmt: skip


# What databases and disks say, and in which words a person is told: the code of the error, signs, its English.
_REMEDIES = (
    ("archive/full", ("full", "disk i/o", "no space"),
     "the disk is full or failing; make room: what was archived before is intact"),
    ("archive/read_only", ("readonly", "read-only"),
     "the archive is read-only; mend the rights of its folder to write into it"),
    ("archive/busy", ("locked", "busy"),
     "another process has been writing for minutes; try again when it is done"),
    ("archive/closed", ("unable to open",),
     "the archive cannot be opened; check the path and the rights of its folder"),
    ("archive/broken", ("not a database", "malformed"),
     "is no archive or is damaged; `khabar verify` tells what can still be read"),
    ("archive/no_server", ("connection", "connect to"),
     "the database server does not answer; check the address and that it runs"),
)  # fmt: skip


def _failed(name: str, message: str) -> ArchiveError:
    lowered = message.lower()
    for code, signs, remedy in _REMEDIES:
        if any(sign in lowered for sign in signs):
            return ArchiveError("{name}: {why}", code, name=name, why=remedy)
    first = (message.splitlines() or ["failed"])[0][:200]
    return ArchiveError("{name}: {why}", "archive/failed", name=name, why=first)


def kilometres(lat: float | None, lon: float | None, to_lat: float, to_lon: float) -> float | None:
    """The distance of two points on the sphere, in kilometres (haversine); None where one is unknown."""
    if lat is None or lon is None:
        return None
    north, east = radians(to_lat - lat), radians(to_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
