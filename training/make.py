"""The whole recipe in one command: `python -m training.make --work /tmp/khabar-model`. README.md explains the steps.

The files end in `WORK/model`; copy them over `src/khabar/model` to ship them. Every step is a process of its own with
fixed seeds, writes one file and is skipped where that file is there already, so that a run that was cut off goes on.
What the steps print goes into `WORK/make.log` too. `--smoke` goes through the same steps on a few sentences.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
# Without this glibc hands the big buffers of every step back to the kernel and takes them anew: a third of the time.
MALLOC = {
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "200000000",
}
# What `--smoke` adds to each module's arguments: the last word of an option wins.
SMOKE = {
    "training.train": ["--epochs", "1", "--limit", "48", "--no-side"],
    "training.silver": ["--count", "40"],
    "training.export": ["--limit", "24"],
}


def steps(work: Path, smoke: bool = False) -> list[tuple[Path, list[str]]]:
    """`(the file it makes, module and arguments)` in order."""
    first, second, silver, student = (work / n for n in ("a1.pt", "b1.pt", "silver.npz", "student.pt"))
    teacher = ["training.train", "--epochs", "5", "--step", "1536", "--rate", "1.5e-4", "--no-apposition"]
    pupil = ["training.train", "--epochs", "3", "--step", "768", "--rate", "1e-4", "--swap", "0.3", "--seed", "11"]
    found = [
        (first, [*teacher, "--out", str(first), "--seed", "1", "--swap", "0.3"]),
        (second, [*teacher, "--out", str(second), "--seed", "2", "--swap", "0"]),
        (silver, ["training.silver", "--teachers", str(first), str(second), "--out", str(silver), "--count", "16000"]),
        (student, [*pupil, "--out", str(student), "--start", str(first), str(second), "--silver", str(silver)]),
        (work / "model" / "model.onnx", ["training.export", "--weights", str(student), "--out", str(work / "model")]),
    ]
    return [(made, [*command, *SMOKE[command[0]]]) if smoke else (made, command) for made, command in found]


def run(command: list[str], log: TextIO) -> None:
    """Run a module as a process of its own, what it prints on the screen and in the log; a failure is raised."""
    environment = os.environ | MALLOC | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "OMP_NUM_THREADS": "1"}
    call = [sys.executable, "-m", *command]
    print("$ python -m", *command, file=log, flush=True)
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environment
    ) as step:
        for line in step.stdout or ():
            print(line, end="", flush=True)
            print(line, end="", file=log, flush=True)
    if step.returncode:
        raise SystemExit(f"{' '.join(command)} failed; see {log.name}")


def main() -> None:
    """Run what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where weights and silver are kept, 400 MB")
    parser.add_argument("--smoke", action="store_true", help="a few steps on a few sentences, to try the code")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    with (options.work / "make.log").open("a", encoding="utf-8") as log:
        for made, command in steps(options.work, options.smoke):
            if made.exists():
                print(f"{made} is there", flush=True)
                continue
            print("$ python -m", *command, flush=True)
            run(command, log)


if __name__ == "__main__":
    main()
