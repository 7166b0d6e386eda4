"""Lines with a colon: who stands before it speaks, unless it is a place, a topic or a signature."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from khabar.lexicon import load_lexicon
from khabar.objects import Page, Statement
from khabar.reader import Reader

READER = Reader(load_lexicon())


@dataclass(frozen=True)
class Said:
    """A statement with its entities' names in place of their ids."""

    statement: Statement
    speaker: str | None
    via: tuple[str, ...]

    @property
    def content(self) -> str:
        """What is said."""
        return self.statement.content.text


def said(text: str, publisher: str | None = None) -> list[Said]:
    """The statements of a text, in order."""
    record = READER.read(Page(data=text, source_id="test", format="text", publisher=publisher))
    names = {e.id: e.name for e in record.entities}
    return [Said(s, names.get(s.speaker or ""), tuple(names[v] for v in s.via)) for s in record.statements]


@pytest.mark.parametrize(
    ("line", "speaker", "content"),
    [
        ("تحديث 3: الدفاع المدني: انتشال جثتين من تحت الركام", "الدفاع المدني", "انتشال جثتين من تحت الركام"),
        ("زلزال الساحل.. وزارة الداخلية: ارتفاع عدد القتلى", "وزارة الداخلية", "ارتفاع عدد القتلى"),
        ("صحة نينوى: 20 إصابة جديدة", "صحة نينوى", "20 إصابة جديدة"),
        ("شاهد عيان: سمعنا انفجارين", "شاهد عيان", "سمعنا انفجارين"),
    ],
)
def test_speaker(line: str, speaker: str, content: str) -> None:
    """A number, a topic before dots or a branch before a place leave the speaker where it stands."""
    (found,) = said(line)
    assert (found.speaker, found.content) == (speaker, content)


@pytest.mark.parametrize("line", ["الناطق باسم اللواء: العقيد أبو أحمد", "جنوب الفرات: اشتباكات بين العشائر"])
def test_no_speaker(line: str) -> None:
    """Who signs says nothing by that, and a stretch of land says nothing at all."""
    assert said(line) == []


def test_no_truth() -> None:
    """لا صحة لـ after the colon denies what follows."""
    (found,) = said("بلدية الرستن: لا صحة لخبر قطع المياه")
    assert (found.statement.act, found.content) == ("deny", "لخبر قطع المياه")
