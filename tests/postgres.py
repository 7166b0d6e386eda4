"""A PostgreSQL server for the tests: the one behind KHABAR_TEST_POSTGRES, or one of Debian's package started here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REMEDY = "no PostgreSQL 15+: apt-get install postgresql, or set KHABAR_TEST_POSTGRES=postgresql://user@host/name"


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` lie, of the newest version installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    found = [f for f in folders if int(f.parent.name) >= 15 and (f / "initdb").exists()]
    return found[-1] if found else None


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server that takes new databases; skips the test, with the remedy, where there is none."""
    given = os.environ.get("KHABAR_TEST_POSTGRES")
    if given:
        yield given
        return
    bin_ = programs()
    if bin_ is None:
        pytest.skip(REMEDY)
    folder = Path(tempfile.mkdtemp(prefix="khabar-pg-", dir="/tmp"))
    # PostgreSQL refuses to run as root: Debian's package brings a user for it.
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    try:
        run(str(bin_ / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=64MB"
        run(str(bin_ / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
