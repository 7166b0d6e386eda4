"""Run the examples of the documentation, and write down what they print.

usage: python scripts/examples.py        rewrite the outputs shown in README.md and docs/

A page's blocks run in order in one folder that holds the example reports. A ```python block is executed (one namespace
a page); an ```output block behind it is what it printed. In a ```console block each line `$ khabar …` is run, and the
lines below it are what it printed; none below it: it must only end well. Other blocks are not run. Reading is by
grammar alone, so that no output depends on the model. The tests run the same and compare.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from khabar.cli import main as start

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(
    r"^```(?P<kind>python|console)\n(?P<body>.*?)^```\n(?:\n```output\n(?P<output>.*?)^```\n)?", re.M | re.S
)
_REPORTS = """{"id": "a", "text": "أعلن محافظ درعا تمديد الهدنة أسبوعاً.", "published": "2018-08-16"}
{"id": "b", "text": "أصيب مدنيان بقصف على بلدة نوى في ريف درعا أمس، بحسب الدفاع المدني.", "published": "2018-08-16"}
"""


def pages() -> list[Path]:
    """The pages whose examples are run."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if _BLOCK.search(page.read_text(encoding="utf-8"))]


def rewritten(page: Path) -> str:
    """The page with the output of every example as it is now; an example that fails raises."""
    text = page.read_text(encoding="utf-8")
    with _folder(), patch.dict(os.environ, {"KHABAR_MODEL": "false", "COLUMNS": "100"}):
        names: dict[str, object] = {"__name__": "example"}
        pieces, at = [], 0
        for block in _BLOCK.finditer(text):
            pieces.append(text[at : block.start()])
            pieces.append(_python(block, names) if block["kind"] == "python" else _console(block))
            at = block.end()
    return "".join([*pieces, text[at:]])


@contextlib.contextmanager
def _folder() -> Iterator[None]:
    """A folder with the example reports under the names that the documentation uses, as the current one."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(ROOT / "examples", place / "examples")
        for name in ("hudna.html", "hudna.txt"):
            shutil.copy(ROOT / "examples" / name, place / name)
        for copy in ("report.html", "page.html"):
            shutil.copy(ROOT / "examples" / "hudna.html", place / copy)
        for copy in ("report.txt", "page.txt"):
            shutil.copy(ROOT / "examples" / "hudna.txt", place / copy)
        (place / "reports.jsonl").write_text(_REPORTS, encoding="utf-8")
        os.chdir(place)
        try:
            yield
        finally:
            os.chdir(before)


def _python(block: re.Match[str], names: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block["body"], "example", "exec"), names)  # noqa: S102 (the documentation is ours)
    output = f"\n```output\n{printed.getvalue()}```\n" if block["output"] is not None else ""
    return f"```python\n{block['body']}```\n{output}"


def _console(block: re.Match[str]) -> str:
    """The block with what each of its commands prints now; commands shown without output stay without."""
    shown: list[str] = []
    lines = block["body"].splitlines()
    for number, line in enumerate(lines):
        if line.startswith("$ "):
            printed = command(line[2:])
            shown.append(line)
            if number + 1 < len(lines) and not lines[number + 1].startswith("$ "):
                shown += [x.rstrip() for x in printed.splitlines()]
    return "```console\n" + "\n".join(shown) + "\n```\n"


def command(line: str) -> str:
    """What `khabar …` prints on standard output; raises where it fails or is another program."""
    words = shlex.split(line, comments=True)
    if words[0] != "khabar":
        raise ValueError(f"{line}: only khabar is run in a console block")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with patch.object(sys, "argv", words), patch.object(sys, "stdout", stream):
        try:
            start()
        except SystemExit as end:
            if end.code not in (None, 0):
                raise ValueError(f"{line}: exit code {end.code}") from end
        stream.flush()
        return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def main() -> None:
    """Rewrite every page."""
    for page in pages():
        text = rewritten(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            print(page.relative_to(ROOT), file=sys.stderr)


if __name__ == "__main__":
    main()
