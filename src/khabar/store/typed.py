"""What people type, before it is kept: nothing that cannot be seen, nothing that a database cannot hold."""

from __future__ import annotations

import json
import math
import unicodedata
from typing import Any

from khabar.errors import InputError

_LARGEST = 64_000  # bytes of one value as JSON
_DEEPEST = 20
# Embeddings, overrides and isolates of direction: they make a line read otherwise than it is written.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def typed_line(text: str, what: str, most: int) -> str:
    """A name or label, in NFC and without blanks around it. Raises `InputError` for an empty, long or unseeable one."""
    line = unicodedata.normalize("NFC", text).strip()
    if not line:
        raise InputError("the {what} is empty; type one", "typed/empty", what=what)
    if len(line) > most:
        raise InputError("the {what} is longer than {most} characters; shorten it", "typed/long", what=what, most=most)
    if "\n" in line or "\t" in line or not _is_seen(line):
        raise InputError(
            "the {what} holds characters that cannot be seen; type it again without them", "typed/unseen", what=what
        )
    return line


def typed_value(value: Any) -> Any:
    """A value that may be kept, as it is.

    Raises `InputError` for more than 64,000 bytes, numbers that are none, and text that cannot be seen.
    """
    _look(value)
    try:
        data = as_json(value) or ""
    except (TypeError, ValueError) as error:
        raise InputError("this is no JSON that can be kept ({why})", "typed/no_json", why=error) from error
    if len(data.encode()) > _LARGEST:
        raise InputError("this is longer than {most} bytes; make it shorter", "typed/large", most=_LARGEST)
    return value


def as_json(value: Any) -> str | None:
    """A value as the JSON that is kept, None for null. Characters beyond ASCII are escaped, as JSON allows.

    So what a page brought and no database holds (NUL, half a surrogate pair) can stand in `before`.
    """
    return None if value is None else json.dumps(value, allow_nan=False, separators=(",", ":"))


def _look(value: Any) -> None:
    """Raise `InputError` for a string or number, however deep, that may not be kept."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        at, depth = waiting.pop()
        if depth > _DEEPEST:
            raise InputError(
                "this is nested more than {most} deep; nothing of a record is", "typed/deep", most=_DEEPEST
            )
        if isinstance(at, str) and not _is_seen(at):
            raise InputError(
                "the text holds characters that cannot be seen; type it again without them", "typed/text_unseen"
            )
        if isinstance(at, float) and not math.isfinite(at):
            raise InputError("a number is neither infinite nor undefined", "typed/no_number")
        if isinstance(at, int) and abs(at) > 2**53:
            raise InputError("a number is too large to be kept", "typed/number_large")
        if isinstance(at, dict):
            waiting += [(v, depth + 1) for v in (*at, *at.values())]
        elif isinstance(at, list | tuple):
            waiting += [(v, depth + 1) for v in at]


def _is_seen(text: str) -> bool:
    return not any(c in _TURNS or (c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs")) for c in text)
