"""What the reports of Airwars could give a reader at most: an oracle that only asks whether the words stand anywhere.

usage: KHABAR="uv run khabar" python -m bench.airwars_ceiling [REPORTS.jsonl INCIDENTS.jsonl]
Without arguments the files of ../shared/data/airwars. The rows and measures are those of `score_airwars.py`. The oracle
counts a report as telling
  place     where the coded place's name stands in it, or the reader found any place within 15 km
  killed    where any figure, number word, dual or singular person of the coded range stands in it, whatever it counts
  injured   likewise
  by whom   where any word for the coded side or its allies stands in it, whatever it does there, comments included
  when      where it was published on the day, or names its date or weekday, or أمس the day after
  all       where place, killed and (in a dated report) when are so told, together or not
or where the reader has it right, so that no reader of these texts can be far above it. Prints the reader's share and
the oracle's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from training.corpora import SHARED

from khabar.text.fold import fold

sys.path.insert(0, str(SHARED.parent / "bench"))
import score_airwars as score

SIDES = {
    "Turkish Military": "ترك|اردوغان|درع الفرات|الجيش الوطني|المحتل",
    "Russian Military": "روس|نظام|اسد|الجيش السوري|قوات الجيش|ايران",
    "U.S.-led Coalition": "تحالف|امريك|امير?ك|الولايات|واشنطن",
    "YPG": "قسد|سوريا الديم|وحدات|ypg|pkk|pyd|عمال الكرد|كردست|كردي|مليشيات|ميليشيا",
    "Israeli Military": "سراييل|سرائيل|الاحتلال|صهيون|العدو",
    "Syrian Regime": "نظام|اسد|الجيش السوري|روس|البراميل",
    "Iranian Military": "ايران|الحرس الثوري",
}
NUMBERS = {
    1: "واحد|شخص|طفل|طفله|امراه|شاب|مدني|رجل|سيده|مزارع|شهيد|قتيل",
    2: "اثنين|اثنان|شخصين|شخصان|مدنيين|مدنيان|طفلين|طفلان|شابين|شابان|امراتين|امراتان|شهيدين|شهيدان|قتيلين|قتيلان",
    3: "ثلاثه?", 4: "اربعه?", 5: "خمسه?", 6: "سته?", 7: "سبعه?", 8: "ثمانيه?|ثماني", 9: "تسعه?", 10: "عشره?",
}  # fmt: skip
WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
MONTHS = tuple(
    f"(?:{names})"
    for names in (
        "يناير|كانون الثاني", "فبراير|شباط", "مارس|اذار", "ابريل|نيسان", "مايو|ايار", "يونيو|حزيران", "يوليو|تموز",
        "اغسطس|اب", "سبتمبر|ايلول", "اكتوبر|تشرين الاول", "نوفمبر|تشرين الثاني", "ديسمبر|كانون الاول",
    )
)  # fmt: skip
MEASURES = ("place", "killed", "injured", "by whom", "when", "all")
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(?<![ء-ي])(?:[وبلف]|وال|بال|ال|لل)?(?:{})(?:ا|ين|ان|يه)?(?![ء-ي])"


def tells_number(text: str, low: int, high: int | None) -> bool:
    """Whether any number of a range, or at least of `low` where it is open, stands in the text."""
    said = [int(n) for n in re.findall(r"(?<!\d)\d{1,3}(?!\d)", text)]
    said += [n for n, words in NUMBERS.items() if re.search(_WORD.format(words), text)]
    return any(low <= n and (high is None or n <= high) for n in said)


def tells_day(text: str, record: Mapping[str, Any], stated: str, wanted: str) -> bool:
    """Whether the coded day is the day of publication, or named, or found by the reader."""
    day, ago = date.fromisoformat(wanted), (date.fromisoformat(stated) - date.fromisoformat(wanted)).days
    if ago == 0 or any((score.interval(t)[0] or "")[:10] == wanted for t in record["times"]):
        return True
    if 0 < ago <= 7 and WEEKDAYS[day.weekday()] in text:
        return True
    if ago in (1, 2) and re.search("امس|البارحه|الماضيه|الفايته|ليل|مساء|يومين", text):
        return True
    numeric = rf"(?<!\d)(?:0?{day.day}\D{{1,3}}0?{day.month}|0?{day.month}\D{{1,3}}0?{day.day})(?!\d)"
    english = rf"{ENGLISH[day.month - 1]}\w* {day.day}\b|\b{day.day} {ENGLISH[day.month - 1]}"
    arabic = rf"(?<!\d){day.day}\D{{0,12}}{MONTHS[day.month - 1]}"
    return any(re.search(form, text) for form in (numeric, english, arabic))


def read_right(row: Mapping[str, Any], record: Mapping[str, Any], want: Mapping[str, Any]) -> dict[str, bool]:
    """Per measure whether an event of the record has it right, as `score_airwars.py` counts."""
    entities, times = score.entities(record), {t["id"]: t for t in record["times"]}
    deaths, hurt = ((want[f"civilian_{what}_min"], want[f"civilian_{what}_max"]) for what in ("deaths", "injuries"))
    sides = score.BELLIGERENTS.get(want["alleged_belligerent"], ())
    right = []
    for event in record["events"]:
        actors = [entities.get(a) for a in event["actors"]]
        seen = {
            "place": score.near(entities.get(event["place"]), want),
            "killed": bool(deaths[0]) and score.meets(event["counts"], "killed", *deaths),
            "injured": bool(hurt[0]) and score.meets(event["counts"], "injured", *hurt),
            "by whom": any(score.is_named(a, side) for a in actors for side in sides),
            "when": (score.interval(times.get(event["time"]))[0] or "")[:10] == want["incident_date"],
        }
        dated = score.day(row)
        right.append(seen | {"all": seen["place"] and seen["killed"] and (seen["when"] or not dated)})
    return {name: any(seen[name] for seen in right) for name in MEASURES}


def told(row: Mapping[str, Any], record: Mapping[str, Any], want: Mapping[str, Any]) -> dict[str, bool]:
    """Per measure that applies to a report: whether its text could give what was coded."""
    text, stated, found = fold(f"{row.get('title') or ''}\n{row['text']}"), score.day(row), dict[str, bool]()
    if name := want["location_ar"]:
        near = any(score.near(entity, want) for entity in record["entities"])
        found["place"] = near or fold(name).removeprefix("ال") in text
    if want["civilian_deaths_min"]:
        found["killed"] = tells_number(text, want["civilian_deaths_min"], want["civilian_deaths_max"])
    if want["civilian_injuries_min"]:
        found["injured"] = tells_number(text, want["civilian_injuries_min"], want["civilian_injuries_max"])
    if side := SIDES.get(want["alleged_belligerent"]):
        found["by whom"] = re.search(side, text) is not None
    if stated:
        found["when"] = tells_day(text, record, stated, want["incident_date"])
    if {"place", "killed"} <= found.keys():
        found["all"] = found["place"] and found["killed"] and found.get("when", True)
    return found


def main(reports: Path, incidents: Path) -> None:
    """Print the reader's share and the oracle's of every measure."""
    coded = {i["internal_id"]: i for i in score.jsonl(incidents)}
    tally: dict[str, list[tuple[bool, bool]]] = {name: [] for name in MEASURES}
    rows = [r for r in score.jsonl(reports) if len(r["incidents"]) == 1 and r["incidents"][0] in coded]
    given = [{k: r.get(k) or None for k in ("id", "text", "title", "url", "publisher")} for r in rows]
    records = score.read_reports([g | {"published": score.day(r)} for g, r in zip(given, rows, strict=True)])
    for row, record in zip(rows, records, strict=True):
        want = coded[row["incidents"][0]]
        right = read_right(row, record, want)
        for name, ok in told(row, record, want).items():
            tally[name].append((right[name], ok or right[name]))
    for name, seen in tally.items():
        shares = [sum(column) / len(seen) for column in zip(*seen, strict=True)]
        print(f"{name:8} reader {shares[0]:.3f}  oracle {shares[1]:.3f}  of {len(seen)} reports")


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:3]]
    folder = SHARED / "airwars"
    main(*(files if len(files) == 2 else (folder / "reports.jsonl", folder / "incidents.jsonl")))
