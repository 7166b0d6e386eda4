"""The sentence head on sentences it has not seen: five-fold cross-fitted figures on the gold-standard records.

usage: python -m bench.gsr_crossfit [--curve]
Prints F1 as `score_gsr.py` counts it, and how many of the composed sentences the head keeps. Five contiguous blocks of
the file are left out in turn, near-duplicates together; each text is read by the whole reader, with the encoder and
without, with a head that was trained on the other four, at the threshold that was best on those, then at the one that
ships. `--curve` prints the same at others. `score_gsr.py` on the installed package is not this figure: the head that
ships has seen all of these sentences. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch

from training.events import ALONE, SIGHTED, CrossFit, Sources, composed_fold, cross_fit, load_sources, pack
from training.vectors import encoder

from khabar.encoder import Reading, TaggedSpan
from khabar.events.head import KINDS, Head
from khabar.lexicon import load_lexicon
from khabar.objects import Page
from khabar.reader import Reader

CURVE = tuple(t / 100 for t in range(10, 61, 5))


class Remembering:
    """The encoder, which reads a text once however many heads are tried on it."""

    def __init__(self) -> None:
        self._known: dict[str, Reading] = {}

    def read(self, words: Sequence[Sequence[str]]) -> Reading:
        """As `Encoder.read`."""
        key = "\n".join(" ".join(sentence) for sentence in words)
        if key not in self._known:
            self._known[key] = encoder().read(words)
        return self._known[key]

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """As `Encoder.tag`."""
        return self.read(words).spans


def main() -> None:
    """Print precision, recall and F1 of grammar alone and of grammar with the cross-fitted head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--curve", action="store_true")
    options = parser.parse_args()
    lexicon = load_lexicon()
    readers = {False: Reader(lexicon), True: Reader(lexicon, Remembering())}
    for kind in KINDS:
        sources = load_sources(lexicon, kind)
        found = cross_fit(sources)
        rows = sources.records.rows
        shares = [r.share for r in rows]
        report(kind, "grammar alone", sources, [said(readers[True], r.text, kind, None) for r in rows])
        for sighted, reader in readers.items():
            chosen = [found.threshold(shares, fold, sighted) for fold in range(len(found.heads))]
            judge(reader, kind, sources, found, chosen)
            shipped = (SIGHTED if sighted else ALONE).threshold[kind]
            for threshold in (shipped, *(CURVE if options.curve else ())):
                judge(reader, kind, sources, found, [threshold] * len(found.heads))


def judge(reader: Reader, kind: str, sources: Sources, found: CrossFit, thresholds: Sequence[float]) -> None:
    """One line for the heads at these thresholds, one a block."""
    heads = []
    for trained, threshold in zip(found.heads, thresholds, strict=True):
        bounds = [replace(b, threshold=dict.fromkeys(KINDS, threshold)) for b in (ALONE, SIGHTED)]
        heads.append(Head(pack(dict.fromkeys(KINDS, trained), *bounds)))
    told = [said(reader, r.text, kind, heads[b]) for r, b in zip(sources.records.rows, found.blocks, strict=True)]
    sighted = reader.tagger is not None
    tried = " ".join(f"{t:.2f}" for t in sorted(set(thresholds)))
    name = f"{'with' if sighted else 'without'} encoder, thresholds {tried}"
    report(kind, name, sources, told)
    kept = {True: [0, 0], False: [0, 0]}
    for row, seen in zip(sources.composed.rows, sources.composed.seen[0], strict=True):
        if row.held:
            block = composed_fold(row)
            chance = found.heads[block].probability(row, seen if sighted else None)
            kept[row.share > 0.5][0] += chance >= thresholds[block]
            kept[row.share > 0.5][1] += 1
    (yes, told_), (no, untold) = kept[True], kept[False]
    print(f"         composed: keeps {yes / told_:.3f} of {told_} that tell, {no / untold:.3f} of {untold} that do not")


def said(reader: Reader, text: str, kind: str, head: Head | None) -> bool:
    """Whether the record of a text has an event of the kind, read with this head."""
    with patch("khabar.events.narrative.load_head", return_value=head):
        return any(e.type == kind for e in reader.read(Page(data=text, source_id="row", format="text")).events)


def report(kind: str, name: str, sources: Sources, told: Sequence[bool]) -> None:
    """One line of figures against the majority of votes, ties left out."""
    rows = sources.records.rows
    pairs = [(s, r.share > 0.5) for s, r in zip(told, rows, strict=True) if r.share != 0.5]
    hit = sum(said and gold for said, gold in pairs)
    said, gold = sum(s for s, _ in pairs), sum(g for _, g in pairs)
    precision, recall, f1 = hit / max(1, said), hit / max(1, gold), 2 * hit / max(1, said + gold)
    figures = f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    print(f"{kind:8} {name}: {figures}   ({gold} gold of {len(pairs)})", flush=True)


if __name__ == "__main__":
    main()
