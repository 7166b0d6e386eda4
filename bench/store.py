"""What an archive costs and how fast it answers: insert rate, size, time of a search, four writers at once.

usage: uv run python bench/store.py NEWS_FOLDER [--reports N] [--read N] [--keep FOLDER] [--postgres URL]

NEWS_FOLDER holds `.jsonl.gz` files of articles (`full_text` or `content`, `title`). Every article is archived with
its bytes and a record. To read them all takes hours of one core and says nothing of the archive: `--read` of them are
read by the whole reader (its rate is printed), and each article's record is its own text with the entities, statements
and events of one of those, in turn; their spans are not this text's, their number and kind are those of real records.
`--grow 100000` then copies them within the database and measures the searches again; `--postgres URL` copies the whole
into an empty database of a server and measures there. `--keep FOLDER` takes the `khabar.db` of that folder, which
`khabar collect` may have made. Beside the time that a user waits stands that of the processor, which does not know what
else the machine is doing (of SQLite, which works in the process; a server works in its own).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from khabar.lexicon import load_lexicon
from khabar.objects import Page, Published, Record, Report
from khabar.store import Given, add_page, add_record, open_archive, search, verify
from khabar.store.query import compile_aliases, parse_query

QUERIES = (
    "داعش", "الحوثي", "حلب", "بالإسكندرية", "الرئيس", "قال", "في", "وزارة الدفاع الأمريكية", '"وقف إطلاق النار"',
    "غارة جوية على مدرسة", "قصف -إسرائيل", "type:assault", "type:assault killed:>3", "place:غزة",
    "place:صنعاء killed:>5", "actor:داعش", "speaker:نتنياهو", "through:رويترز", "near:15.35,44.2,20km",
    "from:2016-05-01", "from:2023-10 to:2023-12", "status:denied", "غزة type:assault from:2023-11",
    "مستشفى place:غزة killed:>10",
)  # fmt: skip
# Not among those that the bound of 50 ms is for: codes that nearly every report has, which no index makes rare.
HARD = ("status:occurred", "status:occurred killed:>3", "في type:assault", "actor:إسرائيل place:غزة", "acled:air")
BATCH = 100


def articles(folder: Path) -> Iterator[tuple[str, str, str, str | None]]:
    """`(id, title, text, day)` of every article, and then of every one again with a word more, without end."""
    for turn in count():
        for path in sorted(folder.glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    row = json.loads(line)
                    title, body = row.get("title") or "", row.get("full_text") or row.get("content") or ""
                    text = f"{title}\n\n{body}".strip() + (f"\n\nنسخة{turn}" if turn else "")
                    day = str(row.get("date_extracted") or row.get("published_time") or "")[:10]
                    yield f"{path.name}:{number}:{turn}", title, text, day if day[:2] == "20" else None


def record_of(source: str, title: str, text: str, day: str | None, facts: Record | None) -> Record:
    """A record of this text with another's facts."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    published = Published(date=day, basis="given") if day else Published()
    report = Report(id=digest, source_id=source, title=title, text=text, published=published, language="ar")
    if facts is None:
        return Record(report=report)
    parts = (facts.entities, facts.times, facts.statements, facts.events)
    return Record(report=report, entities=parts[0], times=parts[1], statements=parts[2], events=parts[3])


def read_some(folder: Path, number: int) -> list[Record]:
    """The first articles by the whole reader, with its rate."""
    from khabar.reader import Reader

    reader, records = Reader(), []
    begin = time.perf_counter()
    every = max(1, 38_000 // max(1, number))
    for source, title, text, day in islice(articles(folder), 0, number * every, every):
        records.append(reader.read(Page(text, source, "text", title=title or None, published=day)))
    spent = time.perf_counter() - begin
    whole = 38_249 / number * spent / 60
    print(f"read      {number} articles, {number / spent:.1f} a second: all 38,249 would take {whole:.0f} min")
    return records


def insert(where: Path, folder: Path, wanted: int, facts: list[Record]) -> None:
    """Archive the articles, a hundred a transaction."""
    begin, worked = time.perf_counter(), time.process_time()
    with open_archive(str(where), create=True) as archive:
        rows = enumerate(islice(articles(folder), wanted))
        given = Given("bench", "{}")
        while batch := list(islice(rows, BATCH)):
            with archive.writing() as connection:
                for at, (source, title, text, day) in batch:
                    identity, _ = add_page(connection, archive, Page(text, source, "text", title=title, published=day))
                    record = record_of(source, title, text, day, facts[at % len(facts)] if facts else None)
                    add_record(connection, identity, given, record)
        archive.settle()
    spent = time.perf_counter() - begin
    worked = time.process_time() - worked
    rates = f"{wanted / spent:.0f} a second; {wanted / worked:.0f} a second of CPU"
    print(f"insert    {wanted} reports in {spent:.0f} s, {rates}")


def grow(where: Path, wanted: int) -> None:
    """Copy the reports that are there, rows and words, until there are so many: for the time of a search only."""
    from sqlalchemy import text as sql

    from khabar.store.words import index_text

    with open_archive(str(where)) as archive, archive.writing() as connection:
        have = connection.execute(sql("SELECT max(id) FROM reading")).scalar_one()
        for turn, first in enumerate(range(have, wanted, have), 1):
            names = {"off": first, "turn": f"-{turn}", "last": min(have, wanted - first)}
            for statement in GROW:
                connection.execute(sql(statement), {k: v for k, v in names.items() if f":{k}" in statement})
            copies = sql("SELECT id, title, body FROM text WHERE id > :off")
            for row in connection.execute(copies, {"off": first}).all():
                index_text(connection, row.id, row.title, row.body)
    with open_archive(str(where)) as archive:
        archive.settle()


GROW = (
    "INSERT INTO text SELECT id + :off, digest || :turn, title, body FROM text WHERE id <= :last",
    "INSERT INTO page SELECT id + :off, key || :turn, source, digest, decoded, format, url, publisher, title,"
    " published, charset, content_type, came FROM page WHERE id <= :last",
    "INSERT INTO reading (id, page_id, reader, settings, made, current, text_id, published, publisher, record, digest)"
    " SELECT id + :off, page_id + :off, reader, settings, made, current, text_id + :off, published, publisher, record,"
    " digest FROM reading WHERE id <= :last",
    "INSERT INTO event (reading_id, event, type, mode, acled, status, lat, lon, day_begin, day_end, evidence_begin,"
    " evidence_end) SELECT reading_id + :off, event, type, mode, acled, status, lat, lon, day_begin, day_end,"
    " evidence_begin, evidence_end FROM event WHERE reading_id <= :last",
    "INSERT INTO figure SELECT reading_id + :off, event, number, what, who, low, high FROM figure WHERE"
    " reading_id <= :last",
    "INSERT INTO party SELECT name_id, role, reading_id + :off, part FROM party WHERE reading_id <= :last",
)


def sizes(where: Path) -> None:
    """Bytes on the disk."""
    pages = sum(p.stat().st_size for p in where.with_name(where.name + ".pages").iterdir())
    print(f"size      database {where.stat().st_size / 1e6:.0f} MB, pages {pages / 1e6:.0f} MB")


def queries(where: str, runs: int) -> None:
    """The median of `runs` for each query, waited and of the processor; the first run of all stands apart."""
    aliases = load_lexicon().build(compile_aliases)
    medians: dict[str, tuple[float, float]] = {}
    with open_archive(where) as archive:
        for typed in (*QUERIES, *HARD):
            times, worked = [], []
            for _ in range(runs + 1):
                begin, before = time.perf_counter(), time.process_time()
                found = search(archive, parse_query(typed, aliases))
                times.append((time.perf_counter() - begin) * 1000)
                worked.append((time.process_time() - before) * 1000)
            medians[typed] = statistics.median(times[1:]), statistics.median(worked[1:])
            told = f"{medians[typed][0]:7.1f} ms (processor {medians[typed][1]:6.1f}, first {times[0]:7.1f})"
            print(f"search    {told} {found.total:7} found: {typed}")
    for kind, at in (("waited", 0), ("processor", 1)):
        bound = [medians[typed][at] for typed in QUERIES]
        told = f"median {statistics.median(bound):.1f} ms, slowest {max(bound):.1f} ms"
        print(f"search    {kind}: {told}, {sum(t >= 50 for t in bound)} of {len(bound)} at 50 ms or more")


def to_server(where: Path, url: str) -> None:
    """Copy every row into a server's empty database; the words are indexed anew."""
    import psycopg
    from sqlalchemy import make_url, select

    from khabar.store.schema import metadata
    from khabar.store.words import index_names, index_text

    open_archive(url, create=True).close()
    begin = time.perf_counter()
    with open_archive(str(where)) as source, psycopg.connect(url) as server, source.reading() as rows:
        for table in metadata.sorted_tables:
            columns = ", ".join(f'"{c.name}"' for c in table.columns)
            found = rows.execution_options(yield_per=1000).execute(select(table))
            with server.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
                for row in found:
                    copy.write_row(tuple(row))
        server.commit()
        with open_archive(url) as target, target.writing() as connection:
            for row in rows.execute(select(metadata.tables["text"])):
                index_text(connection, row.id, row.title, row.body)
            index_names(connection, [(r.id, r.stems) for r in rows.execute(select(metadata.tables["name"]))])
    with open_archive(url) as target:
        target.settle()
    print(f"server    {make_url(url).get_backend_name()}: copied in {time.perf_counter() - begin:.0f} s")


def write(where: Path, folder: Path, first: int, number: int) -> None:
    """One of several writers: its share, and some that the others write too, a report a transaction."""
    with open_archive(str(where), create=True) as archive:
        for source, title, text, day in islice(articles(folder), first, first + number):
            with archive.writing() as connection:
                identity, _ = add_page(connection, archive, Page(text, source, "text", title=title))
                add_record(connection, identity, Given("bench", "{}"), record_of(source, title, text, day, None))


def writers(folder: Path, number: int) -> None:
    """Four processes write overlapping shares into one new archive."""
    with tempfile.TemporaryDirectory() as place:
        where = Path(place, "khabar.db")
        share = number // 4
        begin = time.perf_counter()
        both = share // 4  # that the neighbour writes too
        shares = [(max(0, n * share - both), share + both * (n > 0)) for n in range(4)]
        work = [multiprocessing.Process(target=write, args=(where, folder, *part)) for part in shares]
        for process in work:
            process.start()
        for process in work:
            process.join()
        spent = time.perf_counter() - begin
        codes = [process.exitcode for process in work]
        with open_archive(str(where)) as archive:
            done = verify(archive)
        told = f"exit codes {codes}; faults {done.faults}"
        print(f"writers   4 at once, {done.pages} reports of {number} in {spent:.0f} s; {told}")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("news", type=Path)
    arguments.add_argument("--reports", type=int, default=38_249)
    arguments.add_argument("--grow", type=int, default=0, help="measure searches again with so many reports")
    arguments.add_argument("--read", type=int, default=200)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--keep", type=Path, help="the archive's folder, used again where it has an archive")
    arguments.add_argument("--postgres", metavar="URL", help="copy all into this empty database and measure there")
    arguments.add_argument("--writers", type=int, default=1_000)
    given = arguments.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        where = (given.keep or Path(folder)) / "khabar.db"
        if not where.exists():
            insert(where, given.news, given.reports, read_some(given.news, given.read) if given.read else [])
        sizes(where)
        queries(str(where), given.runs)
        if given.grow:
            grow(where, given.grow)
            print(f"grown     to {given.grow} reports by copying rows and words, the records with them")
            sizes(where)
            queries(str(where), given.runs)
        if given.postgres:
            to_server(where, given.postgres)
            queries(given.postgres, given.runs)
    if given.writers:
        writers(given.news, given.writers)


if __name__ == "__main__":
    main()
