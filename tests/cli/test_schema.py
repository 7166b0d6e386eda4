"""`khabar schema`."""

from __future__ import annotations

import json

from khabar import __version__
from running import Run

# The contract of RECORD.md: fields that may be joined by others, never renamed or dropped.
CONTRACT = {
    "Record": "schema report entities times statements events",
    "Report": "id source_id url publisher byline title language published text parts captions tags furniture",
    "Published": "date basis weekday",
    "Part": "kind start end",
    "Caption": "text credit",
    "Furniture": "kind text",
    "Entity": "id kind name aliases role actor_code links place mentions",
    "Place": "lat lon precision country admin1 admin2",
    "Mention": "start end text form",
    "Time": "id start end text kind interval grain part resolved edtf timex3",
    "Interval": "begin end",
    "Statement": "id act cue speaker speaker_text chain via venue time content quotation part_of",
    "Event": "id type mode acled trigger actors recipients place time counts victims name status statement about"
    " evidence",
    "Count": "what who min max exact subset_of start end text",
}


def test_the_schema_holds_the_contract(khabar: Run) -> None:
    """Every field that other programs rely on is in the schema, under its name."""
    schema = json.loads(khabar("schema").out)
    definitions = schema["$defs"] | {"Record": schema}
    for name, fields in CONTRACT.items():
        assert set(fields.split()) <= set(definitions[name]["properties"]), name


def test_the_version_is_printed(khabar: Run) -> None:
    """`--version` says which Khabar this is."""
    assert khabar("--version").out == f"khabar {__version__}\n"
