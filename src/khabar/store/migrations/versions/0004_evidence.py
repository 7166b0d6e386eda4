"""Where events stand in their texts, and indexes that answer a search alone."""

from __future__ import annotations

import json
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_STEP = 200


def upgrade() -> None:
    """Add the columns, fill them from the current records, and change the indexes."""
    op.add_column("event", sa.Column("evidence_begin", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("evidence_end", sa.Integer(), nullable=True))
    op.drop_index(op.f("ix_reading_text_id_current"), "reading", if_exists=True)
    _fill(op.get_bind())
    columns = ["type", "day_end", "day_begin", "status"]
    op.create_index(op.f("ix_event_type_day_end_day_begin_status"), "event", columns, unique=False)
    op.create_index(op.f("ix_event_acled"), "event", ["acled"], unique=False)
    columns = ["text_id", "current", "published"]
    op.create_index(op.f("ix_reading_text_id_current_published"), "reading", columns, unique=False)


def _fill(connection: sa.Connection) -> None:
    """From records as the reader made them; what people made of them since is filled when they change it again."""
    last = 0
    asked = sa.text(f"SELECT id, record FROM reading WHERE current AND id > :last ORDER BY id LIMIT {_STEP}")  # noqa: S608
    filled = sa.text(
        "UPDATE event SET evidence_begin = :begin, evidence_end = :end WHERE reading_id = :reading AND event = :event"
    )
    while rows := connection.execute(asked, {"last": last}).all():
        last = rows[-1].id
        places = [place for row in rows if row.record is not None for place in _places(row.id, row.record)]
        if places:
            connection.execute(filled, places)


def _places(reading: int, packed: bytes) -> list[dict[str, Any]]:
    try:
        events = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))["events"]
    except (zlib.error, ValueError):
        return []  # damaged: `khabar verify` tells of it
    spans = ((e["id"], e["evidence"]) for e in events)
    return [{"reading": reading, "event": i, "begin": s["start"], "end": s["end"]} for i, s in spans]
