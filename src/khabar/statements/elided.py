"""Speakers left out: the nearest earlier one whose gender and number the verb agrees with."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.objects import Hop
from khabar.statements.draft import Draft
from khabar.statements.regions import own_letter, phrase
from khabar.statements.subject import Subject, is_thing, make_subject
from khabar.statements.view import View
from khabar.text.verbs import VerbForm

MAX_SENTENCES = 12
MAX_HEARD = 50
# Lines at either end of a statement that may name who issues it, and how many tokens such a line has.
MAX_HEADING = 3
MAX_LINE = 15
# Prepositions that most verbs govern: behind the subject they lead to what it does.
_GOVERNED = frozenset({"علي", "عن", "الي"})


@dataclass(frozen=True, slots=True)
class _Heard:
    """A speaker heard before: the phrase, its entity, agreement, and the sentence it stood in."""

    subject: Subject
    entity: str
    gender: str | None
    number: str
    at: int
    sentence: int
    nested: bool
    via: tuple[Hop, ...]
    source: bool = False


@dataclass(slots=True)
class Memory:
    """What was said so far, to find who goes on speaking."""

    view: View
    heard: list[_Heard] = field(default_factory=list)

    def remember(self, draft: Draft, subject: Subject | None, speaker: str | None, via: tuple[Hop, ...]) -> None:
        """Keep the speaker of a statement with what its verb tells of gender and number."""
        if subject is None or speaker is None:
            return
        gender, number = subject.gender, _number(self.view, subject)
        form = draft.form
        if form is not None and (form.person == 3 or draft.participle) and form.number in ("s", "p"):
            gender = gender if number == "p" else form.gender
            number = "p" if form.number == "p" else number
        sentence, nested = self.view.sentence[draft.at], draft.parent is not None
        source = draft.rule == "statements.source"
        if draft.act == "relay" and form is not None and form.person == 3 and draft.relays:
            gender = subject.gender
        self.heard.append(_Heard(subject, speaker, gender, number, draft.at, sentence, nested, via, source))
        if draft.act == "relay" and form is not None and form.person == 3:
            for relay in draft.relays:
                known = relay.gender or form.gender
                self.heard.append(_Heard(relay, "", known, relay.number, draft.at, sentence, False, ()))

    def inherited(self, draft: Draft, speaker: str) -> tuple[Hop, ...]:
        """The relays of the statement before, where the same speaker goes on."""
        for earlier in reversed(self.heard[-MAX_HEARD:]):
            if earlier.nested or not earlier.entity:
                continue
            near = self.view.sentence[draft.at] - earlier.sentence <= 3
            return earlier.via if earlier.entity == speaker and near and self._goes_on(draft) else ()
        return ()

    def _goes_on(self, draft: Draft) -> bool:
        """True unless a source phrase names its source anew: بحسب المصدر goes back, بحسب مصدر محلي begins."""
        subject = draft.subject
        if draft.rule != "statements.source" or subject is None:
            return True
        return subject.core - subject.first == 1 and self.view.tokens[subject.head].fold.startswith("ال")

    def elided(self, draft: Draft, drafts: list[Draft]) -> Subject | None:
        """The speaker of a verb or participle without subject."""
        form, sentence = draft.form, self.view.sentence[draft.at]
        if form is None:
            return None
        if draft.bound:
            return self._opening_sentence(draft, form)
        if form.person == 1:
            return issuer(self.view) or (None if self.view.report.publisher else self._first_body())
        inner = None
        if draft.parent is not None and form.cut and form.person == 3:
            inner = self._opening(drafts[draft.parent].extent.first, draft.at, form)
        here = self.view.text.sentences[sentence].first
        found = inner or self._in_sentence(draft, form) or self._main(here, draft.at, form)
        if found is not None or self._goes_on_here(draft, form):
            return found
        return self._before(draft, form) or self._mentioned(draft.at, form)

    def _goes_on_here(self, draft: Draft, form: VerbForm) -> bool:
        """True for ثم, and for و with a verb in the present inside a sentence: whoever is meant stands in it."""
        view, at = self.view, draft.at
        if at == view.first_of(at) or draft.participle:
            return False
        return view.tokens[at - 1].fold == "ثم" or (form.cut > 0 and form.tense == "present")

    def _opening_sentence(self, draft: Draft, form: VerbForm) -> Subject | None:
        """Who opens the sentence of a verb in the present, with no other verb between: فلان ابن عم الوزير يصرح."""
        view, first = self.view, self.view.first_of(draft.at)
        if form.tense != "present" or any(view.grammar.phrases.finite(t) for t in view.tokens[first : draft.at]):
            return None
        while first < draft.at and view.tokens[first].kind == "punct":
            first += 1
        found = self._opening(first, draft.at, form)
        return found if found is not None and not self._place(found.head) else None

    def _place(self, at: int) -> bool:
        """True where nothing but a place is named at `at`."""
        kinds = [self.view.entities[i].kind for i in self.view.owner.get(at, ())]
        return bool(kinds) and all(k in ("place", "facility") for k in kinds)

    def _in_sentence(self, draft: Draft, form: VerbForm) -> Subject | None:
        """Who spoke last in the same sentence, and agrees."""
        sentence = self.view.sentence[draft.at]
        here = [h for h in self._recent(sentence) if h.sentence == sentence and h.at < draft.at and not h.source]
        if not here and draft.participle:
            here = [h for h in self._recent(sentence) if h.sentence == sentence and h.at < draft.at]
        if draft.act == "relay" or not draft.participle:
            here = [h for h in here if not h.nested or draft.parent is not None] or here
        if draft.participle:
            here = sorted(here, key=lambda h: bool(h.entity))
        agreeing = (h.subject for h in reversed(here) if _fits(h.gender, h.number, form, draft.participle))
        return next(agreeing, None)

    def _before(self, draft: Draft, form: VerbForm) -> Subject | None:
        """Who spoke last in the sentences before, and agrees; else who acts in one of the two before."""
        sentence = self.view.sentence[draft.at]
        acting = self._acting(sentence - 1, form)
        if acting is not None:
            return acting
        for earlier in reversed(self._recent(sentence)):
            own = not earlier.nested and earlier.entity and earlier.at < draft.at
            if own and _fits(earlier.gender, earlier.number, form, draft.participle):
                return earlier.subject
        for index in range(sentence - 1, max(-1, sentence - 3), -1):
            before = self.view.text.sentences[index]
            main = self._main(before.first, before.last, form)
            if main is not None:
                return main
        return None

    def _acting(self, index: int, form: VerbForm) -> Subject | None:
        """The person named as the subject of a sentence in which nobody speaks, the one right before."""
        if index < 0 or any(h.sentence == index for h in self._recent(index + 1)):
            return None
        before = self.view.text.sentences[index]
        main = self._main(before.first, before.last, form)
        if main is None or main.gender != form.gender:
            return None
        return main if main.name is not None or main.head in self.view.people else None

    def _opening(self, first: int, at: int, form: VerbForm) -> Subject | None:
        """Who opens the content in which a verb joined by و stands: إن الشركة أوقفت العمل وطالبت بتعويض."""
        found = phrase(self.view, first, at)
        if found is None or found.first in self.view.clock:
            return None
        subject = make_subject(self.view, found, "before", found.last)
        known = _known(self.view, subject) and not is_thing(self.view, subject)
        return subject if known and _fits(subject.gender, _number(self.view, subject), form, False) else None

    def _first_body(self) -> Subject | None:
        """The first body that was made to speak in its own name."""
        for earlier in self.heard:
            role = self.view.grammar.head_class(self.view.tokens[earlier.subject.head].fold)
            if earlier.entity and not earlier.nested and not earlier.source and role == "body":
                return earlier.subject
        return None

    def _recent(self, sentence: int) -> list[_Heard]:
        """What was heard within reach of a sentence, at most the last fifty, in order."""
        return [h for h in self.heard[-MAX_HEARD:] if sentence - h.sentence <= MAX_SENTENCES]

    def _main(self, first: int, last: int, form: VerbForm) -> Subject | None:
        """The subject of the first verb of a stretch, or the phrase that opens it, where it agrees."""
        view = self.view
        phrases = view.grammar.phrases
        for at in range(first, last):
            token = view.tokens[at]
            if token.kind != "word" or view.quoted[at] >= 0:
                continue
            verbal = phrases.finite(token) or any(
                r.person == 3 and r.tense in ("past", "present") for r in view.grammar.verbs.readings(token)
            )
            led = at == first and token.fold[:1] == "و" and not _noun(view, at) and not phrases.closed(token)
            if not verbal and at != first:
                continue
            start = at + 1 if verbal or led else at
            if start >= last:
                continue
            found = phrase(view, start, last, _GOVERNED)
            if found is None or found.first in view.clock:
                continue
            subject = make_subject(view, found, "after", found.last)
            if (
                not is_thing(view, subject)
                and _known(view, subject)
                and _fits(subject.gender, _number(self.view, subject), form, False)
            ):
                return subject
        return None

    def _mentioned(self, at: int, form: VerbForm) -> Subject | None:
        """The nearest earlier mention of someone who can speak, within the paragraph."""
        view = self.view
        first = view.text.sentences[view.sentence[at]].first
        for i in range(at - 1, max(first - 60, -1), -1):
            if i not in view.units:
                continue
            kinds = [view.entities[e].kind for e in view.owner.get(i, ())]
            if not any(k in ("person", "organization", "armed_group", "media", "state") for k in kinds):
                continue
            found = view.grammar.phrases.at(view.text, i, view.units[i], view.units, view.people)
            if found is None:
                continue
            subject = make_subject(view, found, "after", found.last)
            if _fits(subject.gender, _number(self.view, subject), form, False):
                return subject
        return None


def issuer(view: View) -> Subject | None:
    """The body that a heading or a signature names: short lines without a verb at the beginning or the end."""
    parts = view.text.parts
    for part in (*parts[:MAX_HEADING], *reversed(parts[MAX_HEADING:][-MAX_HEADING:])):
        first, last = view.token_at(part.start), view.token_at(part.end)
        if last - first > MAX_LINE or any(view.grammar.phrases.finite(t) for t in view.tokens[first:last]):
            continue
        for at in range(first, last):
            kinds = [view.entities[i].kind for i in view.owner.get(at, ())]
            role = view.grammar.head_class(view.tokens[at].fold)
            body = role == "body" or (role == "sources" and at > first and view.tokens[at - 1].fold == "عن")
            if body or any(k in ("organization", "armed_group") for k in kinds):
                found = phrase(view, at, last)
                if found is not None:
                    return make_subject(view, found, "after", found.last)
    return None


def _noun(view: View, at: int) -> bool:
    word = view.tokens[at].fold
    return (
        at in view.owner
        or view.grammar.head_class(word) is not None
        or view.grammar.head_class(word[1:]) is not None
        or (word.startswith("وال"))
    )


def _known(view: View, subject: Subject) -> bool:
    """True where the head is one that can speak: by its class, by a mention, or by its ending."""
    word = view.tokens[subject.head].fold
    if word in view.grammar.words["honorific"]:
        return False
    if view.grammar.head_class(word) is not None or subject.head in view.owner or subject.name is not None:
        return True
    return word.startswith("ال") and (word.endswith("ون") or (word.endswith("ين") and word.startswith("الم")))


def _number(view: View, subject: Subject) -> str:
    """`1` for one person named alone, who takes no plural verb, `c` for people in a feminine plural; else as it is."""
    if view.grammar.head_class(view.tokens[subject.head].fold) == "sources" and subject.gender == "f":
        return "c"
    if subject.number == "p" or not (subject.head in view.people or subject.name is not None):
        return subject.number
    others = (at for at in range(subject.first + 1, subject.last) if at in view.units and not own_letter(view, at))
    joined = any(view.tokens[at].fold[:1] == "و" for at in others)
    alone = any(at in view.people for at in range(subject.first, subject.last))
    return "p" if joined else "1" if alone else subject.number


def _fits(gender: str | None, number: str, form: VerbForm, participle: bool) -> bool:
    if form.number in ("p", "d"):
        return number in ("p", "c") or (gender is None and (number != "1" or form.number == "d"))
    if number == "p" and form.gender == "m" and form.number == "s" and participle:
        return False
    if number == "p" and form.person == 3:
        return False
    return gender is None or not form.gender or gender == form.gender
