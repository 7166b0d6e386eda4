"""Build hook: what the desk serves to browsers is fetched, and the books of vocabulary are parsed.

The first read after installing need not parse them, and running needs no Node.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface[Any]):
    """Makes what a wheel holds and the repository does not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the assets; parse the books, but for an editable install, whose books change."""
        self._bundle_assets()
        if version != "editable":
            self._parse_books(build_data)

    def _bundle_assets(self) -> None:
        """Into the tree that is built, where `artifacts` of pyproject.toml picks them up."""
        sys.path.insert(0, str(Path(self.root) / "assets"))
        from bundle import AssetsMissing, bundle

        try:
            bundle()
        except AssetsMissing as error:
            sys.exit(f"khabar: {error}")

    def _parse_books(self, build_data: dict[str, Any]) -> None:
        """Put the parsed copy beside the books, under the name that `khabar.lexicon` looks for."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        sys.dont_write_bytecode = True
        from khabar.lexicon import DATA, PARSED, load_lexicon

        folder = Path(tempfile.mkdtemp())
        load_lexicon(DATA, cache=folder)
        (made,) = folder.glob("lexicon-*.json")
        build_data["force_include"][str(made)] = f"khabar/data/{PARSED}/{made.name}"
