"""The tables of an archive, the same in SQLite and PostgreSQL.

Two more tables hold the searchable words and differ by database; `words.py` makes and fills them: `text_words` and
`name_words`. Times are ISO 8601 text in UTC, digests are SHA-256 in hex.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Where the bytes of a page lie: `length` bytes at `offset` of a WARC file, `size` of them once unpacked.
blob = Table(
    "blob",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Index(None, "file", "offset"),
)

# Bytes and what is known of them from outside; `key` is the digest of all of that. `digest` is null for a record that
# came without its page. `decoded`: the bytes are the UTF-8 of a text that the caller had already decoded.
page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("digest", String(64), ForeignKey("blob.digest"), index=True),
    Column("decoded", Boolean, nullable=False),
    Column("format", String(8), nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("title", Text),
    Column("published", Text),
    Column("charset", Text),
    Column("content_type", Text),
    Column("came", String(32), nullable=False, index=True),
)

# A reading text, once however many pages and readings share it.
text = Table(
    "text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("title", Text),
    Column("body", Text, nullable=False),
)

# One version of a page's record: by which reader, under which settings. `record` is its JSON, compressed by zlib, and
# `digest` that of the JSON; both are null and `error` says why where the reader failed. `current` marks the newest.
reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("page.id"), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("settings", Text, nullable=False),
    Column("made", String(32), nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("text_id", Integer, ForeignKey("text.id")),
    Column("published", String(10)),
    Column("publisher", Text),
    Column("record", LargeBinary),
    Column("digest", String(64)),
    Column("error", Text),
    UniqueConstraint("page_id", "reader", "settings"),
    Index(None, "text_id", "current", "published"),
    Index(None, "current", "published"),
)

# What a search by fields needs of the current records; in SQLite these three tables are their own indexes, so that what
# is asked for lies together. `day_begin` and `day_end` are the event's days, or where they
# are unknown the report's; `evidence_…` is where in the report's text the event stands.
event = Table(
    "event",
    metadata,
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("event", String(16), primary_key=True),
    Column("type", String(16), index=True),
    Column("mode", String(40), index=True),
    Column("acled", Text, index=True),
    Column("status", String(16), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("day_begin", String(10)),
    Column("day_end", String(10)),
    Column("evidence_begin", Integer),
    Column("evidence_end", Integer),
    Index(None, "type", "day_end", "day_begin", "status"),
    Index(None, "lat", "lon"),
    Index(None, "day_begin"),
    Index(None, "status"),
    sqlite_with_rowid=False,
)

figure = Table(
    "figure",
    metadata,
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("event", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("what", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger),
    Index(None, "what", "low"),
    sqlite_with_rowid=False,
)

# A name as it is searched (its stems) and the actor of the books that bears it, if one does.
name = Table(
    "name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stems", Text, nullable=False, unique=True),
)

# Who stands where: `role` is actor, recipient, victim, place (of an event), speaker, through (of a statement) or
# publisher; `part` is the id of the event or statement, empty for the publisher.
party = Table(
    "party",
    metadata,
    Column("name_id", Integer, ForeignKey("name.id"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("part", String(16), primary_key=True),
    Index(None, "reading_id"),
    sqlite_with_rowid=False,
)

# What collecting knows of an address or a file, so that it asks only for what is new and forgets nothing it heard of;
# `key` is the address's digest, `kind` feed, sitemap, page, entry (of a feed or sitemap) or file, `outcome` wanted,
# kept, failed (asked again from `not_before` on) or gone.
visit = Table(
    "visit",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("address", Text, nullable=False),
    Column("publisher", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("outcome", String(8), nullable=False),
    Column("reason", Text),
    Column("failures", Integer, nullable=False),
    Column("seen", String(32), nullable=False),
    Column("not_before", String(32)),
    Index(None, "outcome", "kind"),
)

# Where a report or an incident stands in review; `subject` is reports/12 or incidents/i7. It follows from the rows of
# `change` and could be made again from them; its `revision` is what writers compare before they write.
review = Table(
    "review",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("report", Integer, ForeignKey("page.id"), unique=True),
    Column("revision", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("assigned", String(64)),
    Column("checked_by", String(64)),
    Column("at", String(32)),
    Index(None, "status"),
    Index(None, "at"),
)

# The audit of all that people changed: rows are only ever added, which triggers see to in both databases. `before` and
# `after` are JSON.
change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(80), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("report", Integer, ForeignKey("page.id"), index=True),
    Column("reading", Integer, ForeignKey("reading.id")),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(8), nullable=False),
    Column("target", String(80), nullable=False),
    Column("field", String(40)),
    Column("before", Text),
    Column("after", Text),
    UniqueConstraint("subject", "revision"),
)

# Who works here. `password` is an argon2id hash, null where only a reverse proxy can sign them in. Nobody is removed.
person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password", Text),
    Column("made", String(32), nullable=False),
)

# Who is signed in: the digest of a secret that only their browser has.
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("made", String(32), nullable=False),
    Column("expires", String(32), nullable=False),
)

# Keys to the API, by digest; one that was revoked is gone.
token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("role", String(8), nullable=False),
    Column("made", String(32), nullable=False),
    Column("expires", String(32)),
)

# Searches that people keep, and when they last looked; by name, since on a local archive nobody has a row in `person`.
saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("query", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("made", String(32), nullable=False),
    UniqueConstraint("who", "name"),
)

last_visit = Table(
    "last_visit",
    metadata,
    Column("who", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
)

# A name as it is shown: that of an entity, without its other names.
shown = Table(
    "shown",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False, unique=True),
)

# Who or what stands where in the current records, by name as shown: `role` is actor or place (of the event `part`),
# speaker (of the statement `part`) or publisher. What is counted over an archive is counted here.
appearance = Table(
    "appearance",
    metadata,
    Column("role", String(12), primary_key=True),
    Column("shown_id", Integer, ForeignKey("shown.id"), primary_key=True),
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("part", String(16), primary_key=True),
    Index(None, "reading_id"),
    sqlite_with_rowid=False,
)

# One step of a statement's chain: `from_id` tells what `to_id` says; step 0 is nearest to the publisher.
relay = Table(
    "relay",
    metadata,
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("from_id", Integer, ForeignKey("shown.id"), nullable=False),
    Column("to_id", Integer, ForeignKey("shown.id"), nullable=False),
    Index(None, "from_id", "to_id"),
    sqlite_with_rowid=False,
)

# What comparing found. `data` is the incident's JSON, compressed by zlib; null where one report alone tells it: then
# the report says all. `killed_low` and `killed_high` are the bounds of all figures of those killed.
incident = Table(
    "incident",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("differs", Boolean, nullable=False),
    Column("type", String(16)),
    Column("mode", String(40)),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("day_begin", String(10)),
    Column("day_end", String(10)),
    Column("killed_low", BigInteger),
    Column("killed_high", BigInteger),
    Column("made", String(32), nullable=False),
    Column("data", LargeBinary),
    Index(None, "reports", "day_begin"),
    Index(None, "day_begin"),
)

# Which event of which report belongs to which incident.
incident_event = Table(
    "incident_event",
    metadata,
    Column("incident_id", String(16), ForeignKey("incident.id"), primary_key=True),
    Column("page_id", Integer, ForeignKey("page.id"), primary_key=True),
    Column("event", String(16), primary_key=True),
    Index(None, "page_id"),
    sqlite_with_rowid=False,
)
