"""A folder of gold reports: what is in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khabar.errors import InputError
from khabar.evaluation.gold import PASSES, load_marks, load_source
from khabar.evaluation.gold_types import Marks, Source


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report and what was settled about it."""

    source: Source
    marks: Marks


def load_gold(folder: Path) -> tuple[GoldReport, ...]:
    """All settled reports of a folder, by name; raises `InputError` where a file is wrong or there is none."""
    found = []
    for path in sorted((folder / "marks").glob("*.yaml")):
        source = load_source(folder / "reports" / path.name)
        found.append(GoldReport(source, load_marks(path, source)))
    if not found:
        raise InputError(f"no gold report in {folder}; name the folder that holds reports/ and marks/ with --gold")
    return tuple(found)


def load_pass(folder: Path, name: str) -> dict[str, Marks]:
    """What one reader (`first` or `second`) marked, by report."""
    return {
        path.stem: load_marks(path, load_source(folder / "reports" / path.name))
        for path in sorted((folder / name).glob("*.yaml"))
    }


def check(folder: Path, ids: tuple[str, ...] = ()) -> Iterator[str]:
    """Every fault of every file of the folder, or of those reports alone, a line each."""
    known = {path.stem for path in (folder / "reports").glob("*.yaml")}
    for id_ in sorted(set(ids) - known):
        yield f"reports/{id_}.yaml is not there"
    for id_ in sorted(known & set(ids) if ids else known):
        try:
            source = load_source(folder / "reports" / f"{id_}.yaml")
        except InputError as error:
            yield from str(error).splitlines()
            continue
        for name in PASSES:
            path = folder / name / f"{id_}.yaml"
            if path.exists():
                try:
                    load_marks(path, source)
                except InputError as error:
                    yield from str(error).splitlines()
    for name in PASSES:
        for path in sorted((folder / name).glob("*.yaml")):
            if path.stem not in known:
                yield f"{name}/{path.name}: there is no reports/{path.name}"


def state(folder: Path) -> str:
    """How far the set is: reports, and how many each pass has marked."""

    def count(name: str) -> int:
        return len(list((folder / name).glob("*.yaml")))

    return f"{count('reports')} reports; marked: " + ", ".join(f"{name} {count(name)}" for name in PASSES)
