"""Indexes by which the desk finds what came, was read or was changed since someone last looked."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the indexes."""
    op.create_index(op.f("ix_page_came"), "page", ["came"], unique=False)
    op.create_index(op.f("ix_reading_made"), "reading", ["made"], unique=False)
    op.create_index(op.f("ix_change_report"), "change", ["report"], unique=False)
