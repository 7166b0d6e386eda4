"""The whole recipe in one command: `python -m training.make --work /tmp/khabar-model`. README.md explains the steps.

The files end in `WORK/model`; copy them over `src/khabar/model` to ship them. Every step is a process of its own with
fixed seeds, writes one file and is skipped where that file is there already, so that a run that was cut off goes on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Without this glibc hands the big buffers of every step back to the kernel and takes them anew: a third of the time.
MALLOC = {
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "200000000",
}


def steps(work: Path) -> list[tuple[Path, list[str]]]:
    """`(the file it makes, module and arguments)` in order."""
    first, second, silver, student = (work / n for n in ("a1.pt", "b1.pt", "silver.npz", "student.pt"))
    teacher = ["training.train", "--epochs", "5", "--step", "1536", "--rate", "1.5e-4", "--no-apposition"]
    pupil = ["training.train", "--epochs", "3", "--step", "768", "--rate", "1e-4", "--swap", "0.3", "--seed", "11"]
    return [
        (first, [*teacher, "--out", str(first), "--seed", "1", "--swap", "0.3"]),
        (second, [*teacher, "--out", str(second), "--seed", "2", "--swap", "0"]),
        (silver, ["training.silver", "--teachers", str(first), str(second), "--out", str(silver), "--count", "16000"]),
        (student, [*pupil, "--out", str(student), "--start", str(first), str(second), "--silver", str(silver)]),
        (work / "model" / "model.onnx", ["training.export", "--weights", str(student), "--out", str(work / "model")]),
    ]


def main() -> None:
    """Run what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where weights and silver are kept, 400 MB")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    environment = os.environ | MALLOC | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "OMP_NUM_THREADS": "1"}
    for made, command in steps(options.work):
        if made.exists():
            print(f"{made} is there", flush=True)
            continue
        print("$ python -m", *command, flush=True)
        subprocess.run([sys.executable, "-m", *command], check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    main()
