"""Whatever is handed in, Khabar answers with a record that says so or with one line and a remedy."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.objects import Page
from khabar.reader import Reader
from spent import grows_with_length

ROOT = Path(__file__).parent.parent
PARAGRAPH = "قال المتحدث باسم البلدية إن القصف الذي طال السوق مساء أمس أدى إلى مقتل سبعة مدنيين بينهم طفلان. "


def khabar(*arguments: object, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "khabar", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, env=os.environ | environment, cwd=ROOT, timeout=400
    )


def spans(node: Any) -> list[tuple[int, int, str]]:
    """Every (start, end, text) anywhere in a record."""
    if isinstance(node, list):
        return [s for item in node for s in spans(item)]
    if not isinstance(node, dict):
        return []
    own = [(node["start"], node["end"], node["text"])] if {"start", "end", "text"} <= node.keys() else []
    return own + [s for value in node.values() for s in spans(value)]


def check(record: dict[str, Any]) -> None:
    """What holds for every record: exact spans, and ids that lead somewhere."""
    text = record["report"]["text"]
    for start, end, words in spans({k: v for k, v in record.items() if k != "report"}):
        assert text[start:end] == words
    entities = {e["id"] for e in record["entities"]}
    times = {t["id"] for t in record["times"]} | {None}
    statements = {s["id"] for s in record["statements"]} | {None}
    events = {e["id"] for e in record["events"]} | {None}
    for statement in record["statements"]:
        assert {*statement["chain"], *statement["via"]} <= entities
        assert statement["speaker"] in entities | {None}
        assert statement["time"] in times and statement["part_of"] in statements
    for event in record["events"]:
        assert {*event["actors"], *event["recipients"], *event["victims"]} <= entities
        assert event["place"] in entities | {None} and event["time"] in times
        assert event["statement"] in statements and event["about"] in events
        assert all(c["subset_of"] is None or c["subset_of"] < len(event["counts"]) for c in event["counts"])


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "random": bytes(range(256)) * 40,
    "english": b"The council closed the bridge on Tuesday, its spokesman said.\n",
    "truncated": PARAGRAPH.encode()[:-1] + b"\xd9",
    "latin": PARAGRAPH.encode("cp1256"),
    "utf16": PARAGRAPH.encode("utf-16"),
    "bidi": ("\u202e" + PARAGRAPH + "\u2066" * 50 + "\u200f").encode(),
    "nul": ("قال\x00 إن " * 20).encode(),
    "quotes": ("“" * 3000 + "قال” " * 3000).encode(),
    "tags": b"<html><body>" + b"<div>" * 5000 + "قال إن".encode(),
    "script": b"<html><script>" + b"a" * 10000,
    "marks": ("ق" + "\u064b" * 5000).encode(),
    "and": ("و" * 20000).encode(),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_any_file_gives_a_record_or_one_line(tmp_path: Path, name: str) -> None:
    """Empty, binary, foreign, broken: a record whose spans are exact, or a single line that names the file."""
    path = tmp_path / f"{name}.txt"
    path.write_bytes(HOSTILE[name])
    done = khabar("read", path, "--format", "json")
    if done.returncode == 0:
        check(json.loads(done.stdout))
        assert done.stderr == b""
    else:
        assert done.returncode == 2 and done.stdout == b""
        assert done.stderr.count(b"\n") == 1 and name.encode() in done.stderr


@pytest.mark.parametrize("name", ["empty", "blank", "png", "english", "truncated"])
def test_a_record_of_something_unreadable_says_so(tmp_path: Path, name: str) -> None:
    """What is empty, binary, not Arabic or cut off is never passed off as a report that was read in full."""
    path = tmp_path / f"{name}.txt"
    path.write_bytes(HOSTILE[name])
    done = khabar("read", path, "--format", "json")
    assert done.returncode == 2 or json.loads(done.stdout)["report"]["warnings"]


def spent() -> float:
    """Seconds of processor time that finished child processes have used; other work on the machine is not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_file_of_20_megabytes_is_read_or_cut_and_says_so(tmp_path: Path) -> None:
    """A page far beyond any report is answered within half a minute, and what was cut is said."""
    path = tmp_path / "long.txt"
    block = (PARAGRAPH * 12 + "\n\n").encode()
    path.write_bytes(block * (20_500_000 // len(block)))
    begin = spent()
    done = khabar("read", path, "--format", "json")
    assert spent() - begin < 30
    if done.returncode:
        assert done.stderr.count(b"\n") == 1
    else:
        record = json.loads(done.stdout)
        assert record["report"]["warnings"]
        check(record)


@pytest.mark.parametrize(
    "piece",
    [
        "قال ",
        "قال إن “",
        "و",
        "1 ",
        "12:",
        "أيار ",
        "ـ",
        "(",
        "“",
        "محمد بن ",
        "قرية ",
        "قتل ",
        ".",
        "<p>",
        "&",
        "\n- ",
    ],
)
def test_a_long_line_of_one_thing_takes_linear_time(lexicon: Lexicon, piece: str) -> None:
    """Three times as much of anything takes about three times as long: nothing in a page makes reading quadratic."""
    reader = Reader(lexicon)

    def read(length: int) -> None:
        check(reader.read(Page(piece * (length // len(piece)), "long", "text", published="2018-08-16")).to_dict())

    assert grows_with_length(read, 20_000, 3)


def test_a_text_may_end_at_any_word(lexicon: Lexicon) -> None:
    """Every example of the vocabulary, cut off behind each of its words, as a page cuts its teasers, gives a record."""
    reader = Reader(lexicon)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    books = [yaml.load(path.read_text("utf-8"), loader) for path in sorted((ROOT / "src/khabar/data").rglob("*.yaml"))]  # noqa: S506 (safe loaders)
    examples = [example for book in books for example in sentences(book)]
    assert len(examples) > 2000
    for example in examples:
        words = re.sub(r"[\[\]]", "", example).split()
        for end in range(1, len(words) + 1):
            check(reader.read(Page(" ".join(words[:end]), "cut", "text", published="2018-08-16")).to_dict())


def sentences(node: Any) -> list[str]:
    """Every sentence under a key `examples` of a book."""
    if isinstance(node, list):
        return [s for item in node for s in sentences(item)]
    if not isinstance(node, dict):
        return []
    own = [s for part in node.get("examples", {}).values() for s in part if isinstance(s, str)]
    return own + [s for key, value in node.items() if key != "examples" for s in sentences(value)]


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    """A folder gives a record for each page in it, in the order of names, and passes over what is no page."""
    (tmp_path / "b.txt").write_text(PARAGRAPH, encoding="utf-8")
    (tmp_path / "a.html").write_text(f"<html><body><p>{PARAGRAPH}</p></body></html>", encoding="utf-8")
    (tmp_path / "style.css").write_text("p { color: red }")
    done = khabar("read", tmp_path, "--format", "jsonl")
    names = [json.loads(line)["report"]["source_id"] for line in done.stdout.splitlines()]
    assert [Path(name).name for name in names] == ["a.html", "b.txt"]


def test_a_pipe_is_read_from_its_first_byte(tmp_path: Path) -> None:
    """A named pipe, as a shell makes one of `<(command)`, loses nothing to a look at its beginning."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "khabar", "read", str(pipe), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        pipe.write_text(PARAGRAPH * 200, encoding="utf-8")
        assert process.stdout
        text = json.load(process.stdout)["report"]["text"]
    assert text.count("المتحدث") == 200


def test_an_empty_folder_is_no_silence(tmp_path: Path) -> None:
    """A folder without pages gives an empty answer and no crash."""
    done = khabar("read", tmp_path, "--format", "json")
    assert done.returncode in (0, 2) and b"Traceback" not in done.stderr


def test_a_name_that_is_no_text_is_no_crash(tmp_path: Path) -> None:
    """File names of any bytes are read, and stand in the record as far as Unicode can spell them."""
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(path)).write_text(PARAGRAPH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "khabar", "read", path, "--format", "json"], capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    check(json.loads(done.stdout))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs, with different hash seeds and locales, write identical output in every format, encoder included."""
    command = ("read", "examples/hudna.txt", "--published", "2018-08-16", "--format")
    one = {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "KHABAR_MODEL": "true"}
    other = {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Asia/Aden", "KHABAR_MODEL": "true"}
    for format_ in ("json", "text", "html"):
        runs = [khabar(*command, format_, **environment) for environment in (one, other)]
        assert runs[0].returncode == 0, runs[0].stderr
        assert runs[0].stdout == runs[1].stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    """`khabar read … | head` ends quietly when the other side has seen enough."""
    row = json.dumps({"id": "a", "text": PARAGRAPH * 20}, ensure_ascii=False)
    path = tmp_path / "r.jsonl"
    path.write_text(f"{row}\n" * 40, encoding="utf-8")
    command = [sys.executable, "-m", "khabar", "read", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_output_that_takes_nothing_is_one_line(tmp_path: Path) -> None:
    """A full disk and a closed standard output end in one line, not in a traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full, which this system lacks")
    command = [sys.executable, "-m", "khabar", "read", str(ROOT / "examples/hudna.txt"), "--format", "jsonl"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"No space left" in done.stderr
    done = khabar("read", "examples/hudna.txt", "-o", "/dev/full")
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"/dev/full" in done.stderr
    done = subprocess.run(["bash", "-c", f"{' '.join(command)} >&-"], capture_output=True, timeout=60)
    assert done.returncode == 2 and b"-o" in done.stderr and b"Traceback" not in done.stderr


def test_a_read_that_is_ended_leaves_the_old_file(tmp_path: Path) -> None:
    """Ended from outside in the middle of a long read, Khabar leaves the old output and nothing beside it."""
    row = json.dumps({"id": "a", "text": PARAGRAPH * 20}, ensure_ascii=False)
    (tmp_path / "r.jsonl").write_text(f"{row}\n" * 2000, encoding="utf-8")
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    command = [sys.executable, "-m", "khabar", "read", str(tmp_path / "r.jsonl"), "-o", str(target)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        patience = time.monotonic() + 30
        while not any(p.stat().st_size for p in tmp_path.glob(".*.part")) and time.monotonic() < patience:
            time.sleep(0.05)
        process.terminate()
        assert process.stderr and process.stderr.read() == b""
    assert process.returncode == 143
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "r.jsonl"]


@given(st.text(alphabet='قالإنوبلأمسيوم  \n\n“”"«».،:؟!0123456789٣\u200f\u0640\u064e()<>&', max_size=300))
def test_any_text_gives_a_record_that_holds_together(lexicon: Lexicon, text: str) -> None:
    """Whatever stands in a text, spans are exact and every id in the record leads to something in it."""
    check(Reader(lexicon).read(Page(text, "any", "text", published="2018-08-16")).to_dict())


@given(st.binary(max_size=400))
def test_any_bytes_give_a_record_that_holds_together(lexicon: Lexicon, data: bytes) -> None:
    """Bytes of any kind, taken for a page, give a record or our own error (binary data), never another exception."""
    try:
        record = Reader(lexicon).read(Page(data, "any"))
    except InputError:
        return
    check(record.to_dict())
