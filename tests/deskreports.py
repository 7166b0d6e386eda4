"""Archives for the desk's tests, of composed reports with records made by hand: no model, no reading."""

from __future__ import annotations

from pathlib import Path

from khabar.objects import Count, Entity, Event, Mention, Page, Place, Record, Statement, Time
from khabar.objects import Interval as Days
from khabar.store import Archive, Given, add_page, add_record, open_archive
from khabar.store.review import Change
from pieces import a_mention, a_report, a_span
from records import made

GIVEN = Given("khabar test", "{}")
HOSTILE_TITLE = "<script>alert(1)</script> \u202eخبر مقلوب\u202c\x07 <img src=x onerror=alert(2)>"
LONG_NAME = "المديرية العامة لشؤون " + "الإغاثة والإيواء والتنسيق مع المنظمات المحلية والدولية " * 6
TOWNS = (("الصفصافة", 35.1, 38.9), ("النخلتين", 34.2, 40.1), ("تل الورد", 36.0, 37.5), ("عين الغزال", 33.4, 36.3))


def strike(number: int) -> Record:
    """A report of a strike on a village: one relayed statement, one event with figures, four names, a time."""
    town, lat, lon = TOWNS[number % len(TOWNS)]
    killed = 3 + number % 5
    title = f"غارة جوية على {town} توقع {killed} قتلى"
    body = (
        f"نقلت وكالة المرفأ عن المتحدث باسم الدفاع المدني كمال الأزرق قوله إن طائرة حربية قصفت بلدة {town} فجر "
        f"الاثنين، ما أدى إلى مقتل {killed} مدنيين بينهم طفلان. وأضاف الأزرق أن فرق الإنقاذ ما تزال تبحث تحت الأنقاض "
        f"رقم {number}."
    )
    report = a_report(
        f"strike-{number}.html", title, body, day=f"2026-10-{1 + number % 28:02}",
        publisher=("صحيفة الوادي", "راديو السهل")[number % 2], url=f"https://example.org/{number}",
    )  # fmt: skip
    text = report.text
    entities = (
        Entity(id="e1", kind="media", name=report.publisher or "", rule="publisher"),
        Entity(id="e2", kind="media", name="وكالة المرفأ", mentions=(a_mention(text, "وكالة المرفأ"),), rule="outlets"),
        Entity(id="e3", kind="person", name="كمال الأزرق", role="المتحدث باسم الدفاع المدني",
               mentions=(a_mention(text, "كمال الأزرق"), a_mention(text, "الأزرق أن")), confidence=0.93, rule="model"),
        Entity(id="e4", kind="place", name=town, mentions=(a_mention(text, town),), rule="gazetteer",
               place=Place(lat=lat, lon=lon, precision="exact", country="SYR")),
        Entity(id="e5", kind="organization", name="الدفاع المدني", mentions=(a_mention(text, "الدفاع المدني"),),
               rule="model", confidence=0.88),
    )  # fmt: skip
    when = a_span(text, "فجر الاثنين")
    times = (
        Time(id="t1", **when.model_dump(), kind="date", interval=Days(begin="2026-10-05", end="2026-10-05"),
             grain="part", part="dawn", resolved=True, edtf="2026-10-05", rule="weekday"),
    )  # fmt: skip
    first = a_span(text, f"طائرة حربية قصفت بلدة {town} فجر الاثنين، ما أدى إلى مقتل {killed} مدنيين بينهم طفلان")
    second = a_span(text, f"فرق الإنقاذ ما تزال تبحث تحت الأنقاض رقم {number}")
    statements = (
        Statement(id="s1", act="relay", cue=a_span(text, "نقلت"), speaker="e3",
                  speaker_text=a_span(text, "كمال الأزرق"),
                  chain=("e1", "e2", "e3"), via=("e2",), content=first, quotation="indirect", time="t1", rule="relay"),
        Statement(id="s2", act="assert", cue=a_span(text, "أضاف"), speaker="e3", speaker_text=a_span(text, "الأزرق أن"),
                  chain=("e1", "e2", "e3"), via=("e2",), content=second, quotation="indirect", rule="verb"),
    )  # fmt: skip
    counts = (
        Count(what="killed", who="civilian", min=killed, max=killed, exact=True, rule="governor",
              **a_span(text, f"{killed} مدنيين").model_dump()),
        Count(what="killed", who="child", min=2, max=2, exact=True, subset_of=0, rule="dual",
              **a_span(text, "طفلان").model_dump()),
    )  # fmt: skip
    events = (
        Event(id="v1", type="ASSAULT", mode="airstrike", acled="Explosions/Remote violence: Air/drone strike",
              trigger=a_span(text, "قصفت"), place="e4", time="t1", counts=counts, status="occurred", statement="s1",
              evidence=first, rule="shelling", confidence=0.91),
    )  # fmt: skip
    return Record(report=report, entities=entities, times=times, statements=statements, events=events)


def hostile() -> Record:
    """A report that tries everything: script, bidi overrides, a `javascript:` address, attributes that break out."""
    body = (
        "قال <b onmouseover=alert(3)>مصدر</b> إن \"'><svg onload=alert(4)> القرية \u202eتحت القصف\u202c {{ 7*7 }} "
        "javascript:alert(5) &lt;لا شيء&gt;."
    )
    report = a_report(
        'evil"><script>.html', HOSTILE_TITLE, body, day=None, publisher="\u202e<i>ناشر</i>", url="javascript:alert(6)"
    )
    text = report.text
    name = "مصدر</b>"
    entities = (
        Entity(id="e1", kind="person", name="\"><script>alert(7)</script>\u202e", mentions=(a_mention(text, name),),
               role="' onfocus=alert(8) x='", rule="<rule>"),
        Entity(id="e2", kind="place", name=LONG_NAME, place=Place(lat=35.0, lon=38.0, precision="near"), rule="test"),
    )  # fmt: skip
    said = a_span(text, "القرية \u202eتحت القصف\u202c")
    statements = (
        Statement(id="s1", act="assert", cue=a_span(text, "قال"), speaker="e1", speaker_text=a_span(text, name),
                  chain=("e1",), via=(), content=said, quotation="indirect", rule="test"),
    )  # fmt: skip
    events = (
        Event(id="v1", type="ASSAULT", trigger=a_span(text, "القصف"), actors=("e1",), place="e2", status="occurred",
              statement="s1", evidence=said, name="</blockquote><script>", rule="test"),
    )  # fmt: skip
    return Record(report=report, entities=entities, statements=statements, events=events)


def long_line(characters: int) -> Record:
    """One paragraph of so many characters without a line break, with a name on every hundredth word or so."""
    body = ("كلمة وأخرى في سطر لا ينتهي " * (characters // 26 + 1))[:characters]
    report = a_report("long.txt", "سطر واحد", body, day="2026-10-03")
    text = report.text
    mentions, at = [], text.find("وأخرى")
    while at >= 0 and len(mentions) < 20_000:
        mentions.append(Mention(start=at, end=at + 5, text=text[at : at + 5], form="name"))
        at = text.find("وأخرى", at + 200)
    return Record(report=report, entities=(Entity(id="e1", kind="person", name="أخرى", mentions=tuple(mentions)),))


def a_change(number: int, action: str, target: str, field: str | None = None, after: object = None) -> Change:
    """A row of the audit, without an archive."""
    return Change(
        id=number, subject="reports/1", report=1, reading=1, revision=number, at="2026-11-22T10:00:00Z", who="سلمى",
        action=action, target=target, field=field, after=after,
    )  # type: ignore[arg-type] # fmt: skip


def put(archive: Archive, record: Record, data: bytes | None = None) -> int:
    """Archive a record with the bytes of its page; the report's id."""
    report = record.report
    page = Page(
        data if data is not None else f"<html><body>{report.text}</body></html>".encode("utf-8", "replace"),
        report.source_id, "html", url=report.url, publisher=report.publisher, title=report.title,
        published=report.published.date,
    )  # fmt: skip
    with archive.writing() as connection:
        identity, _ = add_page(connection, archive, page)
        add_record(connection, identity, GIVEN, record)
    return identity


def filled(where: Path, strikes: int = 30) -> Archive:
    """An archive: the record of everything is report 1, the hostile one 2, then strikes. The caller closes it."""
    archive = open_archive(str(where), create=True)
    put(archive, made())
    put(archive, hostile())
    for number in range(strikes):
        put(archive, strike(number))
    return archive
