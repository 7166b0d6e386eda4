"""What `khabar bulk` reads a second, with how much memory, and beside what: rates, peers and the prefilter in one run.

usage: python bench/bulk.py FOLDER_OF_WARCS [--work DIR] [--sample N] [--price DOLLARS] [--skip-rates] [--skip-peers]

Rates: the set is read by grammar alone on local[1], then on local[2]. Wall time counts from the first shard's start to
the last one's end, since a long run pays for starting Spark once; processor time is that of the Python workers, so
that other work on the machine does not count. Memory is each worker's, at the start and the end of each shard.

Peers: N pages, taken evenly, are read in turns by trafilatura alone, Khabar by grammar, Khabar with its encoder, and
an encoder of BERT-base's size (random weights, single precision; only its cost matters) over the words that Khabar
found on the page. All in this process, on one thread, in processor time. The cost of a million pages is at `--price`
an hour of one core.

Prefilter: what a look at a page costs beside reading it, what each level passes over, and how many events it loses.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bulk_kills import Bulk
from encoder import peer, windows_of

from khabar.bulk.prefilter import Prefilter
from khabar.encoder import load_encoder
from khabar.objects import Page
from khabar.pages import open_input
from khabar.reader import Reader
from khabar.text.analysis import analyse

LARGEST_GROWTH_MB = 60  # of a worker between its second shard and its last


def rate(source: Path, cores: int, work: Path) -> dict[str, float]:
    """Read the set on so many cores."""
    output = work / f"rate-{cores}"
    shutil.rmtree(output, ignore_errors=True)
    (work / f"{output.name}.log").unlink(missing_ok=True)
    load = os.getloadavg()[0]
    bulk = Bulk(source, output, f"local[{cores}]", work, ["--no-model"])
    bulk.wait_for(lambda: any((output / "running").glob("*")), "a shard began")
    begin = time.monotonic()
    line = bulk.end()
    manifests = [json.loads(p.read_text()) for p in sorted((output / "manifests").glob("*.json"))]
    ends = [p.stat().st_mtime for p in (output / "manifests").glob("*.json")]
    wall = time.monotonic() - begin - max(0.0, time.time() - max(ends))
    pages = sum(m["counts"]["pages"] for m in manifests)
    cpu = sum(m["seconds"]["cpu"] for m in manifests)
    parts: Counter[str] = Counter()
    for manifest in manifests:
        parts.update(manifest["seconds"])
    print(f"local[{cores}]: {pages} pages in {wall:.0f} s, {pages / wall:.1f} a second; {1000 * cpu / pages:.1f} ms of")
    print(f"  processor time a page; load before {load:.1f}, after {os.getloadavg()[0]:.1f}\n  {line}")
    spent = ", ".join(f"{n} {100 * parts[n] / parts['total']:.1f} %" for n in ("reading", "writing", "prefilter"))
    print(f"  of the shards' time: {spent}; the rest is unpacking the archives")
    ordered = sorted(zip(ends, manifests, strict=True), key=lambda m: m[0])
    memory = [m["resident_mb"] for _, m in ordered]
    later = [end for _, end in memory[2 * cores :]] or [memory[-1][1]]
    print(
        f"  resident memory of a worker: first shards end at {memory[0][1]} MB, from the third on between {min(later)}"
    )
    print(f"  and {max(later)} MB, last {memory[-1][1]} MB; peak {max(m['peak_mb'] for m in manifests)} MB")
    return {"rate": pages / wall, "cpu": cpu / pages, "growth": max(later) - min(later)}


def peers(pages: list[Page], price: float) -> None:
    """The four readers side by side."""
    from trafilatura import bare_extraction

    grammar = Reader()
    encoder = load_encoder()
    tagged = Reader(grammar.lexicon, encoder)
    words = {p.source_id: _words(grammar, p) for p in pages}
    spent: dict[str, list[float]] = {}

    def timed(name: str, call: Callable[[], object]) -> None:
        begin = time.process_time()
        call()
        spent.setdefault(name, []).append(time.process_time() - begin)

    with tempfile.TemporaryDirectory() as folder:
        bert = peer(Path(folder), quantised=False)
        for reader in (grammar, tagged):
            reader.attempt(pages[0])
        bert(windows_of(encoder, words[pages[0].source_id]))
        for page in pages:
            data = page.data
            timed(
                "trafilatura alone", lambda data=data: bare_extraction(data, favor_precision=True, with_metadata=True)
            )
            timed("khabar, grammar", lambda page=page: grammar.attempt(page))
            timed("khabar, encoder", lambda page=page: tagged.attempt(page))
            windows = windows_of(encoder, words[page.source_id])
            timed("BERT-base size alone", lambda windows=windows: bert(windows))
    count = sum(len(s) for w in words.values() for s in w)
    print(f"{len(pages)} pages, {count / len(pages):.0f} words each in the mean; one thread, processor time")
    for name, seconds in spent.items():
        mean = statistics.mean(seconds)
        dollars = mean * 1e6 / 3600 * price
        print(
            f"  {name:22} {1000 * mean:8.1f} ms a page (median {1000 * statistics.median(seconds):7.1f})"
            f" {1 / mean:8.1f} a second and core, a million: {mean * 1e6 / 3600:7.1f} core hours, ${dollars:.2f}"
        )


def _words(reader: Reader, page: Page) -> list[list[str]]:
    from khabar.pages import read_page

    text = analyse(read_page(page, reader.lexicon))
    return [[t.text for t in text.tokens[s.first : s.last]] for s in text.sentences]


def prefilters(pages: list[Page]) -> None:
    """Cost, share and loss of each level."""
    reader = Reader()
    records = {p.source_id: reader.attempt(p) for p in pages}
    events = sum(len(getattr(r, "events", ())) for r in records.values())
    for level in ("arabic", "deeds"):
        look = Prefilter(level, reader.lexicon)  # type: ignore[arg-type]
        for page in pages:  # the words of the first round are remembered, as in a worker that has run for a while
            look.refuses(page)
        begin = time.process_time()
        refused = {p.source_id: reason for p in pages if (reason := look.refuses(p))}
        spent = (time.process_time() - begin) / len(pages)
        lost = [len(getattr(records[name], "events", ())) for name in refused]
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(Counter(refused.values()).items()))
        print(
            f"prefilter {level}: {1000 * spent:.2f} ms a page; of {len(pages)} pages {len(refused)} are passed over "
            f"({reasons or 'none'}), with {sum(lost)} events of {events}"
        )


def sample(folder: Path, size: int) -> list[Page]:
    """So many pages of the set, taken evenly."""
    count = sum(isinstance(p, Page) for p in open_input(str(folder)))
    step = max(1, count // size)
    pages = (p for p in open_input(str(folder)) if isinstance(p, Page))
    return [page for at, page in enumerate(pages) if at % step == step // 2][:size]


def main() -> int:
    """Run all; 1 where two cores are less than 1.7 times one, or a worker's memory grows."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--work", type=Path)
    arguments.add_argument("--sample", type=int, default=60)
    arguments.add_argument("--price", type=float, default=0.04, help="dollars an hour of one core")
    arguments.add_argument("--skip-rates", action="store_true")
    arguments.add_argument("--skip-peers", action="store_true")
    given = arguments.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="khabar-bulk-"))
    work.mkdir(parents=True, exist_ok=True)
    if not given.skip_peers:
        pages = sample(given.folder, given.sample)
        prefilters(pages)
        peers([p for p in pages if not Prefilter("arabic", Reader().lexicon).refuses(p)], given.price)
    if given.skip_rates:
        return 0
    one, two = rate(given.folder, 1, work), rate(given.folder, 2, work)
    ratio = two["rate"] / one["rate"]
    flat = max(one["growth"], two["growth"]) <= LARGEST_GROWTH_MB
    print(f"two cores: {ratio:.2f} times one; memory {'flat' if flat else 'GROWS'}")
    return 0 if ratio >= 1.7 and flat else 1


if __name__ == "__main__":
    sys.exit(main())
