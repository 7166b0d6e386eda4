"""What a record depends on besides its page: by this a shard of another reader is told from one of this."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import khabar
from khabar.encoder import FILES, MODEL
from khabar.objects import SCHEMA
from khabar.settings import load_settings

# The rooms that make a record; what uses records may change without a shard becoming another.
_ROOMS = ("pages", "text", "times", "mentions", "entities", "statements", "events", "data", "model/events")
_UNUSED = ("collect", "desk", "incidents", "sheets")  # folders of data/ that no record is made with
_FILES = ("objects.py", "reader.py", "lexicon.py", "encoder.py")
_LIBRARIES = ("fastwarc", "hijridate", "lxml", "numpy", "onnxruntime", "pydantic", "tokenizers", "trafilatura")
_SETTINGS = ("max_page_bytes", "max_text_chars")


@cache
def identity(model: bool) -> dict[str, Any]:
    """Version, code, vocabulary, model, libraries and settings, as plain data; the same on every machine."""
    settings = load_settings()
    gazetteers = [p for p in str(settings["gazetteer"]).split(os.pathsep) if p]
    return {
        "khabar": khabar.__version__,
        "schema": SCHEMA,
        "code": _digest_of_package(),
        "model": _digest([MODEL / name for name in ("config.json", *FILES)]) if model else None,
        "gazetteers": [_digest([Path(p)]) for p in gazetteers],
        "settings": {name: settings[name] for name in _SETTINGS},
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "unicode": unicodedata.unidata_version,
    }


def fingerprint(*parts: Any) -> str:
    """Sixteen hex digits of what an identity, and whatever else decides on a shard's content, come to."""
    plain = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def differences(one: Any, other: Any, under: str = "") -> list[str]:
    """Where two identities differ: `settings.max_page_bytes: 5 → 7`."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted({*one, *other})
        return [d for n in names for d in differences(one.get(n), other.get(n), f"{under}.{n}".lstrip("."))]
    if one == other:
        return []
    return [f"{under}: {_short(one)} → {_short(other)}"]


def _short(value: Any) -> str:
    return "without" if value is None else str(value)[:12]


def _digest_of_package() -> str:
    root = Path(khabar.__file__).parent
    rooms = [p for room in _ROOMS for p in (root / room).rglob("*")]
    unused = [root / "data" / room for room in _UNUSED]
    kept = [p for p in rooms if not any(p.is_relative_to(folder) for folder in unused)]
    return _digest([*kept, *(root / name for name in _FILES)], root)


def _digest(paths: list[Path], root: Path | None = None) -> str:
    """Over names and bytes; what Python and the wheel keep beside the sources (`__pycache__`, `parsed`) is no part."""
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file() and not {"__pycache__", "parsed"} & set(p.parts)):
        name = path.relative_to(root).as_posix() if root else path.name
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
