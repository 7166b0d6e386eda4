"""The two tables of searchable words, `text_words` and `name_words`: FTS5 in SQLite, `tsvector` with GIN in PostgreSQL.

Both hold stems (`stems.py`) and no text: what a text says stands in the `text` table, once.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy import text as sql

from khabar.store.stems import stems

# The longest body that is indexed, in stems: a `tsvector` holds 1 MB at most.
_LONGEST = 60_000

SQLITE = (
    "CREATE VIRTUAL TABLE text_words USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE name_words USING fts5(stems, content='', tokenize='unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "CREATE TABLE text_words (id INTEGER PRIMARY KEY REFERENCES text (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_text_words_words ON text_words USING gin (words)",
    "CREATE TABLE name_words (id INTEGER PRIMARY KEY REFERENCES name (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_name_words_words ON name_words USING gin (words)",
)

_ADD_TEXT = {
    "sqlite": "INSERT INTO text_words (rowid, title, body) VALUES (:id, :title, :body)",
    "postgresql": "INSERT INTO text_words (id, words) VALUES (:id, setweight(to_tsvector('simple', :title), 'A')"
    " || setweight(to_tsvector('simple', :body), 'D'))",
}
_ADD_NAME = {
    "sqlite": "INSERT INTO name_words (rowid, stems) VALUES (:id, :stems)",
    "postgresql": "INSERT INTO name_words (id, words) VALUES (:id, to_tsvector('simple', :stems))",
}


def create_words(dialect: str) -> tuple[str, ...]:
    """The statements that make both tables in a database."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL


def index_text(connection: Connection, identity: int, title: str | None, body: str) -> None:
    """Make a text findable."""
    row = {"id": identity, "title": " ".join(stems(title or "")), "body": " ".join(stems(body)[:_LONGEST])}
    connection.execute(sql(_ADD_TEXT[connection.dialect.name]), row)


def index_names(connection: Connection, names: Sequence[tuple[int, str]]) -> None:
    """Make names findable: `(id, stems)` each."""
    if names:
        rows = [{"id": identity, "stems": stems_} for identity, stems_ in names]
        connection.execute(sql(_ADD_NAME[connection.dialect.name]), rows)
