"""Incidents, and names as they are shown, for what is counted over an archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from khabar.store.shown import fill_shown

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and fill those that are made from the current records."""
    _shown()
    _incidents()
    fill_shown(op.get_bind())


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown")),
        sa.UniqueConstraint("label", name=op.f("uq_shown_label")),
    )
    op.create_table(
        "appearance",
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("shown_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_appearance_reading_id")),
        sa.ForeignKeyConstraint(["shown_id"], ["shown.id"], name=op.f("fk_appearance_shown_id")),
        sa.PrimaryKeyConstraint("role", "shown_id", "reading_id", "part", name=op.f("pk_appearance")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_appearance_reading_id"), "appearance", ["reading_id"], unique=False)
    op.create_table(
        "relay",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["shown.id"], name=op.f("fk_relay_from_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_relay_reading_id")),
        sa.ForeignKeyConstraint(["to_id"], ["shown.id"], name=op.f("fk_relay_to_id")),
        sa.PrimaryKeyConstraint("reading_id", "part", "step", name=op.f("pk_relay")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_relay_from_id_to_id"), "relay", ["from_id", "to_id"], unique=False)


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("day_begin", sa.String(length=10), nullable=True),
        sa.Column("day_end", sa.String(length=10), nullable=True),
        sa.Column("killed_low", sa.BigInteger(), nullable=True),
        sa.Column("killed_high", sa.BigInteger(), nullable=True),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_reports_day_begin"), "incident", ["reports", "day_begin"], unique=False)
    op.create_index(op.f("ix_incident_day_begin"), "incident", ["day_begin"], unique=False)
    op.create_table(
        "incident_event",
        sa.Column("incident_id", sa.String(length=16), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_event_incident_id")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_incident_event_page_id")),
        sa.PrimaryKeyConstraint("incident_id", "page_id", "event", name=op.f("pk_incident_event")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_incident_event_page_id"), "incident_event", ["page_id"], unique=False)
