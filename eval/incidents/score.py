"""Are origins counted right on incidents whose copying is known? usage: python eval/incidents/score.py [--show]

Reads the composed reports of `set.yaml` with `khabar read`, compares them with `khabar compare`, and holds each
incident's number of independent origins against the one its author put there. An incident is right when one found
incident holds all its reports, no other's, and counts as many origins. The last line is the figure.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from khabar import Page, Reader
from khabar.incidents import compare

SET = Path(__file__).with_name("set.yaml")


def rows(incident: dict[str, Any]) -> list[dict[str, Any]]:
    """The incident's reports with reprints spelled out."""
    texts: dict[str, str] = {}
    found: list[dict[str, Any]] = []
    for row in incident["reports"]:
        text = row.get("text") or texts[row["of"]]
        for old, new in row.get("replace", ()):
            assert old in text, (row["id"], old)  # noqa: S101 (a reprint that changes nothing tests nothing)
            text = text.replace(old, new)
        texts[row["id"]] = row.get("before", "") + text + row.get("after", "")
        found.append(row | {"text": texts[row["id"]]})
    return found


def main(show: bool) -> None:
    """Print what is wrong and the figure."""
    reader = Reader()
    wanted = yaml.safe_load(SET.read_text(encoding="utf-8"))["incidents"]
    records, owner = [], {}
    for incident in wanted:
        for row in rows(incident):
            page = Page(row["text"], row["id"], "text", publisher=row["publisher"], published=str(row["published"]))
            records.append(reader.read(page).to_dict())
            owner[row["id"]] = incident["id"]
    found = [i for i in compare(records, reader.lexicon) if len({r.source_id for r in i.reports}) > 1]
    together = right = 0
    for incident in wanted:
        mine = {row["id"] for row in incident["reports"]}
        whole = [i for i in found if {r.source_id for r in i.reports} == mine]
        good = any(i.independent_origins == len(incident["origins"]) for i in whole)
        together += bool(whole)
        right += good
        if show and not good:
            touching = [i for i in found if mine & {r.source_id for r in i.reports}]
            got = [[sorted({r.source_id for r in i.reports}), [o.source for o in i.origins]] for i in touching]
            print(incident["id"], "wanted", incident["origins"], "got", json.dumps(got, ensure_ascii=False))
    print(f"{together} of {len(wanted)} incidents whole")
    print(f"origins right in {right} of {len(wanted)}")


if __name__ == "__main__":
    main("--show" in sys.argv)
