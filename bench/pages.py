"""What our layer over trafilatura costs, side by side in one run on the same pages.

usage: bench/pages.py [FOLDER_OF_HTML] [--rounds N]

Without a folder the template fixtures of the tests are read. Three readers take each page in turn, in changing order:
trafilatura alone as a user would call it for the same ends (`bare_extraction` with metadata), trafilatura for text
only, and Khabar's `read_page`. Printed are milliseconds a page (median of the rounds, over all pages), kB/s, and the
ratio; the exit code is 1 where `read_page` costs more than 40 % over trafilatura with metadata.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from khabar.lexicon import load_lexicon
from khabar.objects import Page
from khabar.pages import read_page

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "pages"
ALLOWED = 1.4


def readers() -> dict[str, Callable[[bytes], object]]:
    """Each reader under its name."""
    from trafilatura import bare_extraction

    lexicon = load_lexicon()

    def text(data: bytes) -> object:
        return bare_extraction(data, favor_precision=True, include_comments=False, with_metadata=False)

    def metadata(data: bytes) -> object:
        return bare_extraction(data, favor_precision=True, include_comments=False, with_metadata=True)

    def khabar(data: bytes) -> object:
        return read_page(Page(data, "bench", "html"), lexicon)

    return {"trafilatura, text": text, "trafilatura, metadata": metadata, "khabar": khabar}


def measure(pages: dict[str, bytes], rounds: int) -> dict[str, float]:
    """Seconds for all pages by reader: the median of the rounds of each page, summed."""
    known = readers()
    spent: dict[tuple[str, str], list[float]] = {}
    for turn in range(rounds + 1):
        names = list(known)[turn % len(known) :] + list(known)[: turn % len(known)]
        for page, data in pages.items():
            for name in names:
                begin = time.perf_counter()
                known[name](data)
                if turn:  # the first turn warms up
                    spent.setdefault((name, page), []).append(time.perf_counter() - begin)
    return {name: sum(statistics.median(spent[name, page]) for page in pages) for name in known}


def main() -> int:
    """Print the table; 1 where the bound is broken."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    arguments.add_argument("--rounds", type=int, default=7)
    given = arguments.parse_args()
    pages = {p.name: p.read_bytes() for p in sorted(given.folder.rglob("*.html"))}
    if not pages:
        sys.exit(f"{given.folder} holds no .html files")
    size = sum(map(len, pages.values()))
    seconds = measure(pages, given.rounds)
    base = seconds["trafilatura, metadata"]
    for name, spent in seconds.items():
        print(
            f"{name:22} {1000 * spent / len(pages):8.2f} ms a page {size / spent / 1000:9.0f} kB/s {spent / base:6.2f}"
        )
    print(f"our layer: {100 * (seconds['khabar'] / base - 1):+.0f} % (at most +{100 * (ALLOWED - 1):.0f} %)")
    return int(seconds["khabar"] > ALLOWED * base)


if __name__ == "__main__":
    sys.exit(main())
