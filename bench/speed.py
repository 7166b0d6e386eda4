"""The whole reading beside its peers, in turns, in one run; where its time goes; memory; the cost of more reports.

usage: python -m bench.speed [--reports N] [--curve N] [--json FILE]

Texts are of 300 words (`bench/texts.py`). Each is read in turn by Khabar by grammar alone, by Khabar with its encoder,
by that encoder alone, by an encoder of BERT-base's size (random weights: only its cost matters), and, as the article
of a plain page, by trafilatura and by Khabar's own page reader. Times are processor time of the one thread, so that
other work on the machine shows little. Start-up is the best wall clock of several cold processes, its processor time
beside it. Memory is the peak of a fresh process. The curve reads 1, 10, 100 … N reports with `khabar read`, a process
each, and says what 100,000 would take if the last step's cost a report held. The last lines say which targets hold.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from bench.encoder import peer, windows_of
from bench.texts import WORDS, reports

from khabar import Page, Reader, wanted_encoder
from khabar import reader as order
from khabar.encoder import Encoder
from khabar.text.tokens import tokenize

STARTUP_S, BY_GRAMMAR, WITH_MODEL, OVER_ENCODER = 1.5, 40.0, 7.0, 1.6
DAY = "2024-05-14"
STEPS = (
    "read_page", "analyse", "find_times", "imply_published", "attend", "find_candidates", "find_counts",
    "resolve_entities", "find_statements", "find_events", "date_undated",
)  # fmt: skip
HTML = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def page(text: str) -> bytes:
    """The text as the article of a plain page."""
    title, *rest = (escape(p) for p in text.split("\n\n"))
    return HTML.format(title=title, body="".join(f"<p>{p}</p>" for p in rest)).encode()


def sentences(text: str) -> list[list[str]]:
    """The text's paragraphs as the encoder takes them."""
    return [[t.text for t in tokenize(p)] for p in text.split("\n\n")]


def side_by_side(texts: list[str], encoder: Encoder, folder: Path) -> dict[str, list[float]]:
    """Milliseconds of processor time of each reader on each text, in changing order."""
    from trafilatura import bare_extraction

    grammar, whole = Reader(), Reader(tagger=encoder)
    bert = peer(folder, quantised=False)
    windows = {text: windows_of(encoder, sentences(text)) for text in texts}
    runs: dict[str, Callable[[str], object]] = {
        "khabar by grammar": lambda t: grammar.read(Page(t, "bench", "text", published=DAY)),
        "khabar with its encoder": lambda t: whole.read(Page(t, "bench", "text", published=DAY)),
        "its encoder alone": lambda t: encoder.tag(sentences(t)),
        "BERT-base size, float32": lambda t: bert(windows[t]),
        "page by trafilatura": lambda t: bare_extraction(page(t), favor_precision=True, with_metadata=True),
        "page by khabar": lambda t: order.read_page(Page(page(t), "bench", "html"), grammar.lexicon),
    }
    for run in runs.values():
        run(texts[0])
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for turn, text in enumerate(texts):
        names = list(runs)[turn % len(runs) :] + list(runs)[: turn % len(runs)]
        for name in names:
            if name.startswith("BERT") and turn % 4:
                continue  # one in four is enough of the slowest
            begin = time.process_time()
            runs[name](text)
            spent[name].append((time.process_time() - begin) * 1e3)
    return spent


def by_room(texts: list[str], encoder: Encoder | None) -> dict[str, float]:
    """Milliseconds a report in each step of `reader.py`; the encoder's time apart from `attend`."""
    spent = dict.fromkeys((*STEPS, "encoder"), 0.0)
    kept = {step: getattr(order, step) for step in STEPS}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return work(*given, **named)
            finally:
                spent[name] += (time.process_time() - begin) * 1e3 / len(texts)

        return run

    class Watched:
        """The encoder, with its time counted."""

        def __getattr__(self, name: str) -> Any:
            found = getattr(encoder, name)
            return timed("encoder", found) if callable(found) else found

    reader = Reader(tagger=Watched() if encoder else None)  # type: ignore[arg-type]
    reader.read(Page(texts[0], "bench", "text", published=DAY))
    try:
        for step, work in kept.items():
            setattr(order, step, timed(step, work))
        spent.update(dict.fromkeys(spent, 0.0))
        for text in texts:
            reader.read(Page(text, "bench", "text", published=DAY))
    finally:
        for step, work in kept.items():
            setattr(order, step, work)
    spent["attend"] -= spent["encoder"]
    return spent


# The peak of a child counts what its parent held when it was forked, so a small process starts the command.
LAUNCHER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
wall, used = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "seconds": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))
"""


def process(*arguments: str) -> dict[str, float]:
    """Wall seconds, processor seconds and peak memory in MB of one `khabar` command."""
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-m", "khabar", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def curve(most: int, model: bool) -> list[dict[str, float]]:
    """`khabar read` over 1, 10, 100 … reports: seconds and memory, a process each."""
    found = []
    number = 1
    with tempfile.TemporaryDirectory() as folder:
        while number <= most:
            source = Path(folder, "reports.jsonl")
            rows = ({"id": str(n), "text": t, "published": DAY} for n, t in enumerate(reports(number)))
            source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
            flag = "--model" if model else "--no-model"
            found.append({"reports": number} | process("read", str(source), flag, "-o", f"{folder}/records.jsonl"))
            number *= 10
    return found


def startup(runs: int = 7) -> dict[str, dict[str, float]]:
    """The quickest of a cold `khabar read` of one report, by grammar and with the encoder, and of `--version`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "one.txt")
        source.write_text(reports(1)[0], encoding="utf-8")
        commands = {
            "khabar --version": ("--version",),
            "one report by grammar": ("read", str(source), "--no-model", "-f", "json"),
            "one report with the encoder": ("read", str(source), "--model", "-f", "json"),
        }
        return {
            name: min((process(*command) for _ in range(runs)), key=lambda used: used["wall"])
            for name, command in commands.items()
        }


def main() -> int:
    """Measure and print; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60, help="texts read side by side")
    parser.add_argument("--curve", type=int, default=1000, help="most reports of the cost curve by grammar")
    parser.add_argument("--json", type=Path, help="write the figures there")
    given = parser.parse_args()
    texts = reports(given.reports)
    encoder = wanted_encoder(True)
    assert isinstance(encoder, Encoder)
    result: dict[str, Any] = {
        "machine": f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}",
        "words": WORDS,
    }
    with tempfile.TemporaryDirectory() as folder:
        spent = side_by_side(texts, encoder, Path(folder))
    result["ms"] = {name: statistics.median(times) for name, times in spent.items()}
    result["mean_ms"] = {name: statistics.fmean(times) for name, times in spent.items()}
    result["rooms"] = {"grammar": by_room(texts, None), "model": by_room(texts, encoder)}
    result["startup"] = startup()
    result["curve"] = {"grammar": curve(given.curve, model=False), "model": curve(given.curve // 10, model=True)}
    result["targets"] = targets(result)
    show(result)
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return int(not all(t["holds"] for t in result["targets"]))


def targets(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Each target of the design with what was measured."""
    mean, start = result["mean_ms"], result["startup"]["one report by grammar"]["wall"]
    ratio = mean["khabar with its encoder"] / mean["its encoder alone"]
    measured = (
        ("start-up, seconds", start, f"under {STARTUP_S}", start < STARTUP_S),
        ("by grammar, reports a second", 1e3 / mean["khabar by grammar"], f"at least {BY_GRAMMAR:.0f}", None),
        (
            "with the encoder, reports a second",
            1e3 / mean["khabar with its encoder"],
            f"at least {WITH_MODEL:.0f}",
            None,
        ),
        ("whole reading over the encoder alone", ratio, f"at most {OVER_ENCODER}", ratio <= OVER_ENCODER),
    )
    bounds = (None, BY_GRAMMAR, WITH_MODEL, None)
    return [
        {"target": name, "measured": round(value, 2), "bound": bound, "holds": holds if low is None else value >= low}
        for (name, value, bound, holds), low in zip(measured, bounds, strict=True)
    ]


def show(result: dict[str, Any]) -> None:
    """The figures as lines."""
    print(f"{result['machine']}; texts of {result['words']} words")
    for name, ms in result["ms"].items():
        mean = result["mean_ms"][name]
        print(f"{name:28} median {ms:8.1f} ms  mean {mean:8.1f} ms  {1e3 / mean:8.1f} a second")
    mean = result["mean_ms"]
    share = mean["khabar with its encoder"] / mean["BERT-base size, float32"]
    print(f"whole reading is {share:.2f} of an encoder of BERT-base's size alone")
    for reading, rooms in result["rooms"].items():
        whole = sum(rooms.values())
        shares = ", ".join(f"{n} {ms:.1f}" for n, ms in sorted(rooms.items(), key=lambda r: -r[1]) if ms >= 0.05)
        print(f"by room, {reading}: {whole:.1f} ms a report: {shares}")
    for name, used in result["startup"].items():
        print(f"start-up, {name}: {used['wall']:.2f} s ({used['seconds']:.2f} s processor), peak {used['mb']:.0f} MB")
    for reading, points in result["curve"].items():
        for point in points:
            cost = f"{point['seconds']:8.1f} s processor, peak {point['mb']:.0f} MB"
            print(f"{reading}: {point['reports']:>6} reports {cost}")
        if len(points) > 1:
            last, before = points[-1], points[-2]
            each = (last["seconds"] - before["seconds"]) / (last["reports"] - before["reports"])
            print(f"{reading}: 100,000 reports would take {each * 1e5 / 3600:.2f} h of one core (extrapolated)")
    for target in result["targets"]:
        verdict = "holds" if target["holds"] else "MISSED"
        print(f"{target['target']}: {target['measured']} ({target['bound']}): {verdict}")


if __name__ == "__main__":
    sys.exit(main())
