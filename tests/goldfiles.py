"""Gold files made for a test."""

from __future__ import annotations

from pathlib import Path

REPORT = """id: {id}
genre: news
country: SYR
topic: قصف
publisher: null
published: 2024-05-14
composed: true
licence: CC BY 4.0
text: |
  قصفت قوات النظام السوري بلدة الزاوية أمس وقتلت أربعة مدنيين.

  وقال قائد الشرطة ماجد الخطيب إن القصف أصاب الزاوية مرتين.
"""
MARKS = """entities:
  r: {kind: organization, names: [قوات النظام السوري], code: SYR MIL}
  z: {kind: place, names: [الزاوية], at: none}
  m: {kind: person, names: [ماجد الخطيب]}
times:
  t: {text: أمس, value: 2024-05-13}
counts:
  c: {text: أربعة مدنيين, what: killed, who: civilian, n: 4}
statements:
  s: {cue: قال, act: assert, speaker: m, content: القصف أصاب … مرتين, quote: indirect}
events:
  v: {trigger: قصفت, also: [القصف], type: ASSAULT, by: [r], place: z, time: t, counts: [c], status: occurred}
"""


def write(
    folder: Path, id_: str = "syr-news-01", marks: str = MARKS, report: str = REPORT, name: str = "marks"
) -> Path:
    """A folder of gold with one report marked."""
    for part, text in (("reports", report.format(id=id_)), (name, marks)):
        (folder / part).mkdir(exist_ok=True, parents=True)
        (folder / part / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return folder
