"""The sentence head on sentences it has not seen: five-fold cross-fitted figures on the gold-standard records.

usage: python -m bench.gsr_crossfit        (needs scikit-learn; prints F1 as `score_gsr.py` counts it)
Five contiguous blocks of the file are left out in turn, near-duplicates together; each text is judged by a head trained
on the other four, at the threshold that was best on those. `score_gsr.py` on the installed package is not this figure:
the head that ships has seen all of these sentences.
"""

from __future__ import annotations

from training.events import cross_fit, lent, rows_of

from khabar.events.head import KINDS
from khabar.lexicon import load_lexicon


def main() -> None:
    """Print precision, recall and F1 of grammar alone and of grammar with the cross-fitted head."""
    lexicon = load_lexicon()
    for kind in KINDS:
        rows = rows_of(lexicon, kind)
        scores, thresholds = cross_fit(rows, lent(lexicon) if kind == "ASSAULT" else [], tell=lambda _: None)
        judged = [
            (r.share > 0.5, r.held, s >= t) for r, s, t in zip(rows, scores, thresholds, strict=True) if r.share != 0.5
        ]
        for name, column in (("grammar alone", 1), ("with the head", 2)):
            hit = sum(j[0] and j[column] for j in judged)
            said, gold = sum(j[column] for j in judged), sum(j[0] for j in judged)
            precision, recall = hit / max(1, said), hit / max(1, gold)
            f1 = 2 * hit / max(1, said + gold)
            print(f"{kind:8} {name}: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   ({gold} gold of {len(judged)})")


if __name__ == "__main__":
    main()
