"""Where records come from: Khabar in this process, any command that prints records, or a file of them."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.errors import InputError
from khabar.evaluation.gold_types import Marks, Source
from khabar.evaluation.quotes import Spot

if TYPE_CHECKING:
    from khabar.mentions import Tagger

Records = dict[str, Mapping[str, Any]]


def by_khabar(sources: Sequence[Source], tagger: Tagger | None) -> Records:
    """Khabar's own records, by report."""
    from khabar.objects import Page
    from khabar.reader import Reader

    reader = Reader(tagger=tagger)
    pages = (Page(s.text, s.id, "text", publisher=s.publisher, published=s.published) for s in sources)
    return {page.source_id: reader.read(page).to_dict() for page in pages}


def by_command(sources: Sequence[Source], command: str) -> Records:
    """What a command prints, record lines, given a .jsonl of the reports: in place of `{}`, or as its last argument.

    Raises `InputError` where it fails, saying what it printed last.
    """
    rows = ({"id": s.id, "text": s.text, "published": s.published, "publisher": s.publisher} for s in sources)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "reports.jsonl")
        source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        words = shlex.split(command)
        words = [w.replace("{}", str(source)) for w in words] if "{}" in command else [*words, str(source)]
        try:
            done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603
        except OSError as error:
            raise InputError(f"{words[0]} cannot be run ({error.strerror}); name a command after --reader") from error
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip()[-300:]
        raise InputError(f"{command} failed ({done.returncode}): {last}")
    return parsed(done.stdout.decode("utf-8", "replace").splitlines(), command)


def by_file(path: Path) -> Records:
    """The records of a .jsonl."""
    try:
        return parsed(path.read_text(encoding="utf-8").splitlines(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read; name a .jsonl of records after --records") from error


def parsed(lines: Iterable[str], name: str) -> Records:
    """Records by `report.source_id`; raises `InputError` where a line is none."""
    found: Records = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found[str(record["report"]["source_id"])] = record
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{name}: line {number} is no record with report.source_id") from error
    return found


def as_record(marks: Marks, source: Source) -> dict[str, Any]:
    """Marks in the shape of a record, so that one reader's marks can be scored against another's."""

    def span(spot: Spot | None) -> dict[str, Any] | None:
        if spot is None:
            return None
        return {"start": spot.start, "end": spot.end, "text": source.text[spot.start : spot.end]}

    counts = {
        c.key: {"what": c.what, "who": c.who, "min": c.min, "max": c.max} | (span(c.spot) or {}) for c in marks.counts
    }
    return {
        "report": {"text": source.text, "source_id": source.id},
        "entities": [
            {
                "id": e.key,
                "kind": e.kind,
                "actor_code": e.code,
                "place": {"lat": e.at[0], "lon": e.at[1], "precision": "exact"} if e.at else None,
                "mentions": [
                    (span(s) or {}) | {"form": form}
                    for form, spots in (("name", e.names), ("nominal", e.called))
                    for s in spots
                ],
            }
            for e in marks.entities
        ],
        "times": [
            {"id": t.key, "interval": {"begin": t.begin, "end": t.end}, "part": t.part} | (span(t.spot) or {})
            for t in marks.times
        ],
        "statements": [
            {
                "id": s.key,
                "act": s.act,
                "cue": span(s.cue),
                "speaker": s.speaker,
                "via": s.via,
                "content": span(s.content),
                "quotation": s.quotation,
            }
            for s in marks.statements
        ],
        "events": [
            {
                "id": e.key,
                "type": e.type,
                "mode": e.mode,
                "acled": e.acled,
                "trigger": span(e.trigger),
                "also": [span(s) for s in e.also],
                "actors": e.actors,
                "recipients": e.recipients,
                "place": e.place,
                "time": e.time,
                "counts": [counts[c] for c in e.counts],
                "status": e.status,
                "alleged": e.alleged,
                "statement": e.statement,
                "about": e.about,
            }
            for e in marks.events
        ],
        "counts": list(counts.values()),
    }
