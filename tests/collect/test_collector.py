"""What is collected is collected once, politely, and whatever happens in between."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archives import contents, record_of
from khabar.collect import Collector, Source, SourceList
from khabar.collect.visits import Visit
from khabar.errors import ArchiveError, InputError
from khabar.objects import Page, Record
from khabar.pages.fetch import Fetched, fetch
from khabar.settings import load_settings
from khabar.store import Given, open_archive, verify
from khabar.store.warc import walk
from website import ITEMS, running

GIVEN = Given("khabar 1", "{}")
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def read(page: Page) -> Record:
    """A reader that takes the bytes for the text, and trips over one page."""
    text = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
    if "لا يقرأ" in text:
        raise InputError("cannot be read")
    return record_of(text, page.source_id)


def get(visit: Visit) -> Fetched:
    """The web, private addresses included."""
    return fetch(visit.address, load_settings({"KHABAR_FETCH_PRIVATE": "1"}), etag=visit.etag, modified=visit.modified)


def collect(where: Path, sources: SourceList, moment: datetime = START) -> Any:
    """One run; its summary."""
    with open_archive(str(where), create=True) as archive:
        return Collector(archive, read, GIVEN, get, delay=sources.delay, clock=lambda: moment).run(sources)


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, Any]]:
    """A running site."""
    with running() as found:
        yield found


def saved(place: Path) -> Path:
    """Saved pages: files, rows of a `.jsonl`, one that no reader can read, and what is no page."""
    folder = place / "saved"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text("أعلن المجلس إغلاق الجسر", "utf-8")
    (folder / "below" / "b.html").write_text("<p>فتح الجسر</p>", "utf-8")
    (folder / "below" / "bad.txt").write_text("لا يقرأ", "utf-8")
    (folder / "style.css").write_text("p {}")
    (folder / "photo.bin").write_bytes(b"\x89PNG" + bytes(200))
    rows = [json.dumps({"id": f"r{n}", "text": f"خبر من الأرشيف رقم {n}"}, ensure_ascii=False) for n in range(30)]
    (folder / "rows.jsonl").write_text("\n".join([*rows[:10], "{broken", *rows[10:], rows[0]]), "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Saved pages of this test alone."""
    return saved(tmp_path)


def everything(base: str, folder: Path) -> SourceList:
    """A list with one source of each kind."""
    web = (Source("feed", f"{base}/feed", "الموقع"), Source("sitemap", f"{base}/map"), Source("page", f"{base}/front"))
    return SourceList((Source("folder", str(folder)), *web), 0.0)


def test_everything_comes_once(site: tuple[str, Any], folder: Path, tmp_path: Path) -> None:
    """A first run brings all; a second one asks only what may have changed, conditionally, and adds nothing."""
    base, asked = site
    sources = everything(base, folder)
    first = collect(tmp_path / "k.db", sources)
    assert (first.new, first.read) == (33 + ITEMS + 2 + 1, 32 + ITEMS + 2 + 1)
    reasons = {Path(f.source_id).name: f.reason for f in first.failures}
    assert "robots.txt" in reasons["1"] and "404" in reasons["gone"] and "503" in reasons["busy"]
    assert reasons["bad.txt"] == "cannot be read" and "no JSON" in reasons["rows.jsonl"] and len(reasons) == 5
    with open_archive(str(tmp_path / "k.db")) as archive:
        before = contents(archive)
    del asked[:]
    second = collect(tmp_path / "k.db", sources)
    assert (second.new, second.read, second.unchanged) == (0, 0, 5 - 1 + 3) and second.failures == []
    pages = [a for a in asked if not a.startswith("/robots.txt")]
    assert sorted(pages) == ['/feed "/feed"', '/front "/front"', '/map "/map"']
    with open_archive(str(tmp_path / "k.db")) as archive:
        assert contents(archive) == before and verify(archive).faults == []


def test_a_host_that_asks_for_rest_gets_it(site: tuple[str, Any], tmp_path: Path) -> None:
    """What failed is asked again only after the wait the server named; what is gone is not asked again."""
    base, asked = site
    sources = SourceList((Source("feed", f"{base}/feed"),), 0.0)
    collect(tmp_path / "k.db", sources)
    for later, expected in ((timedelta(minutes=59), 0), (timedelta(minutes=61), 1)):
        del asked[:]
        collect(tmp_path / "k.db", sources, START + later)
        assert sum(a == "/busy" for a in asked) == expected
        assert "/gone" not in asked


def test_requests_to_one_host_keep_their_distance(site: tuple[str, Any], tmp_path: Path) -> None:
    """The delay lies between any two pages of a host."""
    base, _ = site
    begin = time.monotonic()
    summary = collect(tmp_path / "k.db", SourceList((Source("sitemap", f"{base}/map"),), 0.1))
    assert summary.new == 3 and time.monotonic() - begin >= 0.3


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(folder: Path, tmp_path: Path) -> None:
    """A new state of a file is a new page; the former stays."""
    sources = SourceList((Source("folder", str(folder)),), 0.0)
    collect(tmp_path / "k.db", sources)
    (folder / "a.txt").write_text("أعلن المجلس فتح الجسر مجددا", "utf-8")
    summary = collect(tmp_path / "k.db", sources)
    assert (summary.new, summary.known) == (1, 0)
    with open_archive(str(tmp_path / "k.db")) as archive:
        assert sum(source == str(folder / "a.txt") for _, source, _ in contents(archive)["page"]) == 2


def test_another_reader_adds_versions(folder: Path, tmp_path: Path) -> None:
    """Reading again fetches nothing, adds a record to every page that can be read, and leaves the old ones."""
    collect(tmp_path / "k.db", SourceList((Source("folder", str(folder)),), 0.0))
    with open_archive(str(tmp_path / "k.db")) as archive:
        newer = Collector(archive, read, Given("khabar 2", "{}"), get)
        assert newer.read_pending().read == 0
        assert newer.read_pending(again=True).read == 32
        assert len(contents(archive)["reading"]) == 66 and verify(archive).faults == []


def test_a_feed_can_be_kept_for_what_it_carries(tmp_path: Path) -> None:
    """With `content` the entries themselves are the pages, and no link is followed."""
    body = "كلمة " * 60
    data = f"<rss><channel><item><title>خبر</title><link>https://a.test/1</link><description>{body}</description></item></channel></rss>"

    def answer(visit: Visit) -> Fetched:
        assert visit.address == "https://a.test/rss"
        return Fetched(visit.address, data.encode(), "application/rss+xml", None, None, None)

    with open_archive(str(tmp_path / "k.db"), create=True) as archive:
        collector = Collector(archive, read, GIVEN, answer)
        assert collector.run(SourceList((Source("feed", "https://a.test/rss", content=True),))).new == 1
        assert contents(archive)["page"][0][1] == "https://a.test/1"


class Maps:
    """A site of one index with two sitemaps, and what it was asked; `days` are its `lastmod`s by address."""

    def __init__(self, **days: str) -> None:
        self.days, self.asked, self.word = days, list[str](), "سقط"

    def __call__(self, visit: Visit) -> Fetched:
        """A sitemap, or a page."""
        name = visit.address.rsplit("/", 1)[1]
        self.asked.append(name)
        children = {"index": ("a", "b"), "a": ("p1", "p2"), "b": ("p3",)}.get(name, ())
        rows = (f"<loc>https://a.test/{c}</loc><lastmod>{self.days.get(c, '2020-01-01')}</lastmod>" for c in children)
        kind = "sitemapindex" if name == "index" else "urlset"
        body = f"<{kind}>{''.join(f'<url>{row}</url>' for row in rows)}</{kind}>" if children else f"{self.word} {name}"
        return Fetched(visit.address, body.encode(), "application/xml" if children else "text/plain", None, None, None)

    def run(self, where: Path, moment: datetime, **options: Any) -> list[str]:
        """What one run asks for."""
        del self.asked[:]
        source = Source("sitemap", "https://a.test/index", **options)
        with open_archive(str(where), create=True) as archive:
            Collector(archive, read, GIVEN, self, delay=0, clock=lambda: moment).run(SourceList((source,), 0.0))
        return self.asked


def test_a_sitemap_that_did_not_change_is_left_alone_for_a_week(tmp_path: Path) -> None:
    """What the index says of its sitemaps spares requests; as some indexes never say the truth, not for ever."""
    site = Maps(b="2026-01-03")
    assert site.run(tmp_path / "k.db", START) == ["index", "a", "b", "p1", "p2", "p3"]
    assert site.run(tmp_path / "k.db", START + timedelta(days=1)) == ["index", "b"]
    assert site.run(tmp_path / "k.db", START + timedelta(days=8)) == ["index", "a", "b"]


def test_pages_that_changed_are_asked_for_again_where_that_is_wanted(tmp_path: Path) -> None:
    """With `updates` a correction becomes a page of its own beside the former; without, an entry comes once."""
    site = Maps(p1="2026-01-04", a="2026-01-04")
    site.run(tmp_path / "k.db", START)
    site.word = "صحح"
    assert site.run(tmp_path / "k.db", START + timedelta(days=1)) == ["index", "a"]
    assert site.run(tmp_path / "k.db", START + timedelta(days=2), updates=True) == ["index", "a", "p1"]
    assert site.run(tmp_path / "k.db", START + timedelta(days=5), updates=True) == ["index", "a", "p1"]  # that evening?
    assert site.run(tmp_path / "k.db", START + timedelta(days=6), updates=True) == ["index"]
    with open_archive(str(tmp_path / "k.db")) as archive:
        assert [source for _, source, _ in contents(archive)["page"]].count("https://a.test/p1") == 2


def test_what_last_changed_before_the_first_day_wanted_is_not_fetched(tmp_path: Path) -> None:
    """A page was published before it was changed for the last time."""
    site = Maps(p2="2026-01-01", a="2026-01-02", b="2026-01-02")
    assert site.run(tmp_path / "k.db", START, since="2025-06-01") == ["index", "a", "b", "p2"]


@pytest.fixture(scope="module")
def whole(site: tuple[str, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[SourceList, Any, float]:
    """Sources, what an undisturbed run makes of them, and the seconds it takes."""
    place = tmp_path_factory.mktemp("whole")
    sources = everything(site[0], saved(place))
    begin = time.monotonic()
    collect(place / "k.db", sources)
    spent = time.monotonic() - begin
    with open_archive(str(place / "k.db")) as archive:
        return sources, contents(archive), spent


@pytest.mark.parametrize("seed", range(20))
def test_killed_anywhere_the_next_run_ends_with_the_same_archive(
    whole: tuple[SourceList, Any, float], tmp_path: Path, seed: int
) -> None:
    """kill -9 at a random moment: the archive is sound at once, and after a second run nothing is twice or lost."""
    sources, expected, spent = whole
    where = tmp_path / "k.db"
    process = multiprocessing.get_context("fork").Process(target=collect, args=(where, sources))
    process.start()
    process.join((seed + random.Random(seed).random()) / 20 * spent)  # noqa: S311 (no secret)
    process.kill()
    process.join()
    if where.exists():
        with suppress(ArchiveError), open_archive(str(where)) as archive:  # killed before there were tables
            assert verify(archive).faults == []
    collect(where, sources)
    with open_archive(str(where)) as archive:
        assert verify(archive).faults == []
        assert contents(archive) == expected
    digests = []
    for path in sorted((tmp_path / "k.db.pages").iterdir()):
        with path.open("rb") as file:
            digests += [found.digest for found in walk(file, path.name)]
    assert sorted(digests) == [digest for digest, _ in expected["blob"]]
