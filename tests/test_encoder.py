"""The encoder around its model: what goes into a window, what comes out of scores. No model is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.encoder import (
    BEGIN,
    END,
    Encoder,
    TaggedSpan,
    agree,
    attend,
    best_path,
    clean,
    load_encoder,
    pack,
    spans_of,
)
from khabar.errors import ModelMissing
from khabar.objects import Part, Report
from khabar.text.analysis import analyse

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "ner"
LABELS = ("O", "B-person", "I-person", "B-place", "I-place")
CONFIG: dict[str, Any] = {
    "window": 12,
    "hidden": 4,
    "heads": {
        "names": ["O", "B-person", "I-person", "B-place", "I-place", "B-organization", "I-organization"],
        "kinds": ["O", "B-facility", "I-facility", "B-place", "I-place", "B-people", "I-people"],
        "roles": ["O", "B-role", "I-role"],
    },
}
WIDTH = 17


class StubTokenizer:
    """One piece a letter: the piece of a letter is its code point."""

    def encode(self, words: Sequence[str], is_pretokenized: bool, add_special_tokens: bool) -> SimpleNamespace:
        """Pieces with the index of each one's word."""
        assert is_pretokenized and not add_special_tokens
        pairs = [(ord(letter), at) for at, word in enumerate(words) for letter in word]
        return SimpleNamespace(ids=[p for p, _ in pairs], word_ids=[w for _, w in pairs])


class StubSession:
    """Scores that are looked up by piece; remembers the windows it was shown."""

    def __init__(self, wanted: dict[str, tuple[str, str, str]]) -> None:
        self.wanted = wanted
        self.windows: list[list[int]] = []

    def run(self, outputs: list[str], inputs: dict[str, Any]) -> list[Any]:
        """A score of 5 for each wanted label of a piece, 0 for the others."""
        ids = inputs["pieces"][0].tolist()
        self.windows.append(ids)
        heads = list(CONFIG["heads"].values())
        starts = (0, 7, 14)
        scores = np.zeros((1, len(ids), WIDTH), np.float32)
        for at, piece in enumerate(ids):
            for labels, start, label in zip(heads, starts, self.wanted.get(chr(piece), ("O", "O", "O")), strict=True):
                scores[0, at, start + labels.index(label)] = 5
        hidden = np.repeat(np.array(ids, np.float32)[None, :, None], 4, 2)
        return [{"scores": scores, "hidden": hidden}[name] for name in outputs]


def encoder(wanted: dict[str, tuple[str, str, str]] | None = None) -> tuple[Encoder, StubSession]:
    """An encoder over the stubs."""
    session = StubSession(wanted or {})
    return Encoder(session, StubTokenizer(), CONFIG), session


def test_names_roles_and_wide_names_come_out_as_spans() -> None:
    """A strict name takes its finer kind from the fine head, a wide name stands only where no strict one does."""
    model, _ = encoder(
        {
            "و": ("O", "O", "B-role"),
            "ز": ("B-person", "O", "O"),
            "ح": ("I-person", "B-people", "O"),
            "م": ("B-place", "B-facility", "O"),
            "ك": ("O", "B-people", "O"),
        }
    )
    (spans,) = model.tag([["و", "ز", "ح", "في", "م", "ك"]])
    assert [(s.first, s.last_exclusive, s.kind, s.strict) for s in spans] == [
        (0, 1, "role", True),
        (1, 3, "person", True),
        (4, 5, "facility", True),
        (5, 6, "people", False),
    ]
    assert all(0.5 < s.score <= 1 for s in spans)


def test_empty_input_gives_empty_output() -> None:
    """No sentences give no lists; a sentence without words gives an empty one and costs no window."""
    model, session = encoder()
    assert model.tag([]) == []
    assert model.tag([[]]) == [[]]
    assert session.windows == []


def test_neighbouring_sentences_share_a_window() -> None:
    """Two short sentences are read in one window, each closed by the end mark."""
    model, session = encoder()
    model.tag([["اب"], ["ج"]])
    assert session.windows == [[BEGIN, ord("ا"), ord("ب"), END, ord("ج"), END]]


def test_a_long_sentence_is_cut_at_words_and_joined_again() -> None:
    """A sentence beyond the window loses no word, and no window exceeds the bound."""
    model, session = encoder({"م": ("B-place", "B-place", "O")})
    words = ["اباب", "م", "جدجد", "هوهو", "م", "زح"]
    (spans,) = model.tag([words])
    assert [(s.first, s.last_exclusive) for s in spans] == [(1, 2), (4, 5)]
    assert len(session.windows) > 1
    assert all(len(w) <= 12 for w in session.windows)


def test_a_hostile_word_costs_no_more_than_its_bound() -> None:
    """A word of a million letters is read by its first letters only."""
    model, session = encoder()
    assert model.tag([["ا" * 1_000_000, "ب"]]) == [[]]
    assert sum(map(len, session.windows)) < 30
    assert len(clean("ا" * 1_000_000)) == 64


def test_a_word_that_leaves_no_piece_keeps_its_place() -> None:
    """A word of marks alone does not shift the words after it."""
    model, _ = encoder({"م": ("B-place", "B-place", "O")})
    (spans,) = model.tag([["\u064b\u200f", "م"]])
    assert [(s.first, s.last_exclusive) for s in spans] == [(1, 2)]


def test_states_stand_at_the_words() -> None:
    """Each word gets the state of its first piece, also across a cut; the names are those of `tag`."""
    model, session = encoder({"د": ("B-place", "B-place", "O")})
    report = [["ابج", "دهوز", "حطيك", "لم"], [], ["د"]]
    read = model.read(report)
    assert read.states is not None
    assert [part[:, 0].tolist() for part in read.states] == [[float(ord(w[0])) for w in words] for words in report]
    assert [part.shape for part in read.states] == [(4, 4), (0, 4), (1, 4)]
    windows = len(session.windows)
    assert read.spans == model.tag(report)
    assert len(session.windows) == 2 * windows


def test_a_report_is_read_once_for_all() -> None:
    """What the encoder read answers as a tagger for its report and for no other; a plain tagger has no states."""
    model, session = encoder({"م": ("B-place", "B-place", "O")})
    text = analyse(Report(id="r", source_id="r", text="م ب", parts=(Part(kind="body", start=0, end=3),)))
    read = attend(text, model)
    assert read is not None and read.states is not None
    windows = len(session.windows)
    assert read.tag([["م", "ب"]]) == model.tag([["م", "ب"]])
    assert len(session.windows) == 2 * windows
    with pytest.raises(ValueError):
        read.tag([["م"], ["ب"]])
    plain = attend(text, SimpleNamespace(tag=model.tag))
    assert plain is not None and plain.states is None and plain.spans == read.spans
    assert attend(text, None) is None


def test_vowel_marks_tatweel_and_controls_are_not_read() -> None:
    """A word reads the same with and without them."""
    assert clean("الرَّقـــة\u200e") == "الرقة"


def _chances(*rows: tuple[float, ...]) -> np.ndarray:
    return np.log(np.array(rows, np.float32))


def test_a_name_clear_in_one_sentence_helps_the_doubtful_one() -> None:
    """Occurrences of one word are drawn together, with its proclitic cut; other words keep their scores."""
    clear, doubtful, none = (0.02, 0.02, 0.02, 0.92, 0.02), (0.55, 0.02, 0.02, 0.39, 0.02), (0.92, *[0.02] * 4)
    words = [["دخلت", "الشدادي"], ["خرجت", "بالشدادي", "ليلا"]]
    scores = [_chances(none, clear), _chances(none, doubtful, none)]
    first, second = agree(words, scores, LABELS)
    assert second[1].argmax() == 3
    assert first[1].argmax() == 3
    assert np.exp(second[1]).sum() == pytest.approx(1, abs=1e-3)
    for before, after in ((scores[0][0], first[0]), (scores[1][0], second[0]), (scores[1][2], second[2])):
        assert np.array_equal(before, after)


def test_short_words_and_words_that_are_rarely_names_do_not_agree() -> None:
    """A preposition is not made a name by one mistake, nor a common word by one name of the same spelling."""
    clear, none = (0.02, 0.02, 0.02, 0.92, 0.02), (0.92, *[0.02] * 4)
    short = [_chances(clear), _chances(none)]
    assert all(map(np.array_equal, agree([["على"], ["على"]], short, LABELS), short))
    rare = [_chances(clear), *[_chances(none)] * 9]
    assert all(map(np.array_equal, agree([["الوحدة"]] * 10, rare, LABELS), rare))


@given(st.lists(st.integers(1, 20), max_size=60))
def test_packing_keeps_order_and_room(sizes: list[int]) -> None:
    """Every sentence stands in exactly one window, in order, and no window overflows."""
    windows = pack(sizes, 20)
    assert [at for window in windows for at in window] == list(range(len(sizes)))
    assert all(sum(sizes[at] for at in window) <= 20 for window in windows)


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(-9, 0), min_size=5, max_size=5), max_size=12))
def test_best_path_is_lawful_and_no_worse_than_any_other(rows: list[list[float]]) -> None:
    """No I stands without its B; on short inputs the path is as good as the best found by trying them all."""
    scores = np.array(rows, np.float32).reshape(-1, 5)
    path = best_path(scores, LABELS)
    tags = [LABELS[at] for at in path]
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
    best = {0: 0.0}
    for row in scores:
        after: dict[int, float] = {}
        for to, label in enumerate(LABELS):
            sources = [t for s, t in best.items() if not label.startswith("I-") or LABELS[s][2:] == label[2:]]
            if sources:
                after[to] = max(sources) + float(row[to])
        best = after
    assert sum(float(scores[at, label]) for at, label in enumerate(path)) == pytest.approx(max(best.values()), abs=1e-3)


def test_spans_of_closes_and_opens() -> None:
    """Neighbouring names stay apart; an I of another kind opens a name."""
    assert spans_of(["B-a", "B-a", "I-a", "I-b", "O", "B-b"]) == [(0, 1, "a"), (1, 3, "a"), (3, 4, "b"), (5, 6, "b")]


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    """An absent folder names the file and both remedies."""
    with pytest.raises(ModelMissing, match=r"config\.json.*reinstall khabar.*--no-model"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"sha256": {}}', '{"sha256": null}'])
def test_a_broken_config_says_so(tmp_path: Path, config: str) -> None:
    """A config that is no JSON, or lacks what it must hold, is a broken model and no traceback."""
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "config.json").write_text(config, encoding="utf-8")
    with pytest.raises(ModelMissing, match="broken"):
        load_encoder(tmp_path)


def test_a_file_that_is_not_the_named_one_is_refused(tmp_path: Path) -> None:
    """A truncated download is found by its SHA-256 before it is loaded."""
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"whole")
    sums = {name: hashlib.sha256(b"whole").hexdigest() for name in ("model.onnx", "tokenizer.json")}
    (tmp_path / "config.json").write_text(json.dumps({**CONFIG, "sha256": sums}), encoding="utf-8")
    (tmp_path / "model.onnx").write_bytes(b"who")
    with pytest.raises(ModelMissing, match="not the file"):
        load_encoder(tmp_path)


def test_a_span_is_a_value() -> None:
    """Equal spans are equal, and none can be changed."""
    span = TaggedSpan(0, 1, "person", 0.9)
    assert span == TaggedSpan(0, 1, "person", 0.9, strict=True)
    with pytest.raises(AttributeError):
        span.first = 2  # type: ignore[misc]


@pytest.mark.skipif(not DATA.exists(), reason="without ../shared: its corpora are needed")
def test_no_test_sentence_of_anercorp_is_trained_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sentence of ANERcorp's test file, reduced to its letters, stands in any text the encoder is trained on.

    NewsFANE annotates the same texts with split clitics and invisible marks; reducing both to folded letters undoes
    that. Sentences of fewer than 25 letters (datelines, بقلم and the like) may stand anywhere and are left out.
    """
    monkeypatch.syspath_prepend(str(ROOT))
    from training import corpora

    def letters(words: Sequence[str]) -> str:
        return corpora._letters("".join(words))

    train, development = corpora.split(corpora.anercorp("train", DATA))
    read = [*train, *development, *corpora.aqmar(DATA), *corpora.wojood(DATA)]
    trained = "\n".join(letters(s.words) for s in read)
    tested = [letters(s.words) for s in corpora.anercorp("test", DATA)]
    long = [text for text in tested if len(text) >= 25]
    assert len(long) > 800
    assert [text for text in long if text in trained] == []


@pytest.mark.skipif(not DATA.exists(), reason="without ../shared: its corpora are needed")
def test_newsfane_lies_over_anercorp(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every word of ANERcorp's training text finds its place in NewsFANE, and the annotations mostly agree."""
    monkeypatch.syspath_prepend(str(ROOT))
    from training import corpora
    from training.labels import HEADS

    sentences = corpora.anercorp("train", DATA)
    names = [HEADS["names"][m.bit_length() - 1] for s in sentences for m in s.targets["names"]]
    masks = [m for s in sentences for m in s.targets["kinds"]]
    kinds = [HEADS["kinds"][m.bit_length() - 1] if m else "" for m in masks]
    assert sum(m == 0 for m in masks) < 0.01 * len(masks)
    people = [kind for name, kind in zip(names, kinds, strict=True) if name == "B-person"]
    assert sum(kind == "B-person" for kind in people) > 0.85 * len(people)


def test_the_short_run_takes_every_step_of_the_recipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`make --smoke` makes the same files by the same modules and options in the same order, and only adds to them."""
    monkeypatch.syspath_prepend(str(ROOT))
    from training import make

    whole, short = make.steps(tmp_path), make.steps(tmp_path, smoke=True)
    assert [made for made, _ in short] == [made for made, _ in whole]
    for (_, command), (_, less) in zip(whole, short, strict=True):
        assert less[: len(command)] == command and len(less) > len(command)


def test_a_step_that_fails_ends_the_recipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a step prints is kept in the log, and one that fails stops the run with a word on where to look."""
    monkeypatch.syspath_prepend(str(ROOT))
    from training import make

    with (tmp_path / "make.log").open("w+", encoding="utf-8") as log:
        make.run(["platform"], log)
        with pytest.raises(SystemExit, match=r"see .*make\.log"):
            make.run(["training.nowhere"], log)
        log.seek(0)
        kept = log.read()
    assert "$ python -m platform\n" in kept and "No module named" in kept
