"""From a list of sources into the archive: what is new is fetched, kept and read, each step whole or not at all.

Whatever is heard of is written down before it is fetched, a page is kept before it is read, and each of these is one
transaction: a process that is killed loses nothing but the step it was at, and the next one goes on from there.
"""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection

from khabar.collect.sources import Source, SourceList
from khabar.collect.visits import (
    Visit,
    VisitKind,
    due,
    failed,
    hear_again,
    hear_of,
    may_have_changed,
    recall,
    stamp,
    succeeded,
)
from khabar.errors import ArchiveError, InputError, KhabarError
from khabar.objects import Failure, Page, Record
from khabar.pages.feed import Entry, read_entries, read_feed
from khabar.pages.fetch import Fetched, FetchError
from khabar.pages.kinds import is_binary, kind_of
from khabar.pages.sources import files_of, open_input
from khabar.store import Archive, Given, add_page, add_record, load_page, pending_pages
from khabar.store.warc import Exchange

_BATCH = 20  # pages of a file kept in one transaction
_DEEPEST = 3  # sitemaps of sitemaps
_TRUSTED = timedelta(days=7)  # how long a sitemap is left alone because its index says that it did not change

Read = Callable[[Page], Record]
# Gets what a visit asks for, conditionally where it has validators. Raises `InputError`.
Fetch = Callable[[Visit], Fetched]


@dataclass(slots=True)
class Summary:
    """What came of one run. `failures` name what could not be had or read, and why."""

    new: int = 0
    known: int = 0
    unchanged: int = 0
    read: int = 0
    waiting: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass(slots=True)
class _Job:
    visit: Visit
    source: Source | None = None
    depth: int = 0


class Collector:
    """Collects into one archive with one reader."""

    def __init__(
        self, archive: Archive, read: Read, given: Given, fetch: Fetch, *, delay: float = 2.0,
        crawl_delay: Callable[[str], float] = lambda url: 0.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), say: Callable[[str], None] = lambda line: None,
    ) -> None:  # fmt: skip
        """`given` describes `read`; `delay` and what `crawl_delay` gives are seconds between two requests to a host."""
        self.archive = archive
        self.given = given
        self._read_page = read
        self._fetch = fetch
        self._delay = delay
        self._crawl_delay = crawl_delay
        self._clock = clock
        self._say = say
        self.summary = Summary()

    def run(self, sources: SourceList) -> Summary:
        """One round over all sources. Raises `ArchiveError` where the archive cannot be written."""
        self.summary = Summary()
        self.read_pending()
        for source in sources.sources:
            if source.kind == "folder":
                self._folder(source)
        self._web([s for s in sources.sources if s.kind != "folder"])
        self.archive.settle()
        return self.summary

    def read_pending(self, *, again: bool = False) -> Summary:
        """Read what was kept and not read; with `again` also what another version or other settings have read."""
        with self.archive.reading() as connection:
            waiting = list(pending_pages(connection, self.given, again=again))
        for identity in waiting:
            try:
                with self.archive.reading() as connection:
                    page = load_page(connection, self.archive, identity)
            except ArchiveError as error:
                self._fail(f"page {identity}", str(error))
            else:
                self._read(identity, page)
        return self.summary

    def take(self, pages: Iterator[Page | Failure]) -> Summary:
        """Keep and read pages that come from elsewhere."""
        self.summary = Summary()
        while batch := list(islice(pages, _BATCH)):
            self._keep(batch)
        return self.summary

    def _read(self, identity: int, page: Page) -> None:
        record, reason = None, None
        try:
            record = self._read_page(page)
        except KhabarError as error:
            reason = str(error)
        except Exception as error:  # one page that trips the reader must not cost the others
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name}:{frame.lineno}"
            reason = f"Khabar itself failed on it ({type(error).__name__} at {place}); please report this"
        with self.archive.writing() as connection:
            add_record(connection, identity, self.given, record, error=reason)
        if reason is None:
            self.summary.read += 1
        else:
            self._fail(page.source_id, reason)

    def _fail(self, name: str, reason: str, where: str = "") -> None:
        failure = Failure(name, where, reason)
        self.summary.failures.append(failure)
        told = [part for part in (name, where) if part and not reason.startswith(name)]
        self._say(": ".join([*told, reason]))

    # ------------------------------------------------------------------------------------------------- folders

    def _folder(self, source: Source) -> None:
        path = Path(source.where)
        if not path.exists():
            self._fail(source.where, "does not exist; check the path in the list")
            return
        for file in files_of(path) if path.is_dir() else [path]:
            try:
                stat = file.stat()
                with file.open("rb") as stream:
                    head = stream.read(4096)
            except OSError as error:
                self._fail(str(file), f"cannot be read ({error.strerror}); check its rights")
                continue
            if is_binary(head) and kind_of(head, file.name) == "page":
                continue
            state = f"{stat.st_size} {stat.st_mtime_ns}"
            with self.archive.reading() as connection:
                last = recall(connection, "file", str(file))
            if last is not None and last.outcome == "kept" and last.modified == state:
                self.summary.unchanged += 1
                continue
            self._file(Visit("file", str(file), source.publisher), state)

    def _file(self, visit: Visit, state: str) -> None:
        """Every page of a file; the file is noted as done when the last one is kept."""
        try:
            pages = open_input(visit.address, publisher=visit.publisher)
            while batch := list(islice(pages, _BATCH)):
                self._keep(batch)
        except (InputError, OSError) as error:
            self._fail(visit.address, str(error))
            return
        with self.archive.writing() as connection:
            succeeded(connection, visit, self._clock(), modified=state)

    def _keep(self, batch: list[Page | Failure]) -> None:
        new: list[tuple[int, Page]] = []
        with self.archive.writing() as connection:
            for page in batch:
                if isinstance(page, Page):
                    identity, fresh = add_page(connection, self.archive, page)
                    new += [(identity, page)] if fresh else []
                    self.summary.known += not fresh
        for page in batch:
            if isinstance(page, Failure):
                self._fail(page.source_id, page.reason, page.where)
        self.summary.new += len(new)
        for identity, page in new:
            self._read(identity, page)

    # ----------------------------------------------------------------------------------------------------- web

    def _web(self, sources: list[Source]) -> None:
        queue = _Queue(self._delay, self._crawl_delay)
        now = self._clock()
        with self.archive.reading() as connection:
            for source in sources:
                kind: VisitKind = "page" if source.kind == "page" else "feed" if source.kind == "feed" else "sitemap"
                visit = recall(connection, kind, source.where) or Visit(kind, source.where, source.publisher)
                if visit.not_before and visit.not_before > stamp(now):
                    self.summary.waiting += 1
                else:
                    queue.put(_Job(visit, source))
            for visit in due(connection, now):
                queue.put(_Job(visit))
        for job in queue:
            self._visit(job, queue)

    def _visit(self, job: _Job, queue: _Queue) -> None:
        visit = job.visit
        try:
            fetched = self._fetch(visit)
        except InputError as error:
            status = error.status if isinstance(error, FetchError) else None
            lasting = visit.kind == "entry" and (status in (404, 410, 451) or not isinstance(error, FetchError))
            later = error.retry_after if isinstance(error, FetchError) else None
            with self.archive.writing() as connection:
                failed(connection, visit, self._clock(), str(error), lasting=lasting, retry_after=later)
            self._fail(visit.address, str(error))
            if status == 429:
                queue.leave(visit.address)
            return
        if fetched.data is None:
            with self.archive.writing() as connection:
                succeeded(connection, visit, self._clock(), etag=visit.etag, modified=visit.modified)
            self.summary.unchanged += 1
        elif visit.kind in ("feed", "sitemap"):
            self._listing(job, fetched, fetched.data, queue)
        else:
            self._page(visit, fetched, fetched.data)

    def _page(self, visit: Visit, fetched: Fetched, data: bytes) -> None:
        page = Page(
            data, visit.address, "text" if fetched.content_type == "text/plain" else "auto", url=fetched.url,
            publisher=visit.publisher, charset=fetched.charset, content_type=fetched.content_type or None,
        )  # fmt: skip
        exchange = Exchange(fetched.url, fetched.asked, fetched.status, fetched.answered)
        with self.archive.writing() as connection:
            identity, fresh = add_page(connection, self.archive, page, exchange=exchange)
            succeeded(connection, visit, self._clock(), etag=fetched.etag, modified=fetched.modified)
        if not fresh:
            self.summary.known += 1
            return
        self.summary.new += 1
        self._read(identity, page)

    def _listing(self, job: _Job, fetched: Fetched, data: bytes, queue: _Queue) -> None:
        """Write down every entry, and only with them that this state of the feed is known."""
        visit, source = job.visit, job.source
        entries = read_entries(data)
        if entries is None:
            with self.archive.writing() as connection:
                failed(connection, visit, self._clock(), "is no feed", lasting=False, retry_after=None)
            self._fail(visit.address, f"is no {visit.kind}; list a page with page =")
            return
        if source is not None and source.content:
            for failure in self._contents(data, visit):
                self._fail(failure.source_id, failure.reason, failure.where)
            entries = []
        listed = [e for e in entries if e.url and _wanted(e, source)]
        deeper = b"<sitemapindex" in data[:4096] and job.depth < _DEEPEST
        with self.archive.writing() as connection:
            if deeper:
                wanted = self._maps(connection, listed, visit.publisher)
            else:
                wanted = self._entries(connection, listed, visit.publisher, again=source is not None and source.updates)
            etag, modified = (None, None) if deeper else (fetched.etag, fetched.modified)
            succeeded(connection, visit, self._clock(), etag=etag, modified=modified)
        for found in wanted:
            queue.put(_Job(found, source if deeper else None, job.depth + 1))

    def _entries(
        self, connection: Connection, listed: list[Entry], publisher: str | None, *, again: bool
    ) -> list[Visit]:
        """The entries that nobody heard of, and with `again` those that are had and changed since."""
        wanted: list[Visit] = []
        for entry in listed:
            visit = Visit("entry", entry.url or "", publisher)
            if hear_of(connection, visit, self._clock()):
                wanted.append(visit)
            elif again and (known := hear_again(connection, visit, entry.modified)):
                wanted.append(known)
        return wanted

    def _maps(self, connection: Connection, listed: list[Entry], publisher: str | None) -> list[Visit]:
        """The sitemaps of a sitemap that may have changed; some indexes state no true day: a week is the longest."""
        now, wanted = self._clock(), []
        for entry in listed:
            known = recall(connection, "sitemap", entry.url or "")
            if known is None:
                wanted.append(Visit("sitemap", entry.url or "", publisher))
            elif known.not_before and known.not_before > stamp(now):
                self.summary.waiting += 1
            elif (
                known.outcome == "kept" and (known.seen or "") > stamp(now - _TRUSTED)
                and entry.modified and not may_have_changed(known, entry.modified)
            ):  # fmt: skip
                self.summary.unchanged += 1
            else:
                wanted.append(known)
        return wanted

    def _contents(self, data: bytes, visit: Visit) -> Iterator[Failure]:
        """What a feed carries itself, as pages; entries without text are told of."""
        pages = read_feed(data, visit.address) or iter(())
        while batch := list(islice(pages, _BATCH)):
            self._keep([p for p in batch if isinstance(p, Page)])
            yield from (p for p in batch if isinstance(p, Failure))


def _wanted(entry: Entry, source: Source | None) -> bool:
    """Entries that do not state their day are wanted: a day is not guessed.

    What last changed before the first day wanted was published before it too.
    """
    day = entry.published or entry.modified
    return not (source and source.since and day and day[:10] < source.since)


class _Queue:
    """Jobs, a host at a time and none too soon: the one whose host has rested longest comes first."""

    def __init__(self, delay: float, crawl_delay: Callable[[str], float]) -> None:
        self._delay = delay
        self._crawl_delay = crawl_delay
        self._jobs: dict[str, deque[_Job]] = {}
        self._ready: dict[str, float] = {}

    def put(self, job: _Job) -> None:
        self._jobs.setdefault(_host(job.visit.address), deque()).append(job)

    def leave(self, address: str) -> None:
        """A host that asks for rest is left alone until the next run."""
        self._jobs.pop(_host(address), None)

    def __iter__(self) -> Iterator[_Job]:
        while waiting := [host for host, jobs in self._jobs.items() if jobs]:
            host = min(waiting, key=lambda h: self._ready.get(h, 0.0))
            time.sleep(max(0.0, self._ready.get(host, 0.0) - time.monotonic()))
            job = self._jobs[host].popleft()
            yield job
            rest = max(self._delay, min(self._crawl_delay(job.visit.address), 60.0))
            self._ready[host] = time.monotonic() + rest


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
