"""Every knob in one table: name, type, default, one line of help. `KHABAR_<NAME>` in the environment overrides it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from khabar.errors import SettingError


@dataclass(frozen=True, slots=True)
class Setting:
    """One knob; `default` fixes its type."""

    name: str
    default: int | str | bool
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that overrides the default."""
        return f"KHABAR_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("max_page_bytes", 20_000_000, "largest page that is read, in bytes; a longer one is cut and says so"),
    Setting("max_text_chars", 1_000_000, "longest reading text, in characters; a longer one is cut and says so"),
    Setting("fetch_seconds", 20, "how long a web page may take to answer, in seconds"),
    Setting("fetch_redirects", 5, "how many redirects are followed"),
    Setting("fetch_private", False, "also read pages from private, loopback and link-local addresses"),
    Setting("cache_dir", "", "where the compiled vocabulary is kept; empty: the user's cache folder"),
    Setting("gazetteer", "", "further gazetteers, made with `khabar gazetteer build`; several are parted as in PATH"),
    Setting("model", True, "use the encoder; false reads by grammar alone"),
    Setting("threads", 1, "threads of the encoder"),
)


def load_settings(environment: Mapping[str, str] | None = None) -> dict[str, int | str | bool]:
    """The value of every setting by name. A malformed value raises `SettingError`, never becomes the default."""
    given = os.environ if environment is None else environment
    return {s.name: _value(s, given[s.variable]) if s.variable in given else s.default for s in SETTINGS}


def _value(setting: Setting, text: str) -> int | str | bool:
    if isinstance(setting.default, bool):
        known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if text.lower() in known:
            return known[text.lower()]
        raise SettingError(f"{setting.variable}={text!r} is neither true nor false: {setting.help}")
    if isinstance(setting.default, int):
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        raise SettingError(f"{setting.variable}={text!r} is no positive whole number: {setting.help}")
    return text


def cache_folder(settings: Mapping[str, int | str | bool]) -> Path:
    """Where compiled vocabulary may be kept; the folder need not exist."""
    if settings["cache_dir"]:
        return Path(str(settings["cache_dir"]))
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "khabar"
