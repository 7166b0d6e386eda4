"""Speakers' phrases → entities: the one that a mention names, the one an earlier phrase named, or a new one."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.objects import Entity, EntityKind, Mention, MentionForm, Span
from khabar.statements.relays import outlet_title
from khabar.statements.subject import Subject, head_word
from khabar.statements.view import View
from khabar.text.fold import fold, without_article
from khabar.text.quotes import is_quote
from khabar.text.tokens import spaced

MAX_HEADS = 60
_SPEAKING = ("organization", "armed_group", "media", "state", "person", "people")


@dataclass(slots=True)
class Voices:
    """The entities of a report while its speakers are found; ids of new ones go on from those that are there."""

    view: View
    entities: list[Entity]
    named: dict[str, int] = field(default_factory=dict)
    heads: list[tuple[list[str], int]] = field(default_factory=list)
    firsts: dict[str, int] = field(default_factory=dict)
    surnames: dict[str, int] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)

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

    def publisher(self) -> str | None:
        """The id of the publisher's own entity, made where the text does not name it; None where none is known."""
        name = self.view.report.publisher
        if not name:
            return None
        title = outlet_title(self.view, fold(name))
        for entity in self.entities:
            if any(outlet_title(self.view, fold(n)) == title for n in (entity.name, *entity.aliases)):
                return entity.id
        body = self.view.grammar.head_class(fold(name).split()[0]) in ("body", "sources")
        kind: EntityKind = "organization" if body else "media"
        self.entities.append(Entity(id=f"e{len(self.entities) + 1}", kind=kind, name=name, rule="statements.publisher"))
        return self.entities[-1].id

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
        self._note(subject, index)
        self.heads.append(([without_article(w) for w in fold(self.span(subject).text).split()], index))
        self.named.setdefault(fold(self.span(subject).text), index)
        return self.entities[index].id

    def issue(self, venue: tuple[int, int], speaker: str) -> None:
        """Remember whose paper it is that a statement stood in (قال المجلس في بيان): البيان will be the council's."""
        for token in self.view.tokens[venue[0] : min(venue[1], venue[0] + 3)]:
            word = without_article(token.fold.removeprefix("ب") if token.fold.startswith("بب") else token.fold)
            if self.view.grammar.head_class(word) == "document":
                index = next(i for i, e in enumerate(self.entities) if e.id == speaker)
                self.issued[self._unowned(word)] = index
                return

    def _unowned(self, word: str) -> str:
        """A paper's noun without its pronoun: بيانها → بيان."""
        bare = next((word.removesuffix(p) for p in ("ها", "هم", "ه") if word.endswith(p)), word)
        forms = (bare, bare[:-1] + "ه")
        return next((f for f in forms if f in self.view.grammar.heads), word)

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
        role = view.grammar.head_class(head_word(view, subject))
        owners = [i for i in view.owner.get(head, ()) if self.entities[i].kind in (*_SPEAKING, "place", "facility")]
        for kind in ("person",) if role in ("person", "source") else _SPEAKING:
            for index in owners:
                if self.entities[index].kind == kind:
                    return index
        if owners and role not in ("person", "source", "sources", "document"):
            return owners[0]
        if role in ("media", "body"):
            return self._owner(range(head, min(subject.core, head + 4)), ("media", "organization", "armed_group"))
        if role == "document":
            return self._owner(range(head + 1, subject.last), ("organization", "armed_group", "media", "state"))
        return None

    def _owner(self, tokens: range, kinds: tuple[str, ...]) -> int | None:
        """The first entity of one of the kinds that a mention gives to one of the tokens."""
        for at in tokens:
            for index in self.view.owner.get(at, ()):
                if self.entities[index].kind in kinds:
                    return index
        return None

    def _earlier(self, subject: Subject, word: str) -> int | None:
        """By the same words before, a definite phrase that goes back to one (المصدر، المصدر الطبي), or a surname."""
        text = fold(self.span(subject).text)
        if text in self.named:
            return self.named[text]
        same = self.view.grammar.words["same"]
        words = [without_article(w) for w in text.split() if w not in same]
        if len(words) < len(text.split()) or self.view.tokens[subject.head].fold.startswith("ال"):
            for earlier, index in reversed(self.heads[-MAX_HEADS:]):
                if earlier[: len(words)] == words:
                    return index
            if len(words) == 1 and words[0] in self._firsts():
                return self._firsts()[words[0]]
            if len(words) == 1 and words[0] in self.issued:
                return self.issued[words[0]]
        if subject.core - subject.first <= 2 and len(text) > 2:
            return self._surnames().get(text)
        return None

    def _firsts(self) -> dict[str, int]:
        """Entities by the first word of their mentions: الوكالة goes back to وكالة هاوار."""
        if not self.firsts:
            for index, entity in enumerate(self.entities):
                for mention in entity.mentions:
                    self.firsts[without_article(fold(mention.text).split()[0])] = index
            self.firsts.setdefault("", 0)
        return self.firsts

    def _surnames(self) -> dict[str, int]:
        """Persons by the last words of their names, and by their aliases."""
        if not self.surnames:
            for index, entity in enumerate(self.entities):
                if entity.kind == "person":
                    words = fold(entity.name).split()
                    for ending in (words[at:] for at in range(1, len(words))):
                        self.surnames.setdefault(" ".join(ending), index)
                    for alias in entity.aliases:
                        self.surnames.setdefault(fold(alias), index)
            self.surnames.setdefault("", 0)
        return self.surnames

    def _create(self, subject: Subject) -> int:
        view = self.view
        word = head_word(view, subject)
        role = view.grammar.head_class(word)
        kind: EntityKind = view.grammar.kinds.get(role or "", None) or ("organization" if role else _unknown_kind(word))
        name = self._name(subject)
        if subject.name is not None and role in ("person", None):
            kind = "person"
        entity = Entity(id=f"e{len(self.entities) + 1}", kind=kind, name=name, rule="statements.speaker")
        self.entities.append(entity)
        if kind == "person":
            self.surnames = {}
        return len(self.entities) - 1

    def _name(self, subject: Subject) -> str:
        tokens = self.view.tokens
        first, last = subject.name or (subject.first, subject.last)
        if subject.name is None and self.view.grammar.head_class(head_word(self.view, subject)) in ("media", "body"):
            last = max(subject.core, subject.head + 1)
        start = tokens[first].start + (subject.cut if first == subject.first else 0)
        text = self.view.text.raw[start : tokens[last - 1].end]
        if first == subject.first and subject.cut == 2 and "ال" + tokens[first].fold[2:] in self._agencies():
            text = "ال" + text  # للأناضول
        return spaced("".join(c for c in text if not is_quote(c))) or text

    def _agencies(self) -> frozenset[str]:
        return self.view.grammar.words["agency"]

    def _note(self, subject: Subject, index: int) -> None:
        """Let the entity answer to the phrase: as a mention where none covers it, as an alias where it says more."""
        entity, span = self.entities[index], self.span(subject)
        role = self.view.grammar.head_class(head_word(self.view, subject))
        if any(m.start < span.end and span.start < m.end for m in entity.mentions):
            fuller = self._name(subject)
            known = {fold(n) for n in (entity.name, *entity.aliases)}
            if role in ("media", "body") and subject.core - subject.first > 1 and fold(fuller) not in known:
                self.entities[index] = entity.model_copy(update={"aliases": (*entity.aliases, fuller)})
            return
        # What neither lexicon nor encoder took for a name is one only where it stands in apposition to an office.
        form: MentionForm = "name" if subject.name is not None and not role else "nominal"
        mention = Mention(start=span.start, end=span.end, text=span.text, form=form)
        mentions = tuple(sorted((*entity.mentions, mention), key=lambda m: (m.start, m.end)))
        self.entities[index] = entity.model_copy(update={"mentions": mentions})


def _unknown_kind(word: str) -> EntityKind:
    """What a noun of no known class that speaks is by its shape: several people, two bodies (الطرفان), or somebody."""
    if word.endswith(("ون", "ين", "وا")) and len(word) > 4:
        return "people"
    return "organization" if word.startswith("ال") and word.endswith(("ان", "ات")) and len(word) > 5 else "person"
