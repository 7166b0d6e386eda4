"""Four analysts at once lose no correction: `just load` for five minutes, here for seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from archives import keep
from deskload import desk, work
from khabar.store import open_archive
from khabar.store import schema as t
from khabar.store.people import add_person, add_token
from khabar.store.review import Change, changes_of, load_review
from postgres import server
from records import made

SECONDS = float(os.environ.get("KHABAR_LOAD_SECONDS", "10"))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new archive."""
    if request.param == "sqlite":
        yield str(tmp_path / "khabar.db")
        return
    import psycopg

    with server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute('CREATE SCHEMA IF NOT EXISTS "load"')
            connection.execute('DROP SCHEMA "load" CASCADE')
            connection.execute('CREATE SCHEMA "load"')
        yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3Dload"


def test_four_analysts_at_once_lose_nothing(where: str, tmp_path: Path) -> None:
    """Two desks on one archive: each change that was accepted is one row, each other one was told why it is none."""
    pages = tmp_path / "pages"
    with open_archive(where, create=True, pages=pages) as archive:
        reports = {keep(archive, made(report=made().report.model_copy(update={"source_id": n}))): 0 for n in "abc"}
        reports = {report: load_review(archive, report).reading for report in reports}
        keys = {}
        for name in ("سلمى", "نور", "هدى", "رنا"):
            add_person(archive, name, "analyst")
            keys[name] = add_token(archive, name, "load", "analyst")[1]
        with ExitStack() as desks:
            addresses = [desks.enter_context(desk(where, pages)) for _ in range(2)]
            told = work(addresses, keys, reports, SECONDS)
        assert [strange for one in told.values() for strange in one.strange] == []
        accepted = sorted(Change(**row).id for one in told.values() for row in one.accepted)
        with archive.reading() as connection:
            rows = sorted(connection.execute(select(t.change.c.id)).scalars())
        assert accepted == rows
        by_id = {row["id"]: Change(**row) for one in told.values() for row in one.accepted}
        for report in reports:
            changes = changes_of(archive, f"reports/{report}")
            assert [c.revision for c in changes] == list(range(1, len(changes) + 1))
            assert [by_id[c.id] for c in changes] == list(changes)
            load_review(archive, report)
    refused = sum(len(one.refused) for one in told.values())
    seconds = sorted(s * 1000 for one in told.values() for s in one.seconds)
    half, most = seconds[len(seconds) // 2], seconds[len(seconds) * 95 // 100]
    print(
        f"\n{len(accepted)} accepted, {refused} refused in {SECONDS:.0f} s; half in {half:.0f} ms, 95 % {most:.0f} ms"
    )
    assert all(one.accepted for one in told.values())
    assert refused
