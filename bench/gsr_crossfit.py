"""The sentence head on sentences it has not seen: five-fold cross-fitted figures on the gold-standard records.

usage: python -m bench.gsr_crossfit        (needs scikit-learn; prints F1 as `score_gsr.py` counts it)
Five contiguous blocks of the file are left out in turn, near-duplicates together; each text is judged by a head trained
on the other four, at the threshold that was best on those, inside the whole reader. `score_gsr.py` on the installed
package is not this figure: the head that ships has seen all of these sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from training.events import cross_fit, lent, rows_of

from khabar.events.head import KINDS
from khabar.lexicon import load_lexicon
from khabar.objects import Page
from khabar.reader import Reader


@dataclass
class Verdict:
    """Stands in for the head: what the head that has not seen the text says of it."""

    kind: str
    told: bool

    def tells(self, *given: Any) -> bool:
        """The verdict for its own kind; the other kind is not asked about here."""
        return self.told if given[-1] == self.kind else True


def main() -> None:
    """Print precision, recall and F1 of grammar alone and of grammar with the cross-fitted head."""
    lexicon = load_lexicon()
    reader = Reader(lexicon)
    for kind in KINDS:
        rows = rows_of(lexicon, kind)
        scores, thresholds = cross_fit(rows, lent(lexicon) if kind == "ASSAULT" else [], tell=lambda _: None)
        for name, judged in (("grammar alone", False), ("with the head", True)):
            said = []
            for row, score, threshold in zip(rows, scores, thresholds, strict=True):
                verdict = Verdict(kind, score >= threshold) if judged else None
                with patch("khabar.events.narrative.load_head", return_value=verdict):
                    record = reader.read(Page(data=row.text, source_id="row", format="text"))
                said.append(any(e.type == kind for e in record.events))
            report(kind, name, [(s, r.share > 0.5) for s, r in zip(said, rows, strict=True) if r.share != 0.5])


def report(kind: str, name: str, pairs: list[tuple[bool, bool]]) -> None:
    """One line of figures; `pairs` are (said, gold)."""
    hit = sum(said and gold for said, gold in pairs)
    said, gold = sum(s for s, _ in pairs), sum(g for _, g in pairs)
    precision, recall, f1 = hit / max(1, said), hit / max(1, gold), 2 * hit / max(1, said + gold)
    print(f"{kind:8} {name}: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   ({gold} gold of {len(pairs)})")


if __name__ == "__main__":
    main()
