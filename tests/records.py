"""A record with something of everything, built by hand, so that sheets are tested without any reading."""

from __future__ import annotations

from typing import Any

from khabar.objects import (
    Caption,
    Count,
    Entity,
    Event,
    Furniture,
    Place,
    Published,
    Record,
    Report,
    Span,
    Statement,
    Time,
)
from pieces import a_mention, a_report, a_span, digest

TITLE = "مصدر محلي: قصف يطال سوق الوادي"
BODY = (
    "نقلت وكالة المرفأ عن المتحدث باسم البلدية سامر قوله إن “الطائرات قصفت السوق مساء أمس”، "
    "وأضاف أن الدفاع المدني أحصى 7 قتلى بينهم طفلان."
)
TEXT = f"{TITLE}\n\n{BODY}"


def span(words: str, text: str = TEXT) -> Span:
    """The first place of `words` in the text."""
    return a_span(text, words)


def made(**changes: Any) -> Record:
    """The record; `changes` replace whole fields of it."""
    report = a_report(
        "made.html",
        TITLE,
        BODY,
        url="https://example.org/1",
        publisher="صحيفة الوادي",
        byline="خاص",
        published=Published(weekday="Thursday"),
        captions=(Caption(text="السوق بعد القصف", credit="المرفأ"),),
        tags=("الوادي",),
        furniture=(Furniture(kind="donation", text="تبرع الآن"), Furniture(kind="share", text="شارك")),
        warnings=("bidi controls were removed",),
    )
    entities = (
        Entity(id="e1", kind="media", name="صحيفة الوادي"),
        Entity(id="e2", kind="media", name="وكالة المرفأ", mentions=(a_mention(TEXT, "وكالة المرفأ"),)),
        Entity(id="e3", kind="person", name="سامر", role="المتحدث باسم البلدية", mentions=(a_mention(TEXT, "سامر"),)),
        Entity(
            id="e4",
            kind="place",
            name="سوق الوادي",
            mentions=(a_mention(TEXT, "سوق الوادي"),),
            actor_code=None,
            place=Place(lat=15.5, lon=43.25, precision="exact", country="YEM"),
        ),
        Entity(id="e5", kind="place", name="الوادي", aliases=("وادينا",)),
    )
    evening = span("مساء أمس")
    times = (
        Time(
            id="t1",
            **evening.model_dump(),
            kind="date",
            interval=None,
            grain="part",
            part="evening",
            resolved=False,
            rule="test",
        ),
    )
    quoted = span("الطائرات قصفت السوق مساء أمس")
    second = span("الدفاع المدني أحصى 7 قتلى بينهم طفلان")
    nested = span("7 قتلى بينهم طفلان")
    statements = (
        Statement(
            id="s1",
            act="relay",
            cue=span("نقلت"),
            speaker="e3",
            speaker_text=span("سامر"),
            chain=("e1", "e2", "e3"),
            via=("e2",),
            content=quoted,
            quotation="direct",
            time="t1",
            venue=span("السوق"),
            rule="test",
        ),
        Statement(
            id="s2",
            act="assert",
            cue=span("أضاف"),
            speaker="e3",
            speaker_text=None,
            chain=("e1", "e2", "e3"),
            via=("e2",),
            content=second,
            quotation="indirect",
            rule="test",
        ),
        Statement(
            id="s3",
            act="assert",
            cue=span("أحصى"),
            speaker=None,
            speaker_text=span("الدفاع المدني"),
            chain=("e1",),
            via=(),
            content=nested,
            quotation="indirect",
            part_of="s2",
            rule="test",
        ),
    )
    counts = (
        Count(what="killed", who="unspecified", min=7, max=7, exact=True, **span("7 قتلى").model_dump()),
        Count(what="killed", who="child", min=2, max=2, exact=True, subset_of=0, **span("طفلان").model_dump()),
    )
    events = (
        Event(
            id="v1",
            type="ASSAULT",
            mode="airstrike",
            acled="Explosions/Remote violence: Air/drone strike",
            trigger=span("قصفت"),
            recipients=(),
            place="e4",
            time="t1",
            counts=counts,
            status="occurred",
            statement="s1",
            evidence=quoted,
            rule="test",
        ),
        Event(
            id="v2",
            type=None,
            trigger=span("أحصى"),
            actors=("e3",),
            status="denied",
            about="v1",
            alleged=True,
            name="سيل الوادي",
            evidence=second,
            victims=("e3",),
            rule="test",
        ),
    )
    fields = {"report": report, "entities": entities, "times": times, "statements": statements, "events": events}
    return Record(**(fields | changes))


def empty(source_id: str = "empty.txt", warnings: tuple[str, ...] = ()) -> Record:
    """The record of a page without any text."""
    return Record(report=Report(id=digest(""), source_id=source_id, warnings=warnings))
