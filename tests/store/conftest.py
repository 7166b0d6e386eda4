"""An empty archive in each of the two databases: every test of the store runs on both."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from khabar.lexicon import Lexicon
from khabar.store import Archive, open_archive
from khabar.store.query import Aliases, compile_aliases
from postgres import server

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server."""
    with server() as url:
        yield url


@contextmanager
def place(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of an archive that does not exist yet: a file, or a schema of its own on the server."""
    if kind == "sqlite":
        yield str(folder / "khabar.db")
        return
    import psycopg
    from sqlalchemy import make_url

    url = request.getfixturevalue("postgres")
    name = f"khabar_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    options = {"options": f"-csearch_path={name}"}
    yield make_url(url).update_query_dict(options).render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an archive that does not exist yet."""
    with place(request.param, request, tmp_path) as address:
        yield address


@pytest.fixture(params=KINDS, scope="module")
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A new archive that the tests of a file share, since they only read it."""
    folder = tmp_path_factory.mktemp("lasting")
    with place(request.param, request, folder) as where, open_archive(where, create=True, pages=folder / "p") as made:
        yield made


@pytest.fixture
def archive(where: str, tmp_path: Path) -> Iterator[Archive]:
    """A new archive."""
    with open_archive(where, create=True, pages=tmp_path / "pages") as made:
        yield made


@pytest.fixture(scope="session")
def aliases(lexicon: Lexicon) -> Aliases:
    """What actors are called."""
    return lexicon.build(compile_aliases)
