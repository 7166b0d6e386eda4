"""A run: what is still to be read is read, what is finished is left alone, and what became of everything is counted."""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.bulk.identity import differences, fingerprint, identity
from khabar.bulk.pieces import Piece
from khabar.bulk.places import Folder, Place, place_of
from khabar.bulk.prefilter import Level
from khabar.bulk.shard import MANIFESTS, Job, finished
from khabar.errors import InputError, OutputError
from khabar.settings import load_settings

Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """`todo` is to be read; `done` are manifests of this input's shards that stand; `others` of other inputs' shards
    that were read otherwise."""

    job: Job
    todo: tuple[Piece, ...]
    done: tuple[dict[str, Any], ...]
    others: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Manifests of all finished shards of the input, how many of them this run read, and what failed whole."""

    manifests: tuple[dict[str, Any], ...]
    read: int
    errors: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        """Pages, records, failures, events, and pages passed over by reason, summed up."""
        total: Counter[str] = Counter()
        for manifest in self.manifests:
            counts = manifest["counts"]
            total.update({n: counts[n] for n in ("pages", "records", "failures", "events")})
            total.update({f"passed over: {n}": c for n, c in counts["passed_over"].items()})
        return total


def make_job(output: str, model: bool, prefilter: Level, worker_mb: int | None = None) -> Job:
    """The job with this machine's Khabar and settings."""
    settings = load_settings()
    # Workers need not stand in the driver's folder.
    output = output if "://" in output else str(Path(output).resolve())
    reader = identity(model)
    return Job(output, model, prefilter, settings, reader, fingerprint(reader, prefilter), worker_mb)


def make_plan(job: Job, pieces: Sequence[Piece], reread: bool) -> Plan:
    """What of `pieces` is left to do. Shards that were read by another Khabar, with other settings, or when their input
    had another length are read again where `reread` says so; else `InputError` tells how they differ."""
    place = place_of(job.output)
    known = finished(place)
    mine = {p.shard: p for p in pieces}
    done: list[dict[str, Any]] = []
    stale: list[dict[str, Any]] = []
    for shard, piece in mine.items():
        manifest = known.get(shard)
        if manifest is not None:
            (done if _same(manifest, job, piece) else stale).append(manifest)
    if stale and not reread:
        raise InputError(
            f"{len(stale)} of {len(mine)} shards in {job.output} were read otherwise ({_why(stale[0], job, mine)}); "
            "--reread reads them again, or name another output"
        )
    for manifest in stale:
        place.remove(f"{MANIFESTS}/{manifest['shard']}.json")
    kept = {m["shard"] for m in done}
    others = sum(m["fingerprint"] != job.fingerprint for s, m in known.items() if s not in mine)
    return Plan(job, tuple(p for p in pieces if p.shard not in kept), tuple(done), others)


def _same(manifest: dict[str, Any], job: Job, piece: Piece) -> bool:
    taken = manifest["input"]
    same_input = (taken["bytes"], taken["start"], taken["end"]) == (piece.size, piece.start, piece.end)
    return same_input and manifest["fingerprint"] == job.fingerprint


def _why(manifest: dict[str, Any], job: Job, pieces: dict[str, Piece]) -> str:
    found = differences(manifest["reader"], job.reader)
    if manifest["prefilter"] != job.prefilter:
        found.append(f"prefilter: {manifest['prefilter']} → {job.prefilter}")
    return "; ".join(found[:3]) or f"{pieces[manifest['shard']].name} has changed or is split otherwise"


def carry_out(plan: Plan, reading: Callable[[Job, Sequence[Piece]], list[dict[str, Any]]]) -> Outcome:
    """Read what is left to do by `reading`. Raises `EngineError` where that gives up."""
    if not plan.todo:
        return Outcome(plan.done, 0, ())
    answers = {a["shard"]: a for a in reading(plan.job, plan.todo)}
    errors = [answers[p.shard]["error"] for p in plan.todo if "error" in answers.get(p.shard, {})]
    errors += [f"{p.name}: nothing came of it; is it empty?" for p in plan.todo if p.shard not in answers]
    read = [answers[p.shard] for p in plan.todo if "error" not in answers.get(p.shard, {"error": ""})]
    return Outcome((*plan.done, *read), len(read), tuple(errors))


@contextmanager
def claimed(output: str) -> Iterator[Place]:
    """The place of an output, for one run at a time where it is a folder; what killed runs had begun is swept out.

    Raises `OutputError` where another run is at it or it cannot be written.
    """
    place = place_of(output)
    if not isinstance(place, Folder):
        yield place
        return
    try:
        place.root.mkdir(parents=True, exist_ok=True)
        lock = (place.root / ".lock").open("w")
    except OSError as error:
        raise OutputError(f"{output} cannot be written ({error.strerror}); choose another folder") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"another run is writing to {output}; wait for it to end") from error
        except OSError:  # a file system without locks
            pass
        place.sweep()
        yield place
