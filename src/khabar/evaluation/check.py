"""`python -m khabar.evaluation.check [--gold DIR] [ID …]`: what is wrong in gold files, a line each; exit 1 if any."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from khabar.evaluation.gold_set import check, state


def main() -> int:
    """Print the faults and how far the set is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these reports")
    parser.add_argument("--gold", type=Path, default=Path("eval/gold"))
    given = parser.parse_args()
    faults = list(check(given.gold, tuple(given.ids)))
    print(*faults, sep="\n", end="\n" if faults else "")
    print(state(given.gold) + ("; no fault" if not faults else f"; {len(faults)} faults"))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
