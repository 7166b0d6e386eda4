"""Speed and memory of the encoder beside an encoder of BERT-base's size. usage: python bench/encoder.py [--rounds N]

Both read the same report of 300 words, in turns, on one thread, in one process. The peer has BERT-base's shape (12
layers, hidden 768, inner 3072) and random weights, since only its cost matters; it is run in single precision, as such
taggers are mostly run, and once more as int8 by the same recipe as ours. Times are processor time of the one thread, so
that other work on the machine does not count; on an idle core they are the wall clock's. Memory is that of a fresh
process which loads the encoder and tags the report. The last line names the three bounds and whether they hold.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from khabar.encoder import BEGIN, END, Encoder, load_encoder  # noqa: E402
from khabar.text.tokens import tokenize  # noqa: E402

FASTER, LONGEST_MS, LARGEST_MB = 6.0, 150.0, 500.0
WORDS = 300
LAYERS, HIDDEN, INNER, ATTENDING = 12, 768, 3072, 12
# Written for this bench.
SENTENCES = (
    "قال المتحدث باسم الدفاع المدني في محافظة إدلب إن طائرات حربية شنت صباح اليوم ثلاث غارات على أطراف بلدة كفرنبل.",
    "وأضاف في اتصال هاتفي مع وكالة محلية أن فرق الإنقاذ انتشلت جثث خمسة مدنيين بينهم طفلان من تحت الأنقاض.",
    "ونفت وزارة الدفاع الروسية في بيان لها مسؤوليتها عن القصف، واتهمت فصائل معارضة باستهداف مواقع للجيش شمال حماة.",
    "من جهته دعا المبعوث الأممي إلى سوريا غير بيدرسون جميع الأطراف إلى وقف فوري لإطلاق النار وحماية المستشفيات.",
)


def report() -> list[list[str]]:
    """300 words of news as sentences of tokens."""
    found: list[list[str]] = []
    left = WORDS
    while left > 0:
        for sentence in SENTENCES:
            words = [token.text for token in tokenize(sentence)][:left]
            left -= len(words)
            if words:
                found.append(words)
    return found


def peer(folder: Path, quantised: bool) -> Callable[[list[list[int]]], None]:
    """An encoder of BERT-base's size, as a function of windows of pieces."""
    import onnxruntime
    from training.graph import build, quantise

    draw = np.random.default_rng(1)

    def random(*shape: int) -> np.ndarray:
        return draw.normal(0, 0.02, shape).astype(np.float32)

    weights = {"words.weight": random(30_000, HIDDEN), "positions.weight": random(512, HIDDEN)}
    shapes = {"qkv": (3 * HIDDEN, HIDDEN), "out": (HIDDEN, HIDDEN), "up": (INNER, HIDDEN), "down": (HIDDEN, INNER)}
    norms = ["norm"]
    for at in range(LAYERS):
        for part, (rows, columns) in shapes.items():
            weights[f"layers.{at}.{part}.weight"] = random(rows, columns)
            weights[f"layers.{at}.{part}.bias"] = random(rows)
        norms += [f"layers.{at}.norm1", f"layers.{at}.norm2"]
    for norm in norms:
        weights |= {f"{norm}.weight": np.ones(HIDDEN, np.float32), f"{norm}.bias": np.zeros(HIDDEN, np.float32)}
    weights |= {"heads.weight": random(29, HIDDEN), "heads.bias": random(29)}
    path = folder / f"peer-{quantised}.onnx"
    model = build(weights, ATTENDING, compact=False)
    if quantised:
        quantise(model, path)
    else:
        path.write_bytes(model.SerializeToString())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(windows: list[list[int]]) -> None:
        for window in windows:
            ids = np.array([window], np.int64)
            session.run(["scores"], {"pieces": ids, "mask": np.ones_like(ids)})

    return run


def windows_of(encoder: Encoder, sentences: list[list[str]]) -> list[list[int]]:
    """The same windows of pieces that the encoder makes of the report."""
    found: list[list[int]] = []

    class Listener:
        def run(self, _: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            ids = inputs["pieces"]
            found.append(ids[0].tolist())
            width = sum(len(labels) for labels in encoder.config["heads"].values())
            return [np.zeros((*ids.shape, width), np.float32)]

    Encoder(Listener(), encoder._tokenizer, encoder.config).scores(sentences)
    assert all(w[0] == BEGIN and w[-1] == END for w in found)
    return found


def memory() -> dict[str, float]:
    """Load, tag once; peak resident memory of this process in MB and the time to load in ms."""
    started = time.perf_counter()
    encoder = load_encoder()
    loaded = time.perf_counter() - started
    encoder.tag(report())
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "load_ms": loaded * 1e3}


def main() -> int:
    """Print the comparison; 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--memory", action="store_true", help="only load, tag once and print the memory used")
    options = parser.parse_args()
    if options.memory:
        print(json.dumps(memory()))
        return 0
    command = [sys.executable, __file__, "--memory"]
    used = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    encoder = load_encoder()
    sentences = report()
    windows = windows_of(encoder, sentences)
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, Callable[[], object]] = {"khabar": lambda: encoder.tag(sentences)}
        for name, quantised in (("BERT-base size, float32", False), ("BERT-base size, int8", True)):
            run = peer(Path(folder), quantised)
            runs[name] = lambda run=run: run(windows)  # type: ignore[misc]
        times: dict[str, list[float]] = {name: [] for name in runs}
        for number in range(options.rounds + 2):
            for name, call in runs.items():
                started = time.process_time()
                call()
                if number >= 2:
                    times[name].append((time.process_time() - started) * 1e3)
    middle = {name: statistics.median(found) for name, found in times.items()}
    pieces = sum(map(len, windows))
    print(f"one report: {WORDS} words, {pieces} pieces, {len(windows)} windows; {options.rounds} rounds, one thread")
    for name, value in middle.items():
        low = min(times[name])
        print(f"{name:26} median {value:7.1f} ms  best {low:7.1f} ms  {WORDS / value * 1e3:7.0f} words/s")
    ratio = middle["BERT-base size, float32"] / middle["khabar"]
    same = middle["BERT-base size, int8"] / middle["khabar"]
    print(f"khabar is {ratio:.1f} times faster than float32, {same:.1f} times faster than int8 of BERT-base's size")
    print(f"khabar loads in {used['load_ms']:.0f} ms; peak resident memory {used['mb']:.0f} MB")
    holds = ratio >= FASTER and middle["khabar"] <= LONGEST_MS and used["mb"] <= LARGEST_MB
    bounds = f">= {FASTER} times faster, <= {LONGEST_MS} ms, <= {LARGEST_MB} MB"
    print(f"bounds ({bounds}): {'hold' if holds else 'BROKEN'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
