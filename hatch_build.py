"""Build hook: the books of vocabulary are parsed when a wheel is made, so that the first read need not parse them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParsedLexicon(BuildHookInterface[Any]):
    """Puts the parsed copy beside the books, under the name that `khabar.lexicon` looks for."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Parse the books of the tree that is built. An editable install has none: its books change."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        sys.dont_write_bytecode = True
        from khabar.lexicon import DATA, PARSED, load_lexicon

        folder = Path(tempfile.mkdtemp())
        load_lexicon(DATA, cache=folder)
        (made,) = folder.glob("lexicon-*.json")
        build_data["force_include"][str(made)] = f"khabar/data/{PARSED}/{made.name}"
