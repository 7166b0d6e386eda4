"""Records without the names of victims: for whoever may see what happened and not to whom."""

from __future__ import annotations

from typing import Any

from khabar.objects import Record

HIDDEN = "█"
_HARMFUL = frozenset(["ASSAULT", "COERCE"])
_LEAST = 3  # letters of a name that is looked for beyond its mentions


def without_names(record: Record) -> Record:
    """The record with every victim's name blotted out, one block a character, so that all offsets stay right.

    Victims are the victims of events and the persons that an assault or coercion strikes. Their names go from the text,
    from everything quoted out of it, and from title, captions, tags and furniture; their links and roles go too. The
    address of a page is left, and may hold a name; the id is still that of the whole text.
    """
    hidden = _victims(record)
    if not hidden:
        return record
    people = [e for e in record.entities if e.id in hidden]
    words = sorted({n for e in people for n in (e.name, *e.aliases, *_mentioned(e)) if len(n) >= _LEAST}, key=len)
    spans = [(m.start, m.end) for e in people for m in e.mentions if m.form != "pronoun"]
    text = record.report.text
    marked = bytearray(len(text))
    for word in words:
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    for start, end in spans:
        marked[start:end] = b"\x01" * (end - start)
    blotted = "".join(HIDDEN if m and not c.isspace() else c for c, m in zip(text, marked, strict=True))
    data = _blot(record.to_dict(), text, blotted, words[::-1])
    for entity in data["entities"]:
        if entity["id"] in hidden:
            entity |= {"name": HIDDEN * 3, "aliases": [], "role": None, "links": {}, "alternatives": [], "actor": None}
    data["report"]["text"] = blotted
    return Record.model_validate(data)


def _victims(record: Record) -> frozenset[str]:
    people = {e.id for e in record.entities if e.kind == "person"}
    struck = {r for v in record.events if v.type in _HARMFUL for r in v.recipients}
    return frozenset({i for v in record.events for i in v.victims} | (struck & people))


def _mentioned(entity: Any) -> list[str]:
    return [m.text for m in entity.mentions if m.form in ("name", "nominal")]


def _blot(node: Any, text: str, blotted: str, words: list[str]) -> Any:
    """The same data with every span taken from the blotted text and every name in loose texts blotted out."""
    if isinstance(node, list):
        return [_blot(item, text, blotted, words) for item in node]
    if isinstance(node, str):
        for word in words:
            node = node.replace(word, HIDDEN * len(word))
        return node
    if not isinstance(node, dict):
        return node
    if {"start", "end", "text"} <= node.keys() and text[node["start"] : node["end"]] == node["text"]:
        node = node | {"text": blotted[node["start"] : node["end"]]}
    kept = {"id", "source_id", "url", "schema", "rule", *(("text",) if "start" in node else ())}
    return {k: v if k in kept else _blot(v, text, blotted, words) for k, v in node.items()}
