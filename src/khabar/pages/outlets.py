"""The outlet a page belongs to, known from its own words or its address through the outlet lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from khabar.lexicon import Lexicon
from khabar.pages.furniture import line_key

_LONGEST = 6  # words of the longest name looked up


def compile_outlets(lexicon: Lexicon) -> Mapping[str, str]:
    """Canonical name by key of every name of an outlet; use as `lexicon.build(compile_outlets)`."""
    names: dict[str, str] = {}
    for entry in lexicon.entries("outlets/"):
        for alias in (entry["name"], *entry.get("aliases", ()), *entry.get("latin", ())):
            names.setdefault(line_key(alias), entry["name"])
    names.pop("", None)
    return names


def compile_agencies(lexicon: Lexicon) -> frozenset[str]:
    """The keys of every name of a news agency; use as `lexicon.build(compile_agencies)`."""
    return frozenset(
        line_key(name)
        for entry in lexicon.entries("outlets/")
        if entry.get("type") == "agency"
        for name in (entry["name"], *entry.get("aliases", ()), *entry.get("latin", ()))
    )


def compile_domains(lexicon: Lexicon) -> Mapping[str, str]:
    """Canonical name by registered domain; use as `lexicon.build(compile_domains)`."""
    return {d.lower(): e["name"] for e in lexicon.entries("outlets/") for d in e.get("domains", ())}


def outlet_in(line: str, lexicon: Lexicon) -> str | None:
    """The first outlet that the line names, the longest name at each place; None where it names none."""
    names = lexicon.build(compile_outlets)
    words = line_key(line).split()[:40]
    for first in range(len(words)):
        for last in range(min(len(words), first + _LONGEST), first, -1):
            for key in _readings(words[first:last]):
                if key in names:
                    return names[key]
    return None


def outlet_named(text: str, lexicon: Lexicon) -> str | None:
    """The outlet whose name the whole text is, or None."""
    return lexicon.build(compile_outlets).get(line_key(text))


def outlet_of_url(url: str | None, lexicon: Lexicon) -> str | None:
    """The outlet that owns the address's domain, or None."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    domains = lexicon.build(compile_domains)
    labels = host.split(".")
    for at in range(len(labels) - 1):
        found = domains.get(".".join(labels[at:]))
        if found:
            return found
    return None


def _readings(words: list[str]) -> list[str]:
    """The words, and the words without the ل that a rights notice puts before the name (محفوظة لعنب بلدي)."""
    key = " ".join(words)
    if key.startswith("لل"):
        return [key, "ا" + key[1:]]
    return [key, key[1:]] if key.startswith(("ل", "ب")) and len(key) > 4 else [key]
