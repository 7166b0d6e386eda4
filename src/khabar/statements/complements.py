"""What a verb of saying governs: the clause, the quotation, the object or the addressee where the content begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khabar.statements.cues import Cue, noun_in_place, takes_up
from khabar.statements.grammar import CueVerb
from khabar.statements.markers import Kind, marker_of, region_end
from khabar.statements.offices import past_office
from khabar.statements.passing import past_addressed, past_cognate, past_relative
from khabar.statements.reach import MAX_GAP, MAX_LOOSE, loose, speaks_freely, within_reach
from khabar.statements.regions import governed_by_b, is_comma, skip
from khabar.statements.speakers import subject_of
from khabar.statements.subject import Subject, head_word, is_thing, own_noun, speaks
from khabar.statements.taken import governed, must_name, noun_complement, points
from khabar.statements.view import View
from khabar.text.fold import fold, without_article
from khabar.text.quotes import is_quote

_OBJECTS = frozenset(
    {"object", "target", "request", "claimable", "blame", "deed", "opinion", "stand", "feeling", "told"}
)
# What may follow a verb that has its object attached: أخبره أن، وصفها بأنها، اتهمهم بـ.
_WITH_OBJECT = frozenset({"told", "opinion", "predicate", "target", "blame"})
# How far back in its sentence a verb may find who spoke before, and how far back in the text.
MAX_ASKED = 60
MAX_SPOKEN = 150


@dataclass(frozen=True, slots=True)
class Complement:
    """Where the content of `cue` begins (token `first`), how it is joined, and the subject found on the way.

    `marker` is the token that ends the region of subject and venues.
    """

    cue: Cue
    subject: Subject | None
    first: int
    marker: int
    kind: Kind


def complement_of(view: View, cue: Cue, cues: Mapping[int, tuple[Cue, ...]]) -> Complement | None:
    """The complement of a possible cue, or None: then it is no statement."""
    stop = region_end(view, cue, cues)
    marker = marker_of(view, cue, stop) if {"clause", "question"} & cue.verb.takes else None
    limit = marker[0] if marker else stop
    subject = None
    if cue.kind == "finite" and cue.form.person == 3:
        bars = frozenset() if marker and _late_clause(view, marker[0]) else barred(cue.verb)
        subject = subject_of(view, cue.at, cue.form, limit, bars, bool(_OBJECTS & cue.verb.takes))
        if subject is not None:
            settled, subject, found = _taken_for_subject(view, cue, subject, limit, marker is not None, cues)
            if settled:
                return found
    if cue.form.object and takes_up(view, cue.at) and not {"opinion", "predicate"} & cue.verb.takes:
        return Complement(cue, subject, cue.at, cue.last, "antecedent")
    if (cue.form.object and not _WITH_OBJECT & cue.verb.takes) or _tells_of_noun(view, cue, subject):
        return None
    at = past_cognate(view, cue, skip(view, _past_subject(view, cue, subject, limit), limit), limit)
    if {"object", "about", "to", "with", "target"} & cue.verb.takes and marker is None:
        at = past_relative(view, at, limit, cue.verb.takes)
    at = past_addressed(view, cue, at, limit) if marker is None else at
    found = _object(view, cue, subject, at, limit, marker is not None)
    if found is None and marker is not None and loose(view, cue, at, marker):
        found = _loose_object(view, cue, subject, at, stop)
        marker = marker if found is not None or speaks_freely(view, cue) or marker[0] - at < MAX_LOOSE else None
    if found is None and marker is None and subject is not None and "object" in cue.verb.takes:
        found = _late_object(view, cue, subject, at, limit)
    if found is not None:
        return found
    if marker and within_reach(view, cue, subject, at, marker):
        return Complement(cue, subject, marker[1], marker[0], marker[2])
    if marker is None and cue.form.cut and {"object", "target"} & cue.verb.takes and _mere_object(view, cue, subject):
        return Complement(cue, None, subject.first, subject.first, "object") if subject else None
    return _unjoined(view, cue, subject, at, stop, marker is None)


def _unjoined(view: View, cue: Cue, subject: Subject | None, at: int, stop: int, bare: bool) -> Complement | None:
    """What no word joins to its verb: denied as it stood before, said without أن, or quoted before the verb."""
    if bare and _mute(view, cue, subject, stop):
        return Complement(cue, subject, cue.at, cue.last, "antecedent")
    if bare and _plainly(view, cue, subject, at, stop):
        return Complement(cue, subject, cue.last, cue.last, "clause")
    return _inverted(view, cue, subject) if subject is not None and "clause" in cue.verb.takes else None


def _past_subject(view: View, cue: Cue, subject: Subject | None, limit: int) -> int:
    """Where the search for the content goes on: behind the verb, or its subject with the office it holds."""
    if subject is None or subject.mode != "after":
        return cue.last
    office = subject.resume == subject.last and "target" not in cue.verb.takes
    return past_office(view, subject, limit) if office else subject.resume


def _tells_of_noun(view: View, cue: Cue, subject: Subject | None) -> bool:
    """True for a verb in the present right behind a noun that is not its subject: it describes it (كتب تحث على).

    So does a passive that looks like its active (محاكمات وصفت بالأشهر).
    """
    form, at = cue.form, cue.at - 1
    if {"object", "predicate"} <= cue.verb.takes and not form.object and governed_by_b(view, cue.last):
        return True
    if subject is not None or cue.kind != "finite":
        return False
    if form.tense == "past" and not form.cut and at >= view.first_of(cue.at) and noun_in_place(view, cue):
        return True
    if form.tense != "present" or form.person != 3 or form.number != "s" or form.cut or at < view.first_of(cue.at):
        return False
    before, grammar = view.tokens[at], view.grammar
    noun = before.kind == "word" and not grammar.phrases.closed(before) and not grammar.phrases.complementiser(before)
    role = grammar.head_class(before.fold)
    who = role is not None and (role != "thing" or "deed" in cue.verb.takes)
    definite = before.fold.startswith(("ال", "وال", "فال")) or at in view.owner or who
    adverb = before.text.endswith(("اً", "ًا")) or before.fold in grammar.words["manner"] or at in view.clock
    return noun and not (definite or adverb or grammar.has(before, "clause-initial"))


def _late_clause(view: View, at: int) -> bool:
    """True for أن behind a comma and before a noun: a preposition before it describes the subject (هيئة الدفاع عن)."""
    token, following = view.tokens[at], view.tokens[at + 1 : at + 2]
    if token.kind != "word" or not view.grammar.phrases.complementiser(token) or not is_comma(view, at - 1):
        return False
    return not any(r.tense == "present" for t in following for r in view.grammar.verbs.readings(t))


def _mute(view: View, cue: Cue, subject: Subject | None, stop: int) -> bool:
    """True for a denial without object behind its subject: what was said before is denied (، وكييف تنفي)."""
    if cue.verb.act != "deny":
        return False
    last = view.last_of(cue.at)
    bare = cue.last >= stop or all(t.kind == "punct" for t in view.tokens[cue.last : last])
    return bare and cue.kind == "finite" and subject is not None and subject.mode == "before" and speaks(view, subject)


def _plainly(view: View, cue: Cue, subject: Subject | None, at: int, stop: int) -> bool:
    """True for speech without أن in headlines and posts, the speaker before the verb: المدير قال بكرة نفتح."""
    if cue.verb.id != "say" or subject is None or subject.mode != "before" or at >= stop:
        return False
    if not speaks(view, subject):
        return False
    return view.tokens[at].kind != "punct" or is_quote(view.tokens[at].text)


def _mere_object(view: View, cue: Cue, subject: Subject | None) -> bool:
    """True for the one noun phrase after a verb joined by و, where nothing tells that it speaks (ويدين الجرائم).

    Who accuses or threatens must name someone: there it is the object, whoever it is (وتتهم جهات أجنبية).
    """
    if subject is None or subject.mode != "after":
        return False
    return must_name(cue) or not speaks(view, subject)


def _inverted(view: View, cue: Cue, subject: Subject) -> Complement | None:
    """«...» قال الوزير: the words stand before the verb."""
    before = cue.at - 1 if not is_comma(view, cue.at - 1) else cue.at - 2
    mark = view.quoted[before] if before >= 0 else -1
    if mark < 0 or subject.mode != "after" or cue.form.cut:
        return None
    quote = view.quotes[mark]
    if quote.last != before + 1 or (quote.name and not (view.opens_sentence(mark) and is_comma(view, cue.at - 1))):
        return None
    return Complement(cue, subject, mark, cue.last, "quote")


def _taken_for_subject(
    view: View, cue: Cue, subject: Subject, limit: int, marked: bool, cues: Mapping[int, tuple[Cue, ...]]
) -> tuple[bool, Subject | None, Complement | None]:
    """(settled, subject, complement): where the phrase beside the verb is its object, or cannot speak at all."""
    if _addressed(view, cue, subject) or _asked(view, cue, subject, limit, cues):
        return False, None, None
    if subject.mode == "after" and _OBJECTS & cue.verb.takes and own_noun(view, subject.first, cue.form):
        # تؤكد تمسكها has its object behind it; وصفت حالتها is a passive that looks like its active.
        return {"object", "predicate"} <= cue.verb.takes, None, None
    follows = skip(view, subject.resume, limit)
    if (
        subject.mode == "after"
        and "predicate" in cue.verb.takes
        and not cue.form.object
        and follows < len(view.tokens)
        and (_predicate(view, cue, follows))
    ):
        split = _past_name(view, subject) or _thing_behind(view, subject)
        if split is None:
            return True, None, Complement(cue, None, subject.first, subject.first, "target")
        name = subject.name if subject.name and subject.name[1] <= split else None
        subject = replace(subject, last=split - is_comma(view, split - 1), name=name)
        return True, subject, Complement(cue, subject, split, split, "target")
    if _target_after_comma(view, cue, subject):
        split = subject.name[0] if subject.name else subject.core
        subject = replace(subject, last=split - 1, name=None)
        return True, subject, Complement(cue, subject, split, split, "target")
    if is_thing(view, subject) and not (marked and _voiced(view, cue, subject, limit)):
        takes = subject.mode == "after" and "object" in cue.verb.takes
        if not takes or marked or _phrase_begins(view, follows, limit) or _tells_of_noun(view, cue, None):
            return True, None, None
        return True, None, Complement(cue, None, subject.first, subject.first, "object")
    return False, subject, None


def _voiced(view: View, cue: Cue, subject: Subject, marker: int) -> bool:
    """True for a definite noun, or any right before أن, behind a verb of voices alone (قالت البحرية في بيان إن)."""
    head, grammar = view.tokens[subject.head], view.grammar
    near = head.fold.startswith("ال") or subject.last == marker
    if subject.mode != "after" or cue.form.tense != "past" or not near or grammar.head_class(head.fold) == "thing":
        return False
    return fold(cue.verb.lemma) in grammar.words["voiced"] and not grammar.phrases.deed(head)


def _past_name(view: View, subject: Subject) -> int | None:
    """Where the phrase goes on behind a comma: another noun, or one behind the name (وصف فلان، الصفقة بأنها)."""
    if subject.name is None:
        return None
    if subject.name[0] > subject.core:
        return subject.name[0]
    after = subject.name[1] + 1
    return after if subject.name[0] in view.people and is_comma(view, after - 1) and after < subject.last else None


def _thing_behind(view: View, subject: Subject) -> int | None:
    """The last word of the phrase where it is a thing and the phrase one who speaks (وصفت المنظمة القرار بأنه)."""
    last, grammar = subject.last - 1, view.grammar
    word = view.tokens[last].fold
    owned = word.endswith(("ه", "ها", "هم")) and not view.tokens[last].text.endswith("ة") and last not in view.owner
    thing = (word.startswith("ال") and grammar.head_class(word) == "thing") or owned
    return last if thing and last > subject.head and speaks(view, subject) else None


def _recognised(view: View, at: int) -> bool:
    """True for what is recognised, not admitted (اعترفت بدولة، باستقلال الإقليم), and for بالإجماع."""
    word = view.tokens[at].fold
    kinds = [view.entities[i].kind for i in view.owner.get(at, ())]
    return word in view.grammar.words["recognised"] or (word[:1] == "ب" and "state" in kinds)


def _loose_object(view: View, cue: Cue, subject: Subject | None, at: int, stop: int) -> Complement | None:
    """The object that holds a quotation further on (أعلنت نجاح مقاتليها «بقنص جندي»)."""
    late = subject is not None and "object" in cue.verb.takes and not view.grammar.phrases.deed(view.tokens[at])
    found = _late_object(view, cue, subject, at, stop) if late and subject is not None else None
    return found or _object(view, cue, subject, at, stop, False)


def _late_object(view: View, cue: Cue, subject: Subject, at: int, limit: int) -> Complement | None:
    """A verbal noun after a comma or a definite noun, where a long description of the subject stands between."""
    for i in range(at, min(limit, at + MAX_GAP) - 1):
        ends = is_comma(view, i) or view.tokens[i].fold.startswith("ال")
        if ends and (points(view, i + 1) or view.grammar.phrases.deed(view.tokens[i + 1])):
            return Complement(cue, subject, i + 1, i + 1, "object")
    return None


def _addressed(view: View, cue: Cue, subject: Subject) -> bool:
    """True where a feminine verb that takes an addressee is followed by a masculine noun: its subject is left out."""
    if subject.mode != "after" or "target" not in cue.verb.takes or cue.form.gender != "f" or cue.form.number != "s":
        return False
    word = view.tokens[subject.head].text
    if subject.first in view.quotes:
        return False
    known = subject.gender is not None or subject.head in view.owner or subject.name is not None
    return not known and word.startswith("ال") and not word.endswith(("ة", "اء", "ى", "ات", "ا"))


def _asked(view: View, cue: Cue, subject: Subject, limit: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """True where who spoke last in the sentence goes on, and the one noun phrase is whom it asks.

    أدان الرئيس الهجوم ودعا المجتمع الدولي إلى التحرك. Persons and papers would speak themselves, as would whoever has
    spoken before under the same noun.
    """
    form, tokens = cue.form, view.tokens
    if subject.mode != "after" or not form.cut or "target" not in cue.verb.takes or form.person != 3:
        return False
    first = max(view.first_of(cue.at), cue.at - MAX_ASKED)
    spoken = (c for at in range(first, cue.at) for c in cues.get(at, ()) if c.kind == "finite")
    if not any((c.form.gender, c.form.number, c.form.tense) == (form.gender, form.number, form.tense) for c in spoken):
        return False
    role = view.grammar.head_class(head_word(view, subject))
    named = role in ("person", "document", "media", "source") or any(
        at in view.people for at in range(subject.first, subject.last)
    )
    word = without_article(head_word(view, subject))
    if named or tokens[subject.head].fold.endswith("ون") or _spoke(view, word, cue.at, cues):
        return False
    at = skip(view, subject.resume, limit)
    if at >= limit:
        return False
    return governed(view, at, cue.verb.takes | {"with", "of"}) is not None or view.grammar.phrases.deed(tokens[at])


def _spoke(view: View, word: str, before: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """True where the noun stands beside an earlier verb of saying."""
    near = (at for at in range(max(0, before - MAX_SPOKEN), before) if at in cues)
    return any(without_article(t.fold) == word for at in near for t in view.tokens[max(0, at - 4) : at + 3])


def _phrase_begins(view: View, at: int, limit: int) -> bool:
    """True where a noun phrase begins at `at`: a second one, so that the first was the subject."""
    if at >= limit:
        return False
    token, phrases = view.tokens[at], view.grammar.phrases
    return token.kind == "word" and not phrases.closed(token) and not phrases.prefixed(token) and token.fold[:1] != "و"


def _target_after_comma(view: View, cue: Cue, subject: Subject) -> bool:
    """حذّر «الجيش»، سكان القرى: what follows the comma is another body, not the first one's name."""
    if (
        "target" not in cue.verb.takes
        or subject.mode != "after"
        or subject.name is None
        or subject.name[0] <= subject.core
    ):
        return False
    head, other = view.tokens[subject.head], view.tokens[subject.name[0]]
    if view.grammar.head_class(head.fold) == "person" or subject.name[0] in view.people:
        return False
    return view.grammar.head_class(other.fold) in ("body", "sources")


def _predicate(view: View, cue: Cue, at: int) -> bool:
    """True where what is said of the object follows (بـ، مسؤولية): the one noun phrase before it is no subject."""
    if "blame" in cue.verb.takes:
        return "مسووليه" in view.tokens[at].fold
    return governed_by_b(view, at) or (at in view.quotes and governed_by_b(view, at + 1))


def barred(verb: CueVerb) -> frozenset[str]:
    """The prepositions that the verb governs, so that they are not read as part of its subject."""
    names = {"to": ("الي",), "on": ("علي",), "about": ("عن", "عما"), "with": ("ب",), "of": ("من",), "relay": ("عن",),
             "in": ("في",),
             "from": ("من",), "target": ("الي", "من", "علي", "ب"), "request": (), "blame": ()}  # fmt: skip
    return frozenset(p for take in sorted(verb.takes) for p in names.get(take, ()))


def _object(view: View, cue: Cue, subject: Subject | None, at: int, limit: int, marked: bool) -> Complement | None:
    """A governed preposition, an object or an addressee that begins at token `at`."""
    takes = cue.verb.takes
    if at >= min(limit, len(view.tokens)):
        return None
    if "predicate" in takes and cue.form.object and governed_by_b(view, at):
        bound = view.grammar.phrases.complementiser(view.tokens[at])
        return Complement(cue, subject, at + bound, at, "governed") if at + bound < limit else None
    begins = governed(view, at, takes)
    if begins is not None and begins < len(view.tokens) and cue.verb.act == "admit" and _recognised(view, begins):
        return None
    if begins is not None and begins <= limit:
        first = begins
        if (
            first < len(view.tokens)
            and view.tokens[first].kind == "word"
            and first > at
            and (view.grammar.phrases.complementiser(view.tokens[first]))
        ):
            first += 1
        return Complement(cue, subject, first, at, "governed") if first < len(view.tokens) else None
    if "from" in takes and view.tokens[at].fold in ("من", "منه", "منها", "منهم") and at + 1 < limit:
        return Complement(cue, subject, at, at, "target")
    kind = noun_complement(view, cue, subject, at, limit, marked)
    return Complement(cue, subject, at, at, kind) if kind else None
