"""The sentence head: its features, its file, and what it changes."""

from __future__ import annotations

import gzip
import json
import struct
from pathlib import Path

import numpy as np
import pytest
import yaml
from tests.events.helpers import entity, report

from khabar.errors import DataError
from khabar.events import head as heads
from khabar.events.head import KINDS, Head, letters, stem
from khabar.events.narrative import read_events
from khabar.events.sight import VIEWS
from khabar.lexicon import Lexicon
from khabar.mentions import find_counts
from khabar.objects import Place, Published
from khabar.text.analysis import analyse
from khabar.times import find_times

ROOT = Path(__file__).resolve().parents[2]
COMPOSED, GOLD = ROOT / "training" / "composed", ROOT / "eval" / "gold" / "reports"


def model(bias: float, seen: float = 0.0, share: float = 0.5) -> bytes:
    """A head that always says the same: `bias` by the words, `seen` by the states, whose part is `share`."""
    even = dict.fromkeys(KINDS, 0.5)
    sight = {"scale": 1.0, "bias": seen, "share": share, "threshold": 0.5, "context": 0.5}
    fields = {"buckets": 8, "hidden": 4, "scale": dict.fromkeys(KINDS, 1.0), "threshold": even, "context": even}
    fields |= {"bias": dict.fromkeys(KINDS, bias), "sight": dict.fromkeys(KINDS, sight)}
    header = json.dumps(fields).encode()
    return b"KHE2" + struct.pack("<I", len(header)) + header + bytes((8 + VIEWS * 4) * 2 * len(KINDS))


def told(text: str, lexicon: Lexicon, head: Head | None, read: bool = False) -> list[tuple[str | None, str, int]]:
    """(type, status, number of figures) of each event that is left; `read`: with states of the words, all nought."""
    analysis = analyse(report(text))
    times = find_times(analysis, Published(), lexicon)
    counts = find_counts(analysis, times, lexicon)
    states = [np.zeros((s.last - s.first, 4), np.float16) for s in analysis.sentences] if read else None
    events, _ = read_events(analysis, times, counts, (), (), lexicon, head, states)
    return [(e.type, e.status, len(e.counts)) for e in events]


def test_without_a_head_grammar_decides(lexicon: Lexicon) -> None:
    """The core needs no model."""
    assert told("قصفت الطائرات القرية.", lexicon, None) == [("ASSAULT", "occurred", 0)]


def test_a_head_that_says_yes_changes_nothing(lexicon: Lexicon) -> None:
    """It only takes away."""
    text = "قصفت الطائرات القرية. وقتل ثلاثة مدنيين. وتظاهر المئات."
    assert told(text, lexicon, Head(model(9.0))) == told(text, lexicon, None)


def test_a_head_that_says_no_leaves_figures_and_denials(lexicon: Lexicon) -> None:
    """A deed not told goes; with figures it stays without type, denied with it, planned by someone it is a threat."""
    no = Head(model(-9.0))
    assert told("قصفت الطائرات القرية.", lexicon, no) == []
    assert told("قتل ثلاثة مدنيين في القصف.", lexicon, no) == [(None, "occurred", 1)]
    assert told("نفى الجيش قصف المشفى.", lexicon, no) == [("ASSAULT", "denied", 0)]
    assert told("سيقصف الجيش القرية.", lexicon, no) == [("THREATEN", "planned", 0)]


def test_a_head_that_says_no_leaves_violence_that_happened_somewhere(lexicon: Lexicon) -> None:
    """A deed with its own place stays, of no type; one without place, figures and actors goes."""
    text = "قصفت الطائرات الزيتونة."
    analysis = analyse(report(text))
    village = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
    places = (entity("e1", "place", text, "الزيتونة", place=village),)
    events, _ = read_events(analysis, (), (), places, (), lexicon, Head(model(-9.0)))
    assert [(e.type, e.place) for e in events] == [(None, "e1")]
    events, _ = read_events(analyse(report("قصفت الطائرات.")), (), (), (), (), lexicon, Head(model(-9.0)))
    assert events == ()


def test_what_the_encoder_saw_has_its_part(lexicon: Lexicon) -> None:
    """Where states are given, the log-odds are a mean of words' and states' by the head's share; else words decide."""
    text = "قصفت الطائرات القرية."
    assert told(text, lexicon, Head(model(-1.0, 9.0)), read=True) == told(text, lexicon, None)
    assert told(text, lexicon, Head(model(-1.0, 9.0))) == []
    assert told(text, lexicon, Head(model(-1.0, 9.0, share=0.0)), read=True) == []
    assert told(text, lexicon, Head(model(1.0, -9.0)), read=True) == []


def test_with_states_the_bounds_are_those_of_sight() -> None:
    """Two views are surer than one, so each has its own bounds."""
    head = weighing(0.9, 0.9)
    assert head.doubted([{"ASSAULT": 0.6}]) == [frozenset({"ASSAULT"})]
    assert head.doubted([{"ASSAULT": 0.6}], sighted=True) == [frozenset()]


def weighing(threshold: float, context: float) -> Head:
    """A head with these thresholds, whose weights do not matter."""
    found = Head(model(0.0))
    found.threshold = dict.fromkeys(KINDS, threshold)
    found.context = dict.fromkeys(KINDS, context)
    return found


def test_what_refers_to_a_deed_is_kept_where_another_sentence_tells_it() -> None:
    """A weak sentence is doubted by itself, kept beside one that tells; hopeless ones are doubted anywhere."""
    head = weighing(0.4, 0.05)
    nothing, assault = frozenset[str](), frozenset({"ASSAULT"})
    assert head.doubted([{"ASSAULT": 0.1}]) == [assault]
    assert head.doubted([{"ASSAULT": 0.8}, {}, {"ASSAULT": 0.1}]) == [nothing, nothing, nothing]
    assert head.doubted([{"ASSAULT": 0.8}, {"ASSAULT": 0.01}]) == [nothing, assault]
    assert head.doubted([{"PROTEST": 0.8}, {"ASSAULT": 0.1}]) == [nothing, assault]


def test_three_likely_sentences_tell_together_what_many_hints_do_not() -> None:
    """The likeliest three are asked, so that a long article of passing words tells no attack."""
    head = weighing(0.4, 0.05)
    assert head.doubted([{"ASSAULT": 0.2}] * 3) == [frozenset()] * 3
    assert head.doubted([{"ASSAULT": 0.1}] * 40) == [frozenset({"ASSAULT"})] * 40


def test_no_sentence_is_composed_twice_or_stands_in_the_gold_reports() -> None:
    """The head may not be taught what it is measured on, nor one sentence as told and as not told."""
    lines = [
        line
        for kind in KINDS
        for label in ("told", "not_told")
        for group in yaml.safe_load((COMPOSED / f"{kind.lower()}.yaml").read_text("utf-8"))[label].values()
        for line in group.splitlines()
    ]
    assert len(lines) > 500
    assert len(set(lines)) == len(lines)
    gold = "\n".join(path.read_text("utf-8") for path in sorted(GOLD.glob("*.yaml")))
    assert len(gold) > 10_000
    assert not [line for line in lines if line in gold]


def test_what_a_stand_is_about_stays(lexicon: Lexicon) -> None:
    """The proposed deed that is refused keeps its type, so that one can ask who stands where."""
    found = told("رفضت الحكومة مقترحا بشن هجوم على البلدة.", lexicon, Head(model(-9.0)))
    assert ("ASSAULT", "proposed", 0) in found


def test_the_head_that_ships_knows_a_memorial_from_a_murder(lexicon: Lexicon) -> None:
    """An attack with its dead is told; nothing is told where only a law is spoken of."""
    head = heads.load_head()
    assert head is not None
    told_ = told("قتل خمسة مدنيين وأصيب آخرون في انفجار سيارة مفخخة وسط المدينة أمس.", lexicon, head)
    assert [type_ for type_, *_ in told_] == ["ASSAULT"]
    spoken = "تحدث الخبراء عن الوقاية من الهجمات والتفجيرات وعن أثرها في ثقافة المجتمع."
    assert "ASSAULT" in [type_ for type_, *_ in told(spoken, lexicon, None)]
    assert "ASSAULT" not in [type_ for type_, *_ in told(spoken, lexicon, head)]


def test_a_file_that_is_no_head_is_refused(tmp_path: object) -> None:
    """A wrong file says so; a missing one means no head."""
    with pytest.raises(DataError):
        Head(b"nothing of the kind")
    assert heads.load_head.__wrapped__(heads.MODEL.with_name("absent.gz")) is None
    assert Head(gzip.decompress(heads.MODEL.read_bytes())).buckets > 1000


def test_letters_and_stems() -> None:
    """Runs of two to five letters with the edges; one prefix and one suffix cut where three letters stay."""
    assert " ق" in set(letters("قصف")) and "قصف" in set(letters("قصف"))
    assert stem("والغارات") == "غار" and stem("لقصف") == "قصف" and stem("قصف") == "قصف"
