"""`python -m khabar.evaluation.agreement [--gold DIR] [ID …]`: where two readers' marks differ, report by report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from khabar.errors import InputError
from khabar.evaluation.gold import load_source
from khabar.evaluation.gold_set import GoldReport, load_pass
from khabar.evaluation.quotes import around
from khabar.evaluation.readers import as_record
from khabar.evaluation.score import ROOMS, Result, evaluate


def agreement(folder: Path, ids: tuple[str, ...] = (), rooms: tuple[str, ...] = ROOMS) -> Result:
    """The second reader's marks scored against the first's, over the reports that both marked (and named, if any).

    Raises `InputError` where there is none.
    """
    first, second = load_pass(folder, "first"), load_pass(folder, "second")
    both = [id_ for id_ in first if id_ in second and (not ids or id_ in ids)]
    if not both:
        raise InputError(f"{folder}: no report that both readers marked; first/ID.yaml and second/ID.yaml are needed")
    gold = [GoldReport(load_source(folder / "reports" / f"{id_}.yaml"), first[id_]) for id_ in both]
    records = {r.source.id: as_record(second[r.source.id], r.source) for r in gold}
    return evaluate(gold, records, rooms)


def main() -> int:
    """Print the differences: what the first has and the second lacks, has besides, or has otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these reports")
    parser.add_argument("--gold", type=Path, default=Path("eval/gold"))
    given = parser.parse_args()
    try:
        result = agreement(given.gold, tuple(given.ids))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for id_, sheet in result.sheets.items():
        text = load_source(given.gold / "reports" / f"{id_}.yaml").text
        for fault in sheet.faults:
            word = {"missed": "only first", "extra": "only second", "wrong": "differ"}[fault.kind]
            place = f" «{around(fault.spot, text)}»" if fault.spot else ""
            print(f"{id_}: {fault.room}: {word}: {fault.what}{place}")
    for figure in result.figures:
        print(f"{figure.name:50} agree F1 {figure.tally.f1:.3f}  ({figure.tally.wanted:.0f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
