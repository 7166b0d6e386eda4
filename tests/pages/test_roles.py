"""Classes and ids of templates."""

from __future__ import annotations

import pytest

from khabar.lexicon import Entry, Lexicon, load_lexicon
from khabar.pages.roles import compile_roles

ENTRIES = load_lexicon().entries("pages/roles")


@pytest.mark.parametrize("entry", ENTRIES, ids=[e["id"] for e in ENTRIES])
def test_a_role_takes_its_examples_and_leaves_the_others(lexicon: Lexicon, entry: Entry) -> None:
    """Each name of `yes` has the role, no name of `no` has it."""
    index = lexicon.build(compile_roles)
    hint = next((k for k in ("caption", "byline", "date", "title", "lead", "body") if entry.get(k)), "")
    for names in entry["examples"]["yes"]:
        role = index.of(names)
        assert (role.furniture, role.hint) == (entry.get("kind"), hint), names
    for names in entry["examples"]["no"]:
        role = index.of(names)
        assert (role.furniture, role.hint) != (entry.get("kind"), hint), names
