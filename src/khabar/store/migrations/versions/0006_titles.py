"""The words of titles by themselves in PostgreSQL: which ones they are cannot be asked of an index over all words."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column, filled from the words that weigh as those of titles do; FTS5 knows its columns already."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "ALTER TABLE text_words ADD COLUMN titles TSVECTOR NOT NULL"
        " GENERATED ALWAYS AS (ts_filter(words, '{a}')) STORED"
    )
    op.execute("CREATE INDEX ix_text_words_titles ON text_words USING gin (titles)")
