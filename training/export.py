"""Weights to the files that ship: `python -m training.export --weights student.pt --out ../src/khabar/model`.

Writes model.onnx (int8), tokenizer.json and config.json, and measures them on the development slices through the very
code that runs in Khabar, beside the float graph. With `--test` also on ANERcorp's test file: once, at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from khabar.encoder import Encoder, agree, load_encoder
from training import corpora, score
from training.corpora import Sentence
from training.graph import build, inner_names, quantise
from training.labels import HEADS
from training.network import ATTENDING, HIDDEN, INNER, LAYERS, load_pretrained
from training.train import START, WINDOW

VERSION = "names/1"
PER_REPORT = 20  # sentences read together, as score_ner.py puts them into a report


def numbers(path: Path) -> dict[str, np.ndarray]:
    """The weights by name, single precision; positions beyond the window are left out."""
    network = load_pretrained(START)
    network.load_state_dict(torch.load(path, weights_only=True))
    found = {name: value.numpy().astype(np.float32) for name, value in network.state_dict().items()}
    found["positions.weight"] = found["positions.weight"][:WINDOW]
    return found


def peaks(weights: dict[str, np.ndarray], sentences: Sequence[Sentence]) -> dict[str, np.ndarray]:
    """The largest magnitude of each inner activation over the sentences, which must not be those measured on."""
    import onnxruntime

    names = inner_names(LAYERS)
    graph = build(weights, ATTENDING, compact=False, watch=True).SerializeToString()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    found = dict.fromkeys(names, np.zeros(INNER, np.float32))

    class Watcher:
        def run(self, outputs: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            asked = session.run([*outputs, *names], inputs)
            for name, values in zip(names, asked[len(outputs) :], strict=True):
                found[name] = np.maximum(found[name], np.abs(values[0]).max(0))
            return asked[: len(outputs)]

    tokenizer = Tokenizer.from_file(str(START / "tokenizer.json"))
    Encoder(Watcher(), tokenizer, {"window": WINDOW, "hidden": HIDDEN, "heads": HEADS}).scores(
        [s.words for s in sentences]
    )
    return found


def write(
    weights: dict[str, np.ndarray], folder: Path, high: dict[str, np.ndarray] | None, reduce_range: bool = True
) -> None:
    """The three files; without `high` (see `peaks`) in single precision, for comparison only."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = folder / "model.onnx"
    if high is None:
        graph.write_bytes(build(weights, ATTENDING, compact=False).SerializeToString())
    else:
        quantise(build(weights, ATTENDING, peaks=high), graph, reduce_range)
    shutil.copyfile(START / "tokenizer.json", folder / "tokenizer.json")
    sums = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")}
    config = {"version": VERSION, "window": WINDOW, "hidden": HIDDEN, "heads": HEADS, "sha256": sums}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def measure(encoder: Encoder, sentences: Sequence[Sentence]) -> list[np.ndarray]:
    """Scores of the sentences, read twenty to a report and brought to agree, as `Encoder.tag` does."""
    found: list[np.ndarray] = []
    streams: list[list[Sentence]] = []
    for sentence in sentences:
        if not streams or streams[-1][0].stream != sentence.stream or len(streams[-1]) == PER_REPORT:
            streams.append([])
        streams[-1].append(sentence)
    for report in streams:
        scores = encoder.scores([s.words for s in report])
        width = len(HEADS["names"])
        names = agree([s.words for s in report], [part[:, :width] for part in scores], HEADS["names"])
        found += [np.concatenate([n, part[:, width:]], 1) for n, part in zip(names, scores, strict=True)]
    return found


def tagged(encoder: Encoder, sentences: Sequence[Sentence], wide: Sequence[str]) -> score.Counts:
    """Counts over `Encoder.tag` as a record would say it: all strict spans, and wide ones of the kinds `wide`."""
    coarse = {"person": "PER", "place": "LOC", "facility": "LOC"} | dict.fromkeys(
        ("organization", "government", "media"), "ORG"
    )
    counts: score.Counts = {kind: [0, 0, 0] for kind in ("PER", "LOC", "ORG")}
    for at in range(0, len(sentences), PER_REPORT):
        report = sentences[at : at + PER_REPORT]
        for sentence, spans in zip(report, encoder.tag([s.words for s in report]), strict=True):
            kept = [s for s in spans if s.kind in coarse and (s.strict or s.kind in wide)]
            found = {
                (sentence.source[s.first], sentence.source[s.last_exclusive - 1] + 1, coarse[s.kind]) for s in kept
            }
            score.add(counts, score.gold_spans(sentence), found)
    return counts


def main() -> None:
    """Write and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--test", action="store_true", help="measure on ANERcorp's test file too")
    parser.add_argument("--limit", type=int, default=0, help="only so many sentences, to try the code")
    options = parser.parse_args()
    weights = numbers(options.weights)
    training, development = corpora.split(corpora.anercorp("train"))
    if options.limit:
        training, development = training[: 12 * options.limit], development[: options.limit]
    high = peaks(weights, training[::12])
    print("development slices, twenty sentences a report:")
    with tempfile.TemporaryDirectory() as folder:
        for name, reduce, given in (("float32", False, None), ("int8", False, high), ("int8 7 bit", True, high)):
            write(weights, Path(folder), given, reduce)
            scores = measure(load_encoder(Path(folder)), development)
            print(f"{name:12} {score.line(score.count(development, scores))}")
            print(f"{'':12} kinds {score.line(score.count_kinds(development, scores))}")
    write(weights, options.out, high)
    encoder = load_encoder(options.out)
    sets = {"development": development} | ({"test": corpora.anercorp("test")} if options.test else {})
    for name, sentences in sets.items():
        for wide in ((), ("organization", "government", "media", "facility", "place", "person")):
            print(f"{name}, strict spans and wide {wide or 'none'}: {score.line(tagged(encoder, sentences, wide))}")


if __name__ == "__main__":
    main()
