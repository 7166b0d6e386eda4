"""Records without the names of victims: for whoever may see what happened and not to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from khabar.export.families import Families, FamilyName, compile_families
from khabar.lexicon import Lexicon
from khabar.objects import Entity, Event, Record
from khabar.text.fold import fold, fold_map

HIDDEN = "█"
_HARMFUL = frozenset(["ASSAULT", "COERCE"])
_HARM = frozenset(["killed", "injured", "detained", "abducted", "missing"])
_LEAST = 3  # letters of a name that is looked for beyond its mentions
_SEPARATORS = re.compile(r"[-_+/.]+")
# A name stands alone or behind what is written onto it: و ف ب ل ك.
_NAME = "(?<![^\\W_])[وفبلك]{{0,2}}(?P<name>{0})(?![^\\W_])"


def without_names(record: Record, lexicon: Lexicon) -> Record:
    """The record with every victim's name blotted out, one block a character, so that all offsets stay right.

    Victims are the persons among the victims of events and those that an assault or coercion strikes, and families and
    clans: those that the record names as struck, and all that a sentence of harm names, whatever they do in it. An
    organisation that was struck is named, for it is nobody; so is a people or confession of the lexicon. In whatever
    spelling, whole or by first or last name alone, names go from the text, from all that is quoted out of it, and from
    title, byline, captions, tags and furniture; their links and roles go too. An address that holds one is cut to its
    host, and the name of a file is replaced by the id.

    Not known are victims that the record does not name as such, names in Latin letters where the report has them in
    Arabic ones, and who can be told by their office or kin. The id is that of the whole text: whoever has the text can
    find it again.
    """
    known = lexicon.build(compile_families)
    hidden = {e.id: e for e in _victims(record, known)}
    families = tuple(dict.fromkeys(_families(record, known)))
    if not hidden and not families:
        return record
    others = (n for e in record.entities if e.id not in hidden for n in (e.name, *e.aliases))
    names = _Names(hidden.values(), families, others)
    spans = [(m.start, m.end) for e in hidden.values() for m in e.mentions if m.form != "pronoun"]
    text = record.report.text
    blotted = _hide(text, [*spans, *names.places(text)])
    data = _blot(record.to_dict(), text, blotted, names)
    for entity in data["entities"]:
        if entity["id"] in hidden:
            entity |= {"name": HIDDEN * 3, "aliases": [], "role": None, "links": {}, "alternatives": [], "actor": None}
    data["report"] |= {"text": blotted, **_addresses(record, names)}
    return Record.model_validate(data)


class _Names:
    """The names to be hidden, found in any text."""

    def __init__(self, people: Iterable[Entity], families: Iterable[FamilyName], others: Iterable[str]) -> None:
        """`others` are names that stay: what is part of one of them is looked for only within the whole name."""
        kept = {part for name in others for part in fold(name).split()}
        found: dict[str, None] = {}
        for family in families:
            found |= {name: None for name in (family.phrase, family.name) if name not in kept}
        for entity in people:
            named = [m.text for m in entity.mentions if m.form in ("name", "nominal")]
            found |= dict.fromkeys(fold(n) for n in (entity.name, *entity.aliases, *named))
            parts = fold(entity.name).split() if entity.kind == "person" else []
            found |= {part: None for part in (parts[:1] + parts[1:][-1:]) if part not in kept}
        listed = sorted((n for n in found if len(n) >= _LEAST), key=len, reverse=True)
        self._pattern = re.compile(_NAME.format("|".join(map(re.escape, listed)))) if listed else None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand in a text."""
        if self._pattern is None:
            return
        folded, origins = fold_map(text)
        for match in self._pattern.finditer(folded):
            start, end = (origins[at] if at < len(folded) else len(text) for at in match.span("name"))
            if text[start:end] != "على":  # the preposition, which is folded as the name علي is
                yield start, end

    def hide(self, text: str) -> str:
        """The text without them."""
        return _hide(text, self.places(text))

    def within(self, address: str) -> bool:
        """Whether an address, or a path, spells one."""
        return any(self.places(_SEPARATORS.sub(" ", unquote(address))))


def _hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    marked = bytearray(len(text))
    for start, end in spans:
        marked[start:end] = b"\x01" * (end - start)
    return "".join(HIDDEN if m and not c.isspace() else c for c, m in zip(text, marked, strict=True))


def _victims(record: Record, known: Families) -> Iterator[Entity]:
    """Persons, and people under a name; a mere word for people (civilians) names nobody, nor does a known people."""
    victims = {i for v in record.events for i in v.victims}
    struck = {r for v in record.events if v.type in _HARMFUL for r in v.recipients}
    for entity in record.entities:
        named = entity.kind == "people" and any(m.form == "name" for m in entity.mentions)
        named = named and not known.is_people(entity.name)
        if entity.id in victims | struck and (entity.kind == "person" or named):
            yield entity


def _families(record: Record, known: Families) -> Iterator[FamilyName]:
    """Families and clans in sentences of harm; also those read as doing it, since readings err."""
    for begin, end in dict.fromkeys((v.evidence.start, v.evidence.end) for v in record.events if _harms(v)):
        yield from known.named(record.report.text[begin:end])


def _harms(event: Event) -> bool:
    return event.type in _HARMFUL or bool(event.victims) or any(c.what in _HARM for c in event.counts)


def _addresses(record: Record, names: _Names) -> dict[str, str | None]:
    report = record.report
    source, url = report.source_id, report.url
    if url and names.within(url):
        parts = urlsplit(url)
        url = f"{parts.scheme}://{parts.hostname}/" if parts.hostname else None
    return {"source_id": f"report {report.id[:12]}" if names.within(source) else source, "url": url}


def _blot(node: Any, text: str, blotted: str, names: _Names) -> Any:
    """The same data with every span taken from the blotted text and every name in loose texts blotted out."""
    if isinstance(node, list):
        return [_blot(item, text, blotted, names) for item in node]
    if isinstance(node, str):
        return names.hide(node)
    if not isinstance(node, dict):
        return node
    if {"start", "end", "text"} <= node.keys() and text[node["start"] : node["end"]] == node["text"]:
        node = node | {"text": blotted[node["start"] : node["end"]]}
    kept = {"id", "source_id", "url", "schema", "rule", *(("text",) if "start" in node else ())}
    return {k: v if k in kept else _blot(v, text, blotted, names) for k, v in node.items()}
