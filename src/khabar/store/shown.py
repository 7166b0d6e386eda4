"""Names as they are shown, and who stands where by them: what the desk counts over an archive."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from khabar.errors import ArchiveError
from khabar.store import schema as t

_LONGEST = 200  # characters of a name
_STEP = 200
Row = Mapping[str, Any]


def add_shown(connection: Connection, rows: Iterable[tuple[int, Row]]) -> None:
    """Enter records (as `Record.to_dict` gives them) by the ids of their readings, which have nothing entered yet."""
    appearing: list[tuple[str, str, int, str]] = []
    passing: list[tuple[int, str, int, str, str]] = []
    for reading, record in rows:
        appearing += [(role, label, reading, part) for role, label, part in _appearances(record)]
        passing += [(reading, *step) for step in _relays(record)]
    ids = _ids(connection, sorted({a[1] for a in appearing} | {n for p in passing for n in p[3:]}))
    if appearing:
        named = ({"role": a[0], "shown_id": ids[a[1]], "reading_id": a[2], "part": a[3]} for a in appearing)
        connection.execute(insert(t.appearance), list(named))
    if passing:
        keys = ("reading_id", "part", "step", "from_id", "to_id")
        steps = (dict(zip(keys, (*p[:3], ids[p[3]], ids[p[4]]), strict=True)) for p in passing)
        connection.execute(insert(t.relay), list(steps))


def fill_shown(connection: Connection) -> None:
    """Enter every current record of an archive that has none entered."""
    last = 0
    while True:
        asked = select(t.reading.c.id, t.reading.c.record).where(t.reading.c.current, t.reading.c.id > last)
        rows = connection.execute(asked.order_by(t.reading.c.id).limit(_STEP)).all()
        if not rows:
            return
        last = rows[-1].id
        add_shown(connection, ((row.id, _unpacked(row.id, row.record)) for row in rows if row.record is not None))


def _unpacked(identity: int, packed: bytes) -> Row:
    try:
        record: Row = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise ArchiveError(
            "{what} is damaged; run `khabar verify`", "archive/damaged", what=f"record {identity}"
        ) from error
    return record


def _appearances(record: Row) -> Iterator[tuple[str, str, str]]:
    """`(role, label, part)`, each once."""
    names = {e["id"]: _label(e["name"]) for e in record["entities"]}
    found: dict[tuple[str, str, str], None] = {}
    for event in record["events"]:
        found |= {("actor", names[i], event["id"]): None for i in event["actors"] if names.get(i)}
        if names.get(event["place"]):
            found["place", names[event["place"]], event["id"]] = None
    for statement in record["statements"]:
        if names.get(statement["speaker"]):
            found["speaker", names[statement["speaker"]], statement["id"]] = None
    if publisher := _label(record["report"]["publisher"] or ""):
        found["publisher", publisher, ""] = None
    yield from found


def _relays(record: Row) -> Iterator[tuple[str, int, str, str]]:
    """`(statement, step, who tells, whose words)` for every step of every chain."""
    names = {e["id"]: _label(e["name"]) for e in record["entities"]}
    for statement in record["statements"]:
        chain = [names[i] for i in statement["chain"] if names.get(i)]
        for step, (teller, told) in enumerate(pairwise(chain)):
            if teller != told:
                yield statement["id"], step, teller, told


def _label(name: str) -> str:
    return " ".join(name.replace("\0", " ").split())[:_LONGEST]


def _ids(connection: Connection, labels: list[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    asked = select(t.shown.c.label, t.shown.c.id).where(t.shown.c.label.in_(bindparam("labels", expanding=True)))
    adding = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(t.shown)
    for at in range(0, len(labels), _STEP):
        some = labels[at : at + _STEP]
        known |= {label: int(i) for label, i in connection.execute(asked, {"labels": some})}
        new = [{"label": label} for label in some if label not in known]
        if new:
            connection.execute(adding.on_conflict_do_nothing(), new)
            known |= {label: int(i) for label, i in connection.execute(asked, {"labels": some})}
    return known
