"""Speakers' phrases → entities: the one that a mention names, the one an earlier phrase named, or a new one."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.objects import Entity, EntityKind, Mention, Span
from khabar.statements.speakers import Subject, head_word
from khabar.statements.view import View
from khabar.text.fold import fold, without_article
from khabar.text.quotes import is_quote

_SPEAKING = ("organization", "armed_group", "media", "state", "person", "people")


@dataclass(slots=True)
class Voices:
    """The entities of a report while its speakers are found; ids of new ones go on from those that are there."""

    view: View
    entities: list[Entity]
    named: dict[str, int] = field(default_factory=dict)
    heads: list[tuple[str, int]] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)

    def span(self, subject: Subject) -> Span:
        """The speaker's words, conjunction and enclosing quotation marks cut."""
        tokens, first, last = self.view.tokens, subject.first, subject.last
        if (
            is_quote(tokens[first].text)
            and is_quote(tokens[last - 1].text)
            and last - first > 2
            and not any(is_quote(t.text) for t in tokens[first + 1 : last - 1])
        ):
            first, last = first + 1, last - 1
        start = tokens[first].start + (subject.cut if first == subject.first else 0)
        return self.view.text.span(start, tokens[last - 1].end)

    def resolve(self, subject: Subject) -> str:
        """The id of the entity that the phrase names."""
        index = self._named(subject)
        word = without_article(head_word(self.view, subject))
        if index is None:
            index = self._head(subject)
        if index is None:
            index = self._earlier(subject, word)
        if index is None:
            index = self._create(subject)
        if self.view.grammar.head_class(word) == "document":
            self.papers.append(index)
        self._note(subject, index)
        self.heads.append((word, index))
        self.named.setdefault(fold(self.span(subject).text), index)
        return self.entities[index].id

    def _named(self, subject: Subject) -> int | None:
        """By the name in apposition: a person's mention first."""
        if subject.name is None:
            return None
        found = [i for at in range(*subject.name) for i in self.view.owner.get(at, ())]
        for kinds in (("person",), ("organization", "media", "armed_group")):
            for index in found:
                if self.entities[index].kind in kinds:
                    return index
        return None

    def _head(self, subject: Subject) -> int | None:
        """By a mention over the head, or, where the head is a kind of body or outlet, over the name it carries."""
        view, head = self.view, subject.head
        word = head_word(view, subject)
        role = view.grammar.head_class(word)
        owners = [i for i in view.owner.get(head, ()) if self.entities[i].kind in (*_SPEAKING, "place", "facility")]
        for kind in _SPEAKING:
            for index in owners:
                if self.entities[index].kind == kind and not (role in ("person", "source") and kind not in ("person",)):
                    return index
        if owners and role not in ("person", "source", "sources", "document"):
            return owners[0]
        if role in ("media", "body"):
            for at in range(head, min(subject.core, head + 4)):
                for index in view.owner.get(at, ()):
                    if self.entities[index].kind in ("media", "organization", "armed_group"):
                        return index
        if role == "document":
            for at in range(head + 1, subject.last):
                for index in view.owner.get(at, ()):
                    if self.entities[index].kind in ("organization", "armed_group", "media", "state"):
                        return index
        return None

    def _earlier(self, subject: Subject, word: str) -> int | None:
        """By the same words before, a definite noun that goes back to one (المصدر), or a surname."""
        text = fold(self.span(subject).text)
        if text in self.named:
            return self.named[text]
        single = subject.core - subject.head == 1
        definite = self.view.tokens[subject.head].fold.startswith("ال") or text.startswith(("ذات", "نفس"))
        if (single or text.startswith(("ذات", "نفس"))) and definite:
            key = without_article(self.view.tokens[subject.core - 1].fold) if text.startswith(("ذات", "نفس")) else word
            for earlier, index in reversed(self.heads):
                if earlier == key:
                    return index
            for index in range(len(self.entities) - 1, -1, -1):
                if any(fold(m.text).split()[:1] == [key] for m in self.entities[index].mentions):
                    return index
        if not definite or subject.core - subject.first <= 2:
            for index, entity in enumerate(self.entities):
                if (
                    entity.kind == "person"
                    and len(text) > 2
                    and (fold(entity.name).endswith(" " + text) or any(fold(a) == text for a in entity.aliases))
                ):
                    return index
        return None

    def _create(self, subject: Subject) -> int:
        view = self.view
        word = head_word(view, subject)
        role = view.grammar.head_class(word)
        kind: EntityKind = view.grammar.kinds.get(role or "", None) or "person"
        name = self._name(subject)
        if subject.name is not None and role in ("person", None):
            kind = "person"
        entity = Entity(id=f"e{len(self.entities) + 1}", kind=kind, name=name, rule="statements.speaker")
        self.entities.append(entity)
        return len(self.entities) - 1

    def _name(self, subject: Subject) -> str:
        tokens = self.view.tokens
        first, last = subject.name or (subject.first, subject.last)
        if subject.name is None and self.view.grammar.head_class(head_word(self.view, subject)) in ("media", "body"):
            last = max(subject.core, subject.head + 1)
        start = tokens[first].start + (subject.cut if first == subject.first else 0)
        text = self.view.text.raw[start : tokens[last - 1].end]
        return " ".join("".join(c for c in text if not is_quote(c)).split()) or text

    def _note(self, subject: Subject, index: int) -> None:
        """Add the phrase to the entity's mentions where none covers its head."""
        entity, span = self.entities[index], self.span(subject)
        if any(m.start < span.end and span.start < m.end for m in entity.mentions):
            return
        role = self.view.grammar.head_class(head_word(self.view, subject))
        mention = Mention(start=span.start, end=span.end, text=span.text, form="nominal" if role else "name")
        mentions = tuple(sorted((*entity.mentions, mention), key=lambda m: (m.start, m.end)))
        self.entities[index] = entity.model_copy(update={"mentions": mentions})
