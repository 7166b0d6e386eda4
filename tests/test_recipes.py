"""The entries that `docs/adding-a-rule.md` shows do what it says once they stand in their books."""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from conftest import ROOT
from khabar.lexicon import DATA, FORMS, load_lexicon
from khabar.objects import Page, Record
from khabar.reader import Reader

RECIPE = re.compile(
    r"<!-- book: (?P<book>\S+); sentence: (?P<sentence>[^;]+); (?P<what>\w+): (?P<value>\S+) -->"
    r"\n```yaml\n(?P<entry>.*?)```",
    re.S,
)
RECIPES = list(RECIPE.finditer((ROOT / "docs" / "adding-a-rule.md").read_text("utf-8")))


def inflect() -> ModuleType:
    """The script that writes the forms of verbs."""
    spec = importlib.util.spec_from_file_location("inflect", ROOT / "scripts" / "inflect.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_entry(folder: Path, book: str, entry: str) -> Path:
    """The vocabulary with one entry more: links to all books, but for the one that changes and the table of forms."""
    changed = {f"{book}.yaml", FORMS}
    for path in DATA.rglob("*"):
        name = path.relative_to(DATA).as_posix()
        if path.is_file() and name not in changed:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(path)
    indented = re.sub(r"^(?=.)", "  ", entry, flags=re.M)
    (folder / f"{book}.yaml").write_text((DATA / f"{book}.yaml").read_text("utf-8").rstrip() + "\n" + indented, "utf-8")
    (folder / FORMS).write_text((DATA / FORMS).read_text("utf-8") + "".join(forms(yaml.safe_load(entry)[0])), "utf-8")
    return folder


def forms(entry: dict[str, Any]) -> Iterator[str]:
    """Lines of the table for the entry's verbs, as `just forms` would add them."""
    tags: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for verb in [entry["verb"]] if "verb" in entry else entry.get("verbs", ()):
        for form, lemma, tag in inflect().forms(verb):
            tags[form, lemma][tag] = None
    yield from (f"{form}\t{lemma}\t{'|'.join(names)}\n" for (form, lemma), names in tags.items())


def found(record: Record, what: str) -> set[str | None]:
    """What a record has of the kind that a recipe promises."""
    return {
        "act": {s.act for s in record.statements},
        "type": {e.type for e in record.events},
        "entity": {e.actor for e in record.entities},
    }[what]  # type: ignore[return-value]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r["book"])
def test_an_entry_of_the_page_is_found_once_it_is_in_its_book(recipe: re.Match[str], tmp_path: Path) -> None:
    """Without the entry the sentence is not read so, with it it is; the entry passes the lint of its book."""
    page = Page(recipe["sentence"], "recipe", "text")
    before = Reader(load_lexicon()).read(page)
    lexicon = load_lexicon(with_entry(tmp_path, recipe["book"], recipe["entry"]), cache=tmp_path)
    assert recipe["value"] not in found(before, recipe["what"])
    assert recipe["value"] in found(Reader(lexicon).read(page), recipe["what"])


def test_the_page_shows_a_verb_a_deed_an_actor_and_an_outlet() -> None:
    """Each of the four has its recipe."""
    assert {r["book"].split("/")[0] for r in RECIPES} == {"statements", "events", "actors", "outlets"}
