"""Statements before their speakers are entities: cue, extent, and the phrases that name who says it."""

from __future__ import annotations

from dataclasses import replace

from khabar.objects import Act
from khabar.statements.complements import Complement, complement_of
from khabar.statements.content import Extent, extent_from, extent_of
from khabar.statements.cues import Cue, verb_cues
from khabar.statements.draft import Draft
from khabar.statements.hanging import bound
from khabar.statements.headings import heading_drafts
from khabar.statements.headlines import headline_drafts
from khabar.statements.markers import region_end
from khabar.statements.quoted import quotation_of
from khabar.statements.regions import is_comma, phrase
from khabar.statements.relays import (
    Relayed,
    banner_of,
    mouthpiece,
    opens_after_subject,
    outlets,
    paper_of,
    relay_of,
    told_outlet,
    venue_of,
)
from khabar.statements.scopes import with_sources
from khabar.statements.sources import Source, find_sources
from khabar.statements.speakers import subject_of
from khabar.statements.subject import Subject, make_subject, own_noun
from khabar.statements.view import View
from khabar.text.verbs import VerbForm

MAX_BETWEEN = 18


def draft_statements(view: View) -> list[Draft]:
    """All statements of a report in the order of their cues."""
    possible = verb_cues(view)
    sources = find_sources(view)
    inside = {at for s in sources.values() if view.tokens[s.at].fold != "كما" for at in range(s.at + 1, s.last)}
    relayed: dict[int, Relayed] = {}
    valid: dict[int, tuple[Cue, ...]] = {}
    complements: dict[int, Complement] = {}
    for at, cues in possible.items():
        for cue in cues if at not in inside else ():
            complement = _complement(view, cue, possible, relayed)
            if complement is not None:
                complements[at], valid[at] = complement, (cue,)
                break
    _say_participles(view, possible, complements, valid)
    _nearest(view, complements, valid)
    breaks = _breaks(view, sources, complements)
    drafts = []
    for at, complement in complements.items():
        draft = _verb_draft(view, complement, relayed.get(at), valid, breaks)
        if draft is not None:
            drafts.append(draft)
    drafts += headline_drafts(view, valid, breaks)
    drafts += [_idiom_draft(view, at, last, extent) for at, last, extent in _idioms(view, valid, breaks)]
    drafts += heading_drafts(view, valid)
    drafts.sort(key=lambda d: d.at)
    _point_back(drafts)
    drafts = with_sources(view, drafts, sources, valid, breaks)
    drafts = [d for d in drafts if d.extent.first < d.extent.last and not d.extent.first <= d.at < d.extent.last]
    drafts.sort(key=lambda d: (d.at, d.start))
    _nest(view, drafts)
    return drafts


def _say_participles(
    view: View,
    possible: dict[int, tuple[Cue, ...]],
    complements: dict[int, Complement],
    valid: dict[int, tuple[Cue, ...]],
) -> None:
    """وأضافت اللجنة قائلة «...»: the finite verb is the cue, قائلة only hands it its content."""
    for at in [at for at in valid if valid[at][0].verb.act == "assert" and valid[at][0].kind == "participle"]:
        first = max(view.first_of(at), at - (MAX_BETWEEN if valid[at][0].verb.id == "say" else 3))
        before = next((i for i in range(at - 1, first - 1, -1) if i in possible), None)
        if before is None or before in valid:
            continue
        cue = possible[before][0]
        if before and view.grammar.phrases.is_a(view.tokens[before - 1], "relative"):
            continue  # ممتن للأعضاء الذين أقروا المهلة، قائلا: not they
        if cue.kind != "finite" or not {"clause", "question"} & cue.verb.takes:
            continue
        given = complements.pop(at)
        del valid[at]
        subject = subject_of(view, before, cue.form, at, frozenset())
        if subject is not None and (own_noun(view, subject.first, cue.form) or _circumstance(view, subject)):
            subject = None  # وتابع حديثه قائلا، وتساءلت مستنكرة قائلة
        complements[before] = Complement(cue, subject, given.first, given.marker, given.kind)
        valid[before] = (cue,)


def _circumstance(view: View, subject: Subject) -> bool:
    """True for a participle without article behind the verb: how it is said, not who says it."""
    token = view.tokens[subject.head]
    if subject.head in view.owner or token.fold.startswith("ال") or view.grammar.head_class(token.fold) is not None:
        return False
    return any(r.tense == "participle" for r in view.grammar.verbs.readings(token))


def _nearest(view: View, complements: dict[int, Complement], valid: dict[int, tuple[Cue, ...]]) -> None:
    """Two cues that reach for the same words: the nearer one has them, unless it describes the other's subject."""
    taken: dict[int, int] = {}
    for at in sorted(complements, reverse=True):
        complement = complements[at]
        if complement.kind == "antecedent":
            continue
        nearer = taken.get(complement.first)
        if nearer is None:
            taken[complement.first] = at
        elif _describes(view, complement, nearer):
            del complements[nearer], valid[nearer]
            taken[complement.first] = at
        else:
            del complements[at], valid[at]


def _describes(view: View, complement: Complement, nearer: int) -> bool:
    """True where the verb at `nearer` stands in a relative clause on the subject (شهود تحدثوا، الشاب الذي يبلغ)."""
    subject = complement.subject
    if subject is None or subject.mode != "after":
        return False
    between = view.tokens[subject.last : nearer]
    return not between or (len(between) < 4 and any(view.grammar.phrases.is_a(t, "relative") for t in between[-2:]))


def _complement(
    view: View, cue: Cue, possible: dict[int, tuple[Cue, ...]], relayed: dict[int, Relayed]
) -> Complement | None:
    takes = cue.verb.takes
    stop = region_end(view, cue, possible)
    if "relay" in takes or "ascribe" in takes:
        if cue.kind != "finite":
            return None
        found = relay_of(view, cue, stop)
        if found:
            relayed[cue.at] = found
            return found.complement
        return complement_of(view, cue, possible) if opens_after_subject(view, cue, stop) else None
    if "paper" in takes:
        return paper_of(view, cue, stop) if cue.kind == "finite" else None
    if cue.form.voice == "passive" or cue.verb.id == "write":
        banner = banner_of(view, cue, stop)
        if banner or cue.form.voice == "passive":
            return banner
    return complement_of(view, cue, possible)


def _breaks(view: View, sources: dict[int, Source], complements: dict[int, Complement]) -> frozenset[int]:
    """Tokens at which a source phrase ends what stands before it."""
    found = set()
    for at, source in sources.items():
        after = source.last
        inside = (
            source.echo
            and after < view.last_of(at)
            and is_comma(view, after)
            and not (after + 1 in complements or after + 1 in sources)
        )
        if not inside:
            found.add(at)
    for at in range(len(view.tokens) - 1):
        token = view.tokens[at]
        if view.quoted[at] < 0 and _idiom_end(view, at) is not None:
            found.add(at)
        if token.fold == "علي" and view.tokens[at + 1].fold == "لسان" and view.quoted[at] < 0:
            found.add(at)
    return frozenset(found)


def _verb_draft(
    view: View,
    complement: Complement,
    relayed: Relayed | None,
    valid: dict[int, tuple[Cue, ...]],
    breaks: frozenset[int],
) -> Draft | None:
    cue = complement.cue
    if complement.kind == "antecedent":
        extent = _antecedent(view, cue)
    elif complement.kind == "banner":
        extent = _banner_extent(view, complement.first)
    else:
        extent = extent_of(view, complement, valid, breaks)
    if extent is None:
        return None
    end = view.tokens[cue.last - 1].end
    act: Act = "express" if complement.kind == "banner" else cue.verb.act
    draft = Draft(
        cue.at, cue.start, end, act, f"statements.{cue.kind}.{cue.verb.id}", extent, complement.subject, cue.form
    )
    _take_stance(view, draft, cue)
    _issued_by_pronoun(view, draft)
    draft.participle = cue.kind == "participle"
    draft.antecedent = complement.kind == "antecedent"
    draft.bound = cue.kind == "finite" and "deed" not in cue.verb.takes and bound(view, cue.at, cue.form)
    draft.relays = list(relayed.relays) if relayed else []
    telling = draft.subject is not None and "told" in cue.verb.takes
    told = told_outlet(view, draft.subject, complement.marker) if telling and draft.subject else None
    if told is not None:
        draft.subject, outlet = told
        draft.relays += [outlet] if outlet else []
    if relayed and relayed.pronoun:
        draft.form = VerbForm("", "past", "active", 3, relayed.pronoun, "s")
    _surroundings(view, draft, complement, relayed is not None)
    return draft


def _take_stance(view: View, draft: Draft, cue: Cue) -> None:
    """جدد رفضه تمديد العقد refuses; أعلن مسؤوليته عن الهجوم claims it."""
    first = draft.extent.first
    word = view.tokens[first].fold
    if cue.verb.act == "announce" and word.startswith(("مسووليته", "مسووليتها", "مسووليتهم")):
        draft.act = "claim_responsibility"
    act = view.grammar.stance(word) if cue.verb.id in ("reiterate", "renew") else None
    if act is not None and first + 1 < draft.extent.last:
        draft.act = act
        after = first + 1 + (view.tokens[first + 1].fold in ("علي", "الي", "من", "عن", "ان"))
        draft.extent = replace(draft.extent, first=min(after, draft.extent.last - 1))


def _issued_by_pronoun(view: View, draft: Draft) -> None:
    """وقال بيان صادر عنها: the paper's issuer is whoever spoke or acted before, of the pronoun's gender.

    So is who is only called سموه or معاليه.
    """
    paper = draft.subject
    if paper is None or paper.mode != "after" or paper.last >= len(view.tokens):
        return
    if paper.core == paper.first + 1 and view.tokens[paper.first].fold in view.grammar.words["honorific"]:
        draft.subject = None
        return
    gender = {"عنه": "m", "عنها": "f"}.get(view.tokens[paper.last].fold)
    if gender and view.grammar.head_class(view.tokens[paper.head].fold) == "document":
        draft.subject, draft.form = None, VerbForm("", "past", "active", 3, gender, "s")


def _surroundings(view: View, draft: Draft, complement: Complement, relayed: bool) -> None:
    """Venue, outlets spoken to and mouthpieces between the beginning of the clause and the content."""
    cue = complement.cue
    first = cue.last if draft.participle else _clause_first(view, cue.at)
    last = complement.marker
    draft.region = (first, max(last, cue.last))
    draft.venue = venue_of(view, first, last)
    mouth = mouthpiece(view, first, last)
    if mouth is None and draft.extent.last < len(view.tokens):
        at = draft.extent.last + (1 if is_comma(view, draft.extent.last) else 0)
        mouth = mouthpiece(view, at, at + 3)
    if mouth:
        person = mouth[1]
        if draft.subject is None or (draft.subject.first, draft.subject.last) != (person.first, person.last):
            draft.relays.append(person)
    quoted = _quoting(view, cue.last, last)
    if quoted is not None and draft.subject is not None and not relayed:
        draft.relays.append(draft.subject)
        draft.subject = quoted
    if relayed and draft.subject is not None:
        draft.relays += outlets(view, draft.subject.last, complement.first)
    if not relayed:
        subject = draft.subject
        if subject is not None and subject.mode == "after" and first <= subject.first < last:
            draft.relays += outlets(view, first, subject.first)
            first = subject.last
        draft.relays += outlets(view, first, last)


def _quoting(view: View, first: int, last: int) -> Subject | None:
    """The source of نقلا عن between a verb and its content."""
    for at in range(first, min(last, len(view.tokens)) - 2):
        if view.tokens[at].fold == "نقلا" and view.tokens[at + 1].fold == "عن":
            found = phrase(view, at + 2, last)
            return make_subject(view, found, "after", found.last) if found else None
    return None


def _clause_first(view: View, at: int) -> int:
    """Where the clause of the verb at `at` begins: the sentence, or the last break before it."""
    first = view.first_of(at)
    for i in range(at - 1, first - 1, -1):
        token = view.tokens[i]
        if view.grammar.phrases.complementiser(token) or token.text in "؛:" or view.quoted[i] >= 0:
            return i + 1
    return first


def _antecedent(view: View, cue: Cue) -> Extent | None:
    """What وهو ما أكده points to: the clause before in its sentence, else the sentence before."""
    first = view.first_of(cue.at)
    last = cue.at - 2
    while last > first and (is_comma(view, last - 1) or view.tokens[last - 1].fold in ("و",)):
        last -= 1
    if last - first < 3:
        index = view.sentence[cue.at] - 1
        if index < 0:
            return None
        before = view.text.sentences[index]
        first, last = before.first, before.last
        while last > first and view.tokens[last - 1].kind == "punct" and view.quoted[last - 1] < 0:
            last -= 1
    return Extent(first, last, quotation_of(view, first, last)) if last > first else None


def _point_back(drafts: list[Draft]) -> None:
    """What وهو ما أكده confirms is what was said before, without who said it."""
    for index, draft in enumerate(drafts):
        if draft.antecedent:
            for earlier in reversed(drafts[:index]):
                if draft.extent.first <= earlier.at < draft.extent.last and not earlier.participle:
                    draft.extent = earlier.extent
                    break


def _banner_extent(view: View, first: int) -> Extent | None:
    """All the quotations of a banner, from the first to the last that follows it."""
    quote = view.quotes.get(first)
    if quote is None:
        return None
    last = quote
    at = quote.last
    while at < view.last_of(first):
        if at in view.quotes:
            last = view.quotes[at]
            at = last.last
        elif view.tokens[at].fold in ("و", "او") or is_comma(view, at):
            at += 1
        else:
            break
    return Extent(first + 1, last.inner, "direct")


def _idiom_end(view: View, at: int) -> int | None:
    """The token after a set phrase that attributes (على اعتبار أن), or None."""
    for words in view.grammar.idioms.get(view.tokens[at].fold, ()):
        last = at + len(words)
        if (
            last < len(view.tokens)
            and all(view.tokens[at + i].fold == w for i, w in enumerate(words[:-1]))
            and (view.grammar.phrases.complementiser(view.tokens[last - 1]))
        ):
            return last
    return None


def _idioms(view: View, valid: dict[int, tuple[Cue, ...]], breaks: frozenset[int]) -> list[tuple[int, int, Extent]]:
    found = []
    for at in sorted(breaks):
        last = _idiom_end(view, at)
        if last is not None:
            extent = extent_from(view, last, False, False, valid, breaks)
            if extent is not None:
                found.append((at, last, extent))
    return found


def _idiom_draft(view: View, at: int, last: int, extent: Extent) -> Draft:
    """The reason a speaker gives for a stand, in the speaker's own words."""
    form = VerbForm("", "participle", "active", 0, "", "s")
    span = view.tokens[at].start, view.tokens[last - 2].end
    return Draft(at, *span, "express", "statements.idiom", extent, None, form)


def _nest(view: View, drafts: list[Draft]) -> None:
    """Find for every draft the innermost one whose content holds its cue, and keep its content inside that."""
    for index, draft in enumerate(drafts):
        best: int | None = None
        for other in range(max(0, index - 40), min(len(drafts), index + 40)):
            outer = drafts[other]
            if other == index or outer.antecedent or not outer.extent.first <= draft.at < outer.extent.last:
                continue
            if draft.extent.first <= outer.at < draft.extent.last and other > index:
                continue
            if (
                best is None
                or outer.extent.last - outer.extent.first < drafts[best].extent.last - drafts[best].extent.first
            ):
                best = other
        draft.parent = best
        if best is None:
            continue
        inside, outside = draft.extent, drafts[best].extent
        if inside.first >= outside.last:
            draft.parent = None
        elif inside.first >= outside.first and inside.last > outside.last:
            draft.extent = replace(inside, last=outside.last)
