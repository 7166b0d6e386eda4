"""`khabar collect`: feeds, sitemaps, pages and folders into the archive."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.archive import DEFAULT, Pages, Quiet, Where

_LARGEST_MAP = 52_428_800

if TYPE_CHECKING:
    from khabar.collect import Collector, SourceList, Summary
    from khabar.store import Archive


def collect(
    sources: Annotated[Path | None, typer.Argument(metavar="[SOURCES]", help="TOML list of sources")] = None,
    archive: Where = DEFAULT,
    pages: Pages = None,
    watch: Annotated[
        float | None, typer.Option(metavar="MINUTES", min=1, help="Come again after so many minutes, until stopped.")
    ] = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again what another version or other settings read; adds versions.")
    ] = False,
    model: Annotated[
        bool | None,
        typer.Option("--model/--no-model", help="As for `khabar read`.", show_default=False),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Fetch what is new, keep its bytes, read it, and keep every version of its record.

    Sites are asked politely: robots.txt, one request at a time and a delay a host, only for what changed, and longer
    waits after each failure. Killed at any moment, the next run goes on where this one was.

    \b
    Examples:
      khabar collect sources.toml
      khabar collect sources.toml --archive team.db --watch 30
      khabar collect --reread                      after an upgrade: no page is fetched
    \b
    sources.toml:
      delay = 2.0                                  seconds between two requests to one host
      [[source]]
      feed = "https://example.org/rss"             or sitemap =, page =, folder =
      publisher = "صحيفة الوادي"                    optional, as since = "2016-05-01"
      content = true                               of a feed: keep what it carries, follow no link
      updates = true                               of a sitemap: ask again for pages that it says have changed
    \b
    Exit codes: 0 all came; 1 some did not, each is named on standard error and asked for again by the next run;
    2 the command or the list is wrong, or the archive cannot be written.
    """
    from khabar.collect import load_sources
    from khabar.store import open_archive

    if sources is None and not reread:
        raise typer.BadParameter("name a TOML list of sources, or --reread", param_hint="SOURCES")
    wanted = load_sources(sources) if sources is not None else None
    with open_archive(archive, create=wanted is not None, pages=pages) as opened:
        collector = _collector(opened, wanted, model)
        while True:
            failures = _round(collector, wanted, reread, quiet)
            if watch is None:
                break
            time.sleep(watch * 60)
    if failures:
        raise typer.Exit(1)


def _round(collector: Collector, wanted: SourceList | None, reread: bool, quiet: bool) -> int:
    failures = 0
    if reread:
        done = collector.read_pending(again=True)
        failures += len(done.failures)
        _tell(done, quiet)
    if wanted is not None:
        done = collector.run(wanted)
        failures += len(done.failures)
        _tell(done, quiet)
    return failures


def _tell(done: Summary, quiet: bool) -> None:
    if quiet:
        return
    told = [
        f"{done.new} new pages", f"{done.read} read", f"{done.known} known", f"{done.unchanged} unchanged",
        *([f"{done.waiting} left to rest"] if done.waiting else []),
        *([f"{len(done.failures)} failed"] if done.failures else []),
    ]  # fmt: skip
    print("khabar:", ", ".join(told), file=sys.stderr)


def _collector(archive: Archive, wanted: SourceList | None, model: bool | None) -> Collector:
    """The collector with the real web and the real reader."""
    from urllib.parse import urljoin

    from khabar.cli.archive import describe_reader
    from khabar.cli.read import _reader
    from khabar.collect import Collector
    from khabar.collect.visits import Visit
    from khabar.pages.fetch import AGENT, Fetched, Robots, fetch
    from khabar.settings import load_settings

    reader, settings = _reader(model), load_settings()
    robots: Robots = {}

    # A sitemap may have 50 MB (sitemaps.org): cut at the bound of a page it would hide its last entries.
    lists = settings | {"max_page_bytes": max(int(settings["max_page_bytes"]), _LARGEST_MAP)}

    def get(visit: Visit) -> Fetched:
        knobs = lists if visit.kind in ("feed", "sitemap") else settings
        return fetch(visit.address, knobs, etag=visit.etag, modified=visit.modified, robots=robots)

    def wish(address: str) -> float:
        rules = robots.get(urljoin(address, "/robots.txt"))
        return float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0

    def say(line: str) -> None:
        print("khabar:", " ".join(line.split()), file=sys.stderr, flush=True)

    delay = wanted.delay if wanted is not None else 0.0
    return Collector(archive, reader.read, describe_reader(reader), get, delay=delay, crawl_delay=wish, say=say)
