"""What collecting remembers in the archive: which addresses it heard of, which it has, when to ask again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from sqlalchemy import Connection, or_, select, update

from khabar.store import schema as t
from khabar.store.write import upsert

VisitKind = Literal["feed", "sitemap", "page", "entry", "file"]
_FIRST, _LONGEST = 60.0, 86_400.0  # seconds of the first wait after a failure, and of the longest
_DAY = 10  # letters of an ISO day; a moment has more


@dataclass(frozen=True, slots=True)
class Visit:
    """One address: how it is asked for, and how the last time went."""

    kind: VisitKind
    address: str
    publisher: str | None = None
    etag: str | None = None
    modified: str | None = None
    outcome: str = "wanted"
    failures: int = 0
    not_before: str | None = None
    seen: str | None = None


def stamp(moment: datetime) -> str:
    """A moment as the archive writes it; such texts sort by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def recall(connection: Connection, kind: VisitKind, address: str) -> Visit | None:
    """What is known of an address, or None."""
    asked = select(t.visit).where(t.visit.c.key == _key(kind, address))
    row = connection.execute(asked).mappings().first()
    return _visit(row) if row is not None else None


def due(connection: Connection, moment: datetime) -> list[Visit]:
    """Entries that were heard of and are not had yet, and whose waiting time is over, the first heard of first."""
    asked = (
        select(t.visit)
        .where(t.visit.c.kind == "entry", t.visit.c.outcome.in_(("wanted", "failed")))
        .where(or_(t.visit.c.not_before.is_(None), t.visit.c.not_before <= stamp(moment)))
        .order_by(t.visit.c.seen, t.visit.c.key)
    )
    return [_visit(row) for row in connection.execute(asked).mappings()]


def hear_of(connection: Connection, visit: Visit, moment: datetime) -> bool:
    """Remember an address that is to be asked for; False where it is known already."""
    row = _row(visit, moment) | {"outcome": "wanted"}
    adding = upsert(connection, t.visit).values(row).on_conflict_do_nothing().returning(t.visit.c.key)
    return connection.execute(adding).first() is not None


def hear_again(connection: Connection, visit: Visit, modified: str | None) -> Visit | None:
    """Ask once more for an address that is had, where the sitemap says that it changed since; None where it did not."""
    known = recall(connection, visit.kind, visit.address)
    if known is None or known.outcome != "kept" or modified is None or not may_have_changed(known, modified):
        return None
    key = _key(visit.kind, visit.address)
    connection.execute(update(t.visit).where(t.visit.c.key == key).values(outcome="wanted"))
    return known


def may_have_changed(visit: Visit, modified: str) -> bool:
    """Whether what last changed then (ISO day or moment) may be newer than what the visit saw.

    A day, and a moment without a zone, may mean any of the world's zones; what is no day says nothing.
    """
    if visit.seen is None:
        return True
    try:
        moment = datetime.fromisoformat(modified)
    except ValueError:
        return True
    latest = moment if moment.tzinfo else moment.replace(tzinfo=UTC) + timedelta(hours=12)
    if len(modified) <= _DAY:
        latest += timedelta(days=1)
    return stamp(latest) >= visit.seen


def succeeded(
    connection: Connection, visit: Visit, moment: datetime, *, etag: str | None = None, modified: str | None = None
) -> None:
    """The address gave what was wanted; the validators make the next request conditional."""
    _note(connection, visit, moment, outcome="kept", reason=None, failures=0, etag=etag, modified=modified)


def failed(
    connection: Connection, visit: Visit, moment: datetime, reason: str, *, lasting: bool, retry_after: str | None
) -> None:
    """The address gave nothing: for good, or asked again after a wait that doubles each time, or as the server says."""
    failures = visit.failures + 1
    wait = min(_LONGEST, _FIRST * 2 ** min(failures - 1, 20))
    wait = max(wait, _stated(retry_after, moment))
    outcome = "gone" if lasting else "failed"
    later = None if lasting else stamp(moment + timedelta(seconds=wait))
    _note(connection, visit, moment, outcome=outcome, reason=reason, failures=failures, not_before=later)


def _note(connection: Connection, visit: Visit, moment: datetime, **values: Any) -> None:
    row = _row(visit, moment) | {"not_before": None} | values
    done = connection.execute(update(t.visit).where(t.visit.c.key == row["key"]).values(row))
    if done.rowcount == 0:
        connection.execute(upsert(connection, t.visit).values(row).on_conflict_do_nothing())


def _row(visit: Visit, moment: datetime) -> dict[str, Any]:
    return {
        "key": _key(visit.kind, visit.address), "kind": visit.kind, "address": visit.address,
        "publisher": visit.publisher, "etag": visit.etag, "modified": visit.modified, "failures": visit.failures,
        "seen": stamp(moment),
    }  # fmt: skip


def _visit(row: Any) -> Visit:
    names = ("kind", "address", "publisher", "etag", "modified", "outcome", "failures", "not_before", "seen")
    return Visit(**{name: row[name] for name in names})


def _key(kind: str, address: str) -> str:
    """An entry of a feed that the list also names as a page is asked for as both."""
    return hashlib.sha256(f"{kind} {address}".encode("utf-8", "surrogatepass")).hexdigest()


def _stated(retry_after: str | None, moment: datetime) -> float:
    """Seconds that a `Retry-After` asks for, a week at most; 0 where it says nothing that can be read."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), 7 * _LONGEST)
    try:
        return min(max(0.0, (parsedate_to_datetime(text) - moment).total_seconds()), 7 * _LONGEST)
    except (ValueError, TypeError):
        return 0.0
