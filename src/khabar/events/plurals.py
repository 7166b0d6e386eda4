"""Harm told without a number: قتلى وجرحى, إصابة آخرين; and figures that do not part the dead from the wounded.

An indefinite plural is two at the least: the grammars hold three for the smallest plural, but headlines use it of two,
and the undotted ending of مدنيين is the dual's, too. "37 between dead and wounded" is one dead and one wounded at the
least and 36 of either at the most. Neither is a figure of the text (the guidelines of counts leave both out); both are
what the words commit their writer to, and stand on the deed only where it has no figure of that sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.events.chains import Deed
from khabar.events.doers import tokens_of
from khabar.events.figures import HARM, Harm, figure
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.mentions.counts_words import NounForm, read_noun
from khabar.objects import Count, Token

PLURAL = "events.bare-plural"
UNPARTED = "events.unparted"
COMBINED = "counts.combined"  # the rule of figures of dead and wounded in one, set by the room of mentions
_LEAST = 2
_SOME = "بعض"  # before it a plural is of some only, in spite of its article
_DENIED = 6  # tokens back that a negation is looked for
_NO_NEWS = 12  # and that it denies of news (لم ترد أي أنباء من السكان عن جرحى)
_LED = 3  # tokens from the word that tells the harm to the plural, over times


def with_plurals(stage: Stage, deed: Deed, agents: Sequence[Player], counts: Sequence[Count]) -> list[Count]:
    """The deed's counts, and for each sort of harm without one what plurals and unparted figures say of it.

    Who did it is no victim of it: plurals that name `agents` say nothing.
    """
    found = list(counts)
    if not _violent(deed.main):
        return found
    doing = tokens_of(agents)
    for what in HARM:
        if any(c.what == what for c in counts):
            continue
        unparted = [_parted(c, what) for c in counts if c.rule == COMBINED and c.subset_of is None and c.min > 1]
        plurals = [p for p in _plurals(stage, deed) if p[0] == what and p[2] not in doing]
        found += unparted[:1] or [_open(stage, *p) for p in plurals[:1]]
    return found


def _violent(trigger: Trigger) -> bool:
    return trigger.kind.type == "ASSAULT" or trigger.kind.role == "harm"


def _parted(count: Count, what: Harm) -> Count:
    most = None if count.max is None else count.max - 1
    update = {"what": what, "min": 1, "max": most, "exact": False, "rule": UNPARTED}
    return count.model_copy(update=update)


def _open(stage: Stage, what: Harm, who: str, at: int, start: int) -> Count:
    text = stage.scene.text
    return figure(text, (start, text.tokens[at].end), what, (_LEAST, None), PLURAL, who)


def _plurals(stage: Stage, deed: Deed) -> Iterator[tuple[Harm, str, int, int]]:
    """(harm, who, token, offset where it begins) of indefinite plurals that harm befell, nearest to this deed."""
    tokens = stage.scene.text.tokens
    for clause in stage.clauses:
        told: tuple[int, Harm] | None = None
        for at in range(clause.first, clause.last):
            governed = _governed(stage, tokens[at])
            if governed is not None:
                told = at, governed
            noun = _plural(stage, at)
            if noun is None or _denied(stage, at, clause.first) or not _nearest(stage, deed, at):
                continue
            form, start = noun
            own = form.noun.what if form is not None else None
            if own in HARM:
                if _free(stage, at, clause.first):
                    yield ("killed" if own == "killed" else "injured"), "unspecified", at, start
            elif told is not None and own is None and _led(stage, told[0], at):
                told = at, told[1]
                yield told[1], form.noun.who if form is not None else "unspecified", at, start


def _nearest(stage: Stage, deed: Deed, at: int) -> bool:
    """True where no other deed of violence is told nearer to a token."""
    violent = [t for t in stage.scan.triggers if _violent(t)]
    return min(violent, key=lambda t: (abs(t.first - at), t.first)) in deed.triggers


def _governed(stage: Stage, token: Token) -> Harm | None:
    governors = stage.scene.words.counting.governors
    for _, stem in token.stems:
        what = governors.get(stem)
        if what is not None:
            return "killed" if what == "killed" else "injured" if what == "injured" else None
    return None


def _plural(stage: Stage, at: int) -> tuple[NounForm | None, int] | None:
    """The indefinite plural of people at a token, or آخرون, and where it begins; None where a figure counts it."""
    scene = stage.scene
    token = scene.text.tokens[at]
    if token.kind != "word" or at in scene.counted or at in scene.timed:
        return None
    others = scene.words.lists["others"]
    for cut, stem in token.stems[:2]:
        if stem in others:
            return None, token.start + cut
    read = read_noun(scene.words.counting, token, cut=True)
    if read is None or read[0].shape != "plural" or read[0].noun.kind != "person":
        return None
    if read[1] and scene.text.tokens[at - 1].fold.removeprefix("و") != _SOME:
        return None
    form = read[0]
    kin = form.kin and (form.noun.who == "child" or not form.noun.lone)
    if form.noun.who == "family" or (not kin and (form.kin or _definite(stage, at + 1))):
        return None
    if form.noun.id == "injury" and _hits(stage, at):
        return None
    return read[0], token.start + read[2]


def _definite(stage: Stage, at: int) -> bool:
    """True where what follows makes a plural definite: an article or a name (شهداء القصف، قتلى داعش)."""
    if at >= stage.sentence.last:
        return False
    token = stage.scene.text.tokens[at]
    article = token.kind == "word" and token.fold.startswith("ال") and token.fold not in ("الي", "الان", "الا")
    named = any(p.first == at and p.entity is not None and not p.preposition for p in stage.players)
    return (article and at not in stage.scene.timed) or named


def _hits(stage: Stage, at: int) -> bool:
    """True for إصابات that are hits, not wounded (محققين إصابات مباشرة)."""
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    near = [t for t in tokens[max(stage.sentence.first, at - 2) : min(stage.sentence.last, at + 3)] if t.index != at]
    return any(stem in lists["of-hits"] for t in near for _, stem in t.stems)


def _denied(stage: Stage, at: int, first: int) -> bool:
    tokens = stage.scene.text.tokens
    counting = stage.scene.words.counting.words
    denying = counting["zero-head"] | stage.scene.words.lists["negation"]
    return any(
        tokens[i].fold.removeprefix("و") in denying
        and (i >= at - _DENIED or any(t.fold in counting["unknown"] for t in tokens[i + 1 : i + 4]))
        for i in range(max(first, at - _NO_NEWS), at)
    )


def _free(stage: Stage, at: int, first: int) -> bool:
    """True where a noun of casualties is told, not owned: not عائلات ضحايا, حصيلة شهداء, أسماء قتلى."""
    if at == first:
        return True
    before = stage.scene.text.tokens[at - 1]
    if before.kind != "word":
        return True
    return not any(stem in stage.scene.words.lists["of-victims"] for _, stem in before.stems)


def _led(stage: Stage, told: int, at: int) -> bool:
    """True where a plural stands right after the word that tells the harm, or is joined to such a plural."""
    tokens = stage.scene.text.tokens
    between = [
        i
        for i in range(told + 1, at)
        if i not in stage.scene.timed and tokens[i].kind == "word" and _governed(stage, tokens[i]) is None
    ]
    return at - told <= _LED + len([i for i in range(told + 1, at) if i in stage.scene.timed]) and not between
