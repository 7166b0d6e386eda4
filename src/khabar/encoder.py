"""The only holder of the model: names that no lexicon knows, found by a small encoder (`training/` makes it).

onnxruntime and tokenizers are imported when a model is loaded, not before. The same words give the same spans on every
run: one thread by default, no sampling, one window of text at a time, windows cut in a fixed way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from khabar.errors import ModelMissing
from khabar.objects import Text
from khabar.settings import load_settings
from khabar.text.fold import CONTROLS, MARKS, TATWEEL
from khabar.text.tokens import tokenize

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SpanKind = Literal["person", "place", "facility", "organization", "government", "media", "people", "role"]

MODEL = Path(__file__).parent / "model"
FILES = ("model.onnx", "tokenizer.json")
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3  # pieces that mean something; as in tokenizer.json
SHORTEST, DOUBT, SWAY = 4, 0.3, 0.75  # of `agree`: letters of a word, chance of a name, weight of the mean
LONGEST_WORD = 64  # characters of a word that are read; no Arabic word is longer, a hostile page's may be

# What a name of the coarse head may be called more finely.
_FINER: dict[str, tuple[SpanKind, ...]] = {
    "person": ("person",),
    "place": ("place", "facility"),
    "organization": ("organization", "government", "media"),
}
_INVISIBLE = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}]")


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Words `first` to `last_exclusive` of one sentence name something (kind `role`: an office or title).

    `strict` is true where the guideline of ANERcorp calls it a name, false where only the wider one of NewsFANE does
    (bodies of state, facilities, peoples, outlets as initials). `score` is the mean probability of the words' labels,
    uncalibrated. Strict and wide spans never overlap; a role may hold names.
    """

    first: int
    last_exclusive: int
    kind: SpanKind
    score: float
    strict: bool = True


class Tagger(Protocol):
    """What finds names that no lexicon holds; `Encoder` is one, a report's `Reading` another, tests bring their own."""

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """The spans of each sentence, by first word. Sentences are neighbours in one report, in order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one report: the spans of each sentence, and its words' states, half precision (words, hidden).

    States are those in the middle of the model, for heads that live outside it; None where the tagger has none.
    """

    spans: list[list[TaggedSpan]]
    states: list[npt.NDArray[np.float16]] | None

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """The spans of the report, which must be the one that was read."""
        if len(words) != len(self.spans):
            raise ValueError("a reading answers for its own report only")
        return self.spans


class Encoder:
    """A loaded model. Holds no state between calls; calls from several threads at once are safe."""

    def __init__(self, session: Any, tokenizer: Any, config: Mapping[str, Any]) -> None:
        """Use `load_encoder`, which checks the files."""
        self._session = session
        self._tokenizer = tokenizer
        self.config = config
        self._window = int(config["window"])
        self._heads: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, slice] = {}
        at = 0
        for head, labels in config["heads"].items():
            self._heads[head] = tuple(labels)
            self._columns[head] = slice(at, at + len(labels))
            at += len(labels)

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """The names and roles of each sentence of one report, by first word.

        `words` are the report's sentences in order, each as its words, numbers and punctuation marks
        (`khabar.text.tokens`). Neighbouring sentences are read together. Time and memory are linear in the words.
        """
        return self._tagged(words, self.scores(words))

    def read(self, words: Sequence[Sequence[str]]) -> Reading:
        """As `tag`, with the state of every word: the same run of the model gives both."""
        import numpy as np

        scores, states = self._run(words, ("scores", "hidden"))
        spans = self._tagged(words, [self._log_softmax(part) for part in scores])
        return Reading(spans, [part.astype(np.float16) for part in states])

    def scores(self, words: Sequence[Sequence[str]]) -> list[npt.NDArray[np.float32]]:
        """For each sentence (words, labels): log-probabilities, each head by itself, in the order of `config`."""
        return [self._log_softmax(part) for part in self._run(words, ("scores",))[0]]

    def _tagged(
        self, words: Sequence[Sequence[str]], scores: Sequence[npt.NDArray[np.float32]]
    ) -> list[list[TaggedSpan]]:
        names = self._columns["names"]
        for part, agreed in zip(scores, agree(words, [s[:, names] for s in scores], self._heads["names"]), strict=True):
            part[:, names] = agreed
        return [self._spans(part) for part in scores]

    def _run(
        self, words: Sequence[Sequence[str]], outputs: Sequence[Literal["scores", "hidden"]]
    ) -> list[list[npt.NDArray[np.float32]]]:
        """For each output, for each sentence: the rows of its words, (words, labels) or (words, hidden)."""
        import numpy as np

        runs = [(s, *run) for s, sentence in enumerate(words) for run in self._runs(sentence)]
        found: list[list[list[npt.NDArray[np.float32]]]] = [[[] for _ in words] for _ in outputs]
        for window in pack([len(run[1]) + 1 for run in runs], self._window - 1):
            pieces = [BEGIN]
            places: list[int] = []
            for at in window:
                places += [len(pieces) + first for first in runs[at][2]]
                pieces += [*runs[at][1], END]
            ids = np.array([pieces], np.int64)
            answers = self._session.run(list(outputs), {"pieces": ids, "mask": np.ones_like(ids)})
            for parts, answer in zip(found, answers, strict=True):
                rows, low = answer[0][places], 0
                for at in window:
                    high = low + len(runs[at][2])
                    parts[runs[at][0]].append(rows[low:high])
                    low = high
        labels = sum(len(names) for names in self._heads.values())
        widths = [labels if output == "scores" else int(self.config["hidden"]) for output in outputs]
        return [
            [np.concatenate(part) if part else np.zeros((0, width), np.float32) for part in parts]
            for parts, width in zip(found, widths, strict=True)
        ]

    def _runs(self, words: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """A sentence as runs of whole words that fit into a window: the pieces, and each word's first piece.

        A word that leaves no piece is read as unknown.
        """
        limit = self._window - 2
        if not words:
            return []
        encoding = self._tokenizer.encode([clean(w) for w in words], is_pretokenized=True, add_special_tokens=False)
        of_word: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                of_word[word].append(piece)
        runs: list[tuple[list[int], list[int]]] = [([], [])]
        for pieces in of_word:
            pieces = pieces[:limit] or [UNKNOWN]
            if len(runs[-1][0]) + len(pieces) > limit:
                runs.append(([], []))
            runs[-1][1].append(len(runs[-1][0]))
            runs[-1][0].extend(pieces)
        return runs

    def _log_softmax(self, raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        import numpy as np

        found = raw.astype(np.float32)
        for columns in self._columns.values():
            part = found[:, columns]
            part -= part.max(1, keepdims=True)
            part -= np.log(np.exp(part).sum(1, keepdims=True))
        return found

    def _spans(self, scores: npt.NDArray[np.float32]) -> list[TaggedSpan]:
        import numpy as np

        fine = scores[:, self._columns["kinds"]]
        taken = [False] * len(scores)
        found: list[TaggedSpan] = []
        for first, last, kind, score in self._decode(scores, "names"):
            if kind in _FINER:
                taken[first:last] = [True] * (last - first)
                found.append(TaggedSpan(first, last, self._finer(np.exp(fine[first:last]), kind), score))
        for first, last, kind, score in self._decode(scores, "kinds"):
            if kind != "other" and not any(taken[first:last]):
                found.append(TaggedSpan(first, last, kind, score, strict=False))  # type: ignore[arg-type]
        for first, last, _, score in self._decode(scores, "roles"):
            found.append(TaggedSpan(first, last, "role", score))
        return sorted(found, key=lambda s: (s.first, -s.last_exclusive, s.kind))

    def _finer(self, chances: npt.NDArray[np.float32], kind: str) -> SpanKind:
        sums = dict.fromkeys(_FINER[kind], 0.0)
        for column, label in enumerate(self._heads["kinds"]):
            for finer in sums:
                if label[2:] == finer:
                    sums[finer] += float(chances[:, column].sum())
        return max(sums, key=lambda finer: sums[finer])

    def _decode(self, scores: npt.NDArray[np.float32], head: str) -> list[tuple[int, int, str, float]]:
        import numpy as np

        part, labels = scores[:, self._columns[head]], self._heads[head]
        path = best_path(part, labels)
        spans = spans_of([labels[at] for at in path])
        return [(a, b, k, float(np.exp(part[range(a, b), path[a:b]]).mean())) for a, b, k in spans]


def attend(text: Text, tagger: Tagger | None) -> Reading | None:
    """The report as the tagger reads it, sentence by sentence, once for all who ask; None without a tagger."""
    if tagger is None:
        return None
    words = [[t.text for t in text.tokens[s.first : s.last]] for s in text.sentences]
    read = getattr(tagger, "read", None)
    found: Reading = read(words) if read is not None else Reading(tagger.tag(words), None)
    return found


def clean(word: str) -> str:
    """The word as the encoder reads it: no vowel marks, tatweel or invisible controls, at most 64 characters."""
    return _INVISIBLE.sub("", word[: 4 * LONGEST_WORD])[:LONGEST_WORD]


def pack(sizes: Sequence[int], room: int) -> list[range]:
    """Neighbours put together in as few windows of `room` as they need, evenly filled; no size may exceed `room`."""
    count = max(1, -(-sum(sizes) // room))
    share = sum(sizes) / count
    found: list[range] = []
    first, used = 0, 0
    for at, size in enumerate(sizes):
        if at > first and (used + size > room or used + size / 2 > share):
            found.append(range(first, at))
            first, used = at, 0
        used += size
    if sizes:
        found.append(range(first, len(sizes)))
    return found


def agree(
    words: Sequence[Sequence[str]], scores: Sequence[npt.NDArray[np.float32]], labels: Sequence[str]
) -> list[npt.NDArray[np.float32]]:
    """The scores, each word's drawn towards the mean of all its occurrences in the report.

    A name is clear in one sentence and doubtful in the next. Words of fewer than four letters, and words that are
    hardly ever a name, are left alone; و ف ب ل ك are cut where the rest stands in the report too. The numbers were
    chosen on development data (`training/log.md`). Linear in the words.
    """
    import numpy as np

    kinds = sorted({label[2:] for label in labels[1:]})
    member = np.array([[label[2:] == kind for kind in kinds] for label in labels], np.float32)
    chances = [np.exp(part) for part in scores]
    places: dict[str, list[tuple[int, int]]] = {}
    for s, forms in enumerate(_forms(words)):
        for at, form in forms:
            places.setdefault(form, []).append((s, at))
    found = [part.copy() for part in scores]
    for occurrences in places.values():
        mean = np.mean([chances[s][at] for s, at in occurrences], 0)
        if len(occurrences) < 2 or 1 - mean[0] < DOUBT:
            continue
        for s, at in occurrences:
            own = chances[s][at] @ member + 1e-6
            wanted = (1 - SWAY) * own + SWAY * (mean @ member)
            new = (chances[s][at] + 1e-9) * (member @ (wanted / own))
            new[0] = max(1 - float(wanted.sum()), 1e-6)
            found[s][at] = np.log(new / new.sum())
    return found


def _forms(words: Sequence[Sequence[str]]) -> list[list[tuple[int, str]]]:
    """For each sentence the words of at least four letters: `(index, folded, without proclitics where it can be)`."""
    tokens = [[(at, tokenize(clean(word))) for at, word in enumerate(sentence)] for sentence in words]
    single = [[(at, found[0]) for at, found in s if len(found) == 1 and len(found[0].text) >= SHORTEST] for s in tokens]
    known = {token.fold for sentence in single for _, token in sentence if token.kind == "word"}
    return [
        [(at, min((f for _, f in t.stems if f in known), key=len, default=t.fold)) for at, t in s if t.kind == "word"]
        for s in single
    ]


def best_path(scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[int]:
    """The best labels of a sentence among those in which every I follows a B or I of its kind (Viterbi).

    `scores` is (words, labels), log-probabilities. Linear in the words.
    """
    import numpy as np

    best: list[int] = scores.argmax(1).tolist()
    tags = [labels[at] for at in best]
    if all(map(_may_follow, tags, ["O", *tags])):
        return best
    barred = np.array([[not _may_follow(to, source) for to in labels] for source in labels])
    before = np.where(barred, -np.inf, 0.0)
    total = scores[0] + before[labels.index("O")]
    came = np.zeros((len(scores), len(labels)), np.int64)
    for at in range(1, len(scores)):
        paths = total[:, None] + before
        came[at] = paths.argmax(0)
        total = paths.max(0) + scores[at]
    path = [int(total.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(came[at, path[-1]]))
    return path[::-1]


def _may_follow(label: str, previous: str) -> bool:
    return not label.startswith("I-") or (previous != "O" and previous[2:] == label[2:])


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """`(first, last_exclusive, kind)` of each entity in BIO tags; an I without its B opens one."""
    found: list[tuple[int, int, str]] = []
    start: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and (tag == "O" or tag.startswith("B-") or tag[2:] != tags[start][2:]):
            found.append((start, at, tags[start][2:]))
            start = None
        if tag != "O" and start is None:
            start = at
    return found


def load_encoder(path: Path | None = None, threads: int = 1) -> Encoder:
    """The encoder in the folder `path`, or the one that comes with Khabar.

    Raises `ModelMissing` where a file is absent, is not the one `config.json` names by its SHA-256, or cannot be
    loaded, and where onnxruntime or tokenizers is not installed.
    """
    folder = path or MODEL
    config = _config(folder)
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise _missing(f"{error.name} is not installed") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise _missing(f"{folder} cannot be loaded ({type(error).__name__})") from error
    return Encoder(session, tokenizer, config)


def wanted_encoder(model: bool | None = None) -> Encoder | None:
    """The encoder that comes with Khabar, or None where reading goes by grammar alone.

    `model` true asks for it: without its files `ModelMissing` is raised. False does without. None leaves it to the
    setting `model`, and does without where no files are; files that are there and broken are an error all the same.
    """
    settings = load_settings()
    if model is None and not any((MODEL / name).exists() for name in ("config.json", *FILES)):
        return None
    wanted = settings["model"] if model is None else model
    return load_encoder(threads=int(settings["threads"])) if wanted else None


def _config(folder: Path) -> Mapping[str, Any]:
    try:
        config: Mapping[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        wanted = config["sha256"]
        for name in FILES:
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted[name]:
                raise _missing(f"{folder / name} is not the file that config.json names")
    except FileNotFoundError as error:
        raise _missing(f"{error.filename} is not there") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _missing(f"{folder / 'config.json'} is broken") from error
    return config


def _missing(what: str) -> ModelMissing:
    return ModelMissing(
        f"the encoder cannot be used: {what}; reinstall khabar, or read by grammar alone with --no-model"
    )
