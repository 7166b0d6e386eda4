"""Victims told by name, title or kinship, as a figure: مقتل فلان, استشهاد الطفلة فلانة وشقيقها.

A count needs a numeral or grammatical number; one who is named needs neither to be one. The names right after the word
that tells the deed are counted one by one, with the figures and kin joined to them, until the words go on to something
else. Where the deed has a figure of its own that the names do not lead up to, they are its parts and are not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.arguments import Parts
from khabar.events.chains import Deed
from khabar.events.figures import Harm, figure
from khabar.events.plurals import with_plurals
from khabar.events.pronouns import with_pronouns
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.mentions.counts_words import NounForm, drives, read_noun
from khabar.objects import Count, CountWhat

NAMED = "events.named-victims"
_QUOTES = '"”“»«'
_OPENERS = _QUOTES + "(:-–"
_OWN = ("ه", "ها", "هم", "هما")
_NAME = 6  # words of a name after a title
_ASIDE = 14  # tokens of age and description that may stand between two names
_THAT = frozenset({"ان", "بان", "وان", "لكن", "ولكن", "حيث"})
MURDER = "assassinate"
_TRIED = 3  # tokens from an attempt to the murder (حاول مسلحون اغتيال فلان)
_LED = 4  # tokens between the word that tells the deed and the first name


@dataclass(frozen=True, slots=True)
class Roll:
    """Those told one by one: tokens `first` to `last` (exclusive), how many by name, and the figures joined to them.

    `figures` are indexes into the report's counts; `whos` says who each of the named is; `players` are those of them
    whom the report's entities name.
    """

    first: int
    last: int
    named: int
    figures: tuple[int, ...]
    whos: tuple[str, ...]
    players: tuple[Player, ...] = ()


@dataclass(frozen=True, slots=True)
class _Victim:
    last: int
    named: int = 0
    figure: int | None = None
    who: str = "unspecified"
    player: Player | None = None


def harmed(stage: Stage, deed: Deed, parts: Parts, counts: tuple[Count, ...], done: bool) -> list[Count]:
    """The deed's figures, those of victims told by name and, of one that is `done`, by plurals and pronouns."""
    found = list(counts)
    for trigger in deed.triggers:
        told = harm_of(stage, trigger)
        if told is not None and not any(c.what == told and c.rule == NAMED for c in found):
            agents = () if trigger.kind.intransitive else parts.agents  # who fell did nothing
            found = _with_named(stage, trigger, told, agents, found)
        died = _who_died(stage, trigger) if done and told == "killed" else None
        if died is not None and told is not None and not any(c.what == told for c in found):
            found.append(figure(stage.scene.text, died, told, (1, 1), NAMED))
    text = stage.scene.text
    for what, players in (*_named(parts), *((what, (player,)) for what, player in parts.single)):
        several = len(players) == 1 and (_several(stage, deed, what) or _who(stage, players) == "family")
        if players and not several and not any(c.what == what and c.subset_of is None for c in found):
            span = text.words(players[0].first, players[-1].last)
            number = len(players)
            found.append(figure(text, (span.start, span.end), what, (number, number), NAMED, _who(stage, players)))
    return with_pronouns(stage, deed, with_plurals(stage, deed, parts.agents, found)) if done else found


def _several(stage: Stage, deed: Deed, what: Harm) -> bool:
    """True where the form of the verb tells of more than the one named (استشهدوا, اللذين ارتقيا)."""
    verbs = [t for t in deed.triggers if t.form == "verb" and harm_of(stage, t) == what]
    forms = [[f for f in stage.scene.forms(t.first) if f.person == 3] for t in verbs]
    return bool(forms) and all(found and all(f.number != "s" for f in found) for found in forms)


def _named(parts: Parts) -> tuple[tuple[Harm, tuple[Player, ...]], ...]:
    return ("killed", parts.killed), ("injured", tuple(p for p in parts.injured if p not in parts.killed))


def _who(stage: Stage, players: Sequence[Player]) -> str:
    """Who someone is by the noun that names him."""
    return _who_at(stage, players[0].first) if len(players) == 1 else "unspecified"


def _who_at(stage: Stage, at: int) -> str:
    tokens, counting = stage.scene.text.tokens, stage.scene.words.counting
    noun = read_noun(counting, tokens[at], cut=True)
    return noun[0].noun.who if noun is not None and not drives(counting, tokens[at : at + 2]) else "unspecified"


def _who_died(stage: Stage, trigger: Trigger) -> tuple[int, int] | None:
    """The one told right before a verb of dying, as offsets: إن الشاب فارق الحياة, سامي قتل أثناء; ثم مات متأثرا.

    What is said to die of wounds in the singular is one, whether its subject stands before it or is unsaid.
    """
    tokens = stage.scene.text.tokens
    if trigger.form not in ("verb", "phrase") or not _singular(stage, trigger):
        return None
    dying = trigger.form == "phrase" and trigger.kind.id == "death"
    last = trigger.first
    while last > stage.sentence.first and last - 1 in stage.scene.timed:
        last -= 1
    first = _subject(stage, last)
    if first is None:
        return (trigger.start, trigger.end) if dying else None
    opens = first == stage.sentence.first or tokens[first - 1].kind == "punct" or tokens[first - 1].fold in _THAT
    if dying or (opens and (trigger.kind.intransitive or _no_object(stage, trigger.last))):
        return tokens[first].start, tokens[last - 1].end
    return None


def _singular(stage: Stage, trigger: Trigger) -> bool:
    forms = [f for f in stage.scene.forms(trigger.first) if f.person == 3]
    word = stage.scene.text.tokens[trigger.first].fold
    return any(f.number == "s" for f in forms) or (not forms and not word.endswith("ا"))


def _subject(stage: Stage, last: int) -> int | None:
    """Where the one person begins who is told right before a token: a name, or a definite noun (الشاب)."""
    player = next((p for p in stage.players if p.last == last and p.sort == "person" and not p.preposition), None)
    if player is not None:
        return player.first
    if last <= stage.sentence.first:
        return None
    noun = read_noun(stage.scene.words.counting, stage.scene.text.tokens[last - 1])
    one = noun is not None and noun[1] and noun[0].shape == "singular" and noun[0].noun.kind == "person"
    return last - 1 if one and noun is not None and _alone(noun[0]) else None


def _no_object(stage: Stage, at: int) -> bool:
    """True before a preposition or a mark, as after a passive; سامي قتل شقيقه has an object."""
    if at >= stage.sentence.last:
        return True
    token = stage.scene.text.tokens[at]
    return token.kind == "punct" or at in stage.scene.timed or token.fold in stage.scene.words.lists["preposition"]


def _with_named(
    stage: Stage, trigger: Trigger, what: Harm, agents: Sequence[Player], counts: Sequence[Count]
) -> list[Count]:
    """The deed's counts, and the figure of those that the trigger tells by name, where there are any.

    They stand after the trigger, or after its subject (قتل رجل زوجته).
    """
    roll = read_roll(stage, behind(trigger, agents))
    if roll is None or not stage.done(trigger):
        return list(counts)
    scene = stage.scene
    joined = {stage.counts[i].start for i in roll.figures}
    if any(c.what == what and c.subset_of is None and c.start not in joined and c.min for c in counts):
        return list(counts)
    figures = [c for c in counts if c.start in joined and c.what in (what, "other")]
    span = scene.text.words(roll.first, roll.last)
    low = roll.named + sum(c.min for c in figures)
    high = None if any(c.max is None for c in figures) else roll.named + sum(c.max or 0 for c in figures)
    who = roll.whos[0] if len(set(roll.whos)) == 1 else "unspecified"
    exact = all(c.exact for c in figures)
    whole = figure(scene.text, (span.start, span.end), what, (low, high), NAMED, who, exact)
    parts = {c.start: c.model_copy(update={"what": what, "subset_of": len(counts)}) for c in figures}
    return [*(parts.get(c.start, c) for c in counts), whole]


def behind(trigger: Trigger, agents: Sequence[Player]) -> int:
    """The token at which those may begin whom a trigger harmed: behind it, or behind its subject."""
    return max([trigger.last, *(p.last for p in agents if p.first == trigger.last)])


def read_roll(stage: Stage, at: int) -> Roll | None:
    """The victims told from a token on, the first of them by name, title or kinship; None where it is another thing."""
    start, at = at, _led(stage, at)
    each = any(stage.scene.text.tokens[i].fold in stage.scene.words.lists["each"] for i in range(start, at))
    victim = _victim(stage, at, joined=False) or (_two_names(stage, at) if each else None)
    if victim is None or not victim.named:
        return None
    found = [victim]
    while (following := _next(stage, found[-1].last, each)) is not None:
        victim = _victim(stage, following, joined=True) or (_two_names(stage, following) if each else None)
        if victim is None:
            break
        found.append(victim)
    figures = tuple(v.figure for v in found if v.figure is not None)
    players = tuple(v.player for v in found if v.player is not None)
    whos = tuple(v.who for v in found if v.named)
    return Roll(at, found[-1].last, sum(v.named for v in found), figures, whos, players)


def _led(stage: Stage, at: int) -> int:
    """Past the times, adverbs and marks between the word that tells a deed and whom it befell; past كل من."""
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    limit = stage.sentence.last
    near = at + _LED
    while at < limit and (
        at in stage.scene.timed
        or (at < near and (tokens[at].fold in lists["adverb"] or tokens[at].text in _OPENERS))
        or tokens[at].fold in lists["each"]
    ):
        each = tokens[at].fold in lists["each"]
        at += 2 if each and at + 1 < limit and tokens[at + 1].fold == "من" else 1
    return at


def _victim(stage: Stage, at: int, joined: bool) -> _Victim | None:
    """One victim, or one figure of them, that begins at a token; `joined` where others stand before it."""
    scene, limit = stage.scene, stage.sentence.last
    if at >= limit or scene.text.tokens[at].kind == "punct":
        return None
    index = scene.counted.get(at)
    if index is not None:
        return _Victim(scene.token_at(stage.counts[index].end), figure=index) if joined else None
    player = next((p for p in stage.players if p.first == at and p.sort == "person"), None)
    noun = read_noun(scene.words.counting, scene.text.tokens[at], joined)
    if noun is not None and noun[0].shape == "singular" and noun[0].noun.kind == "person":
        told = noun[0].kin or noun[1] or player is not None or _owned(stage, at)
        if not told or not _alone(noun[0]):
            return None
        last = _name(stage, at + 1)
        return _Victim(last, 1, who=_who_at(stage, at), player=_called(stage, at, last, noun[1] or noun[0].kin))
    if player is not None and not player.preposition:
        return _Victim(_name(stage, player.last), 1, player=player)
    if _is_named(stage, at, joined):
        return _Victim(_name(stage, at + 1), 1)
    return None


def _called(stage: Stage, first: int, last: int, known: bool) -> Player | None:
    """Whom the words from `first` on name, where their noun is `known` by its article or pronoun (الطفل سامر).

    Without either it may be the owner who is named.
    """
    named = (p for p in stage.players if first <= p.first < last and p.sort == "person" and p.entity is not None)
    return next(named, None) if known else None


def _two_names(stage: Stage, at: int) -> _Victim | None:
    """A first name that no list knows before a name, where كل من awaits names."""
    tokens = stage.scene.text.tokens
    if at + 1 >= stage.sentence.last or tokens[at].kind != "word" or tokens[at + 1].kind != "word":
        return None
    told = at in stage.scene.timed or at in stage.scene.counted or any(t.first == at for t in stage.scan.triggers)
    return (
        _Victim(_name(stage, at + 1), 1) if stage.scene.words.names.is_name(tokens[at + 1].fold) and not told else None
    )


def _alone(form: NounForm) -> bool:
    """False for nouns that count a body of people (العائلة) or tell what befell one (إصابة حفيدها)."""
    return form.noun.who != "family" and (form.noun.lone or form.noun.what is None)


def _owned(stage: Stage, at: int) -> bool:
    """True for the first term of an iḍāfa that names one man (ابن عمه, زوجة المختار)."""
    tokens = stage.scene.text.tokens
    if at + 1 >= stage.sentence.last:
        return False
    following = read_noun(stage.scene.words.counting, tokens[at + 1])
    if following is None and tokens[at + 1].text.endswith(_OWN):
        noun = read_noun(stage.scene.words.counting, tokens[at], cut=True)
        return noun is not None and not noun[0].noun.lone  # ابن عمه
    return following is not None and (following[1] or following[0].kin) and following[0].shape == "singular"


def _is_named(stage: Stage, at: int, joined: bool) -> bool:
    """True for a known first name, or an unknown word in quotation marks, where a victim is awaited."""
    token = stage.scene.text.tokens[at]
    names = stage.scene.words.names
    words = [token.fold] + ([token.fold[1:]] if joined and token.fold[:1] == "و" else [])
    following = stage.scene.text.tokens[at + 1] if at + 1 < stage.sentence.last else None
    full = following is not None and following.kind == "word" and names.is_name(following.fold)
    quoted = at > 0 and stage.scene.text.tokens[at - 1].text in _QUOTES
    if quoted and not joined:
        common = token.fold in names.common or token.fold in stage.scene.words.participants
        return not common and not any(p.first == at for p in stage.players)
    known = any(names.is_given(w) or names.is_connector(w) for w in words)
    return known and (full or quoted) and not names.is_particle(token)


def _name(stage: Stage, at: int) -> int:
    """Past the words of a name."""
    scene, tokens = stage.scene, stage.scene.text.tokens
    last = at
    for here in range(at, min(at + _NAME + 2, stage.sentence.last)):
        token = tokens[here]
        if token.kind == "punct" and token.text in _QUOTES + "#":
            continue
        if token.kind != "word" or here in scene.timed or here in scene.counted or here - last > 1:
            break
        if _ends_name(stage, here):
            break
        last = here + 1
    while last < stage.sentence.last and tokens[last].text in _QUOTES:
        last += 1
    return last


def _ends_name(stage: Stage, at: int) -> bool:
    token = stage.scene.text.tokens[at]
    lists, names = stage.scene.words.lists, stage.scene.words.names
    if token.text == "علي":
        return False  # folded, the name is the preposition على
    if names.is_particle(token) or token.fold in lists["preposition"]:
        return True
    if token.fold[:1] == "و" and not names.is_name(token.fold):
        return True
    return any(t.first == at for t in stage.scan.triggers) or any(m.first == at for m in stage.scan.marks)


def _next(stage: Stage, at: int, each: bool) -> int | None:
    """Where the next one of the roll may begin: after و, a comma or مع, over ages and asides in brackets; else None.

    After كل من (`each`) a dash parts names, too, and those that no list knows are names.
    """
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    limit = min(stage.sentence.last, at + _ASIDE)
    depth = 0
    while at < limit:
        token = tokens[at]
        depth += (token.text in "([") - (token.text in ")]") if token.kind == "punct" else 0
        if token.kind == "word" and depth <= 0:
            if token.fold in lists["together"]:
                return at + 2 if at + 1 < limit and tokens[at + 1].fold in ("الي", "من", "ل") else at + 1
            if token.fold == "و":
                return at + 1
            if token.fold[:1] == "و" and (_victim(stage, at, joined=True) or (each and _two_names(stage, at))):
                return at
            if at and tokens[at - 1].text in "،," and _listed(stage, at):
                return at
            if at and each and tokens[at - 1].text in "،,-–" and _two_names(stage, at):
                return at
            if not _is_aside(stage, at):
                return None
        elif token.text in "؛.!؟?…" or (token.kind == "punct" and token.text == ":"):
            return None
        at += 1
    return None


def _listed(stage: Stage, at: int) -> bool:
    """True for a person's mention or title after a comma."""
    return any(p.first == at and p.sort == "person" and not p.preposition for p in stage.players)


def _is_aside(stage: Stage, at: int) -> bool:
    """True for words of age, and what describes one who was named (البالغ من العمر, قائد شرطة المدينة)."""
    token = stage.scene.text.tokens[at]
    if at in stage.scene.timed or token.fold in stage.scene.words.lists["age"]:
        return True
    if any(p.first <= at < p.last and p.sort in ("place", "group") for p in stage.players):
        return True
    where = token.fold in stage.scene.words.lists["beside"] or token.fold in stage.scene.words.participants
    return where or read_noun(stage.scene.words.counting, token) is not None


def harm_of(stage: Stage, trigger: Trigger) -> Harm | None:
    """Whether a trigger tells of dead or of wounded, by what its kind is counted in first.

    Who is assassinated is dead, unless it was tried only (محاولة اغتيال).
    """
    first: tuple[CountWhat | str, ...] = trigger.kind.counts[:1]
    if trigger.kind.weak:
        return None
    if trigger.kind.mode == MURDER:
        before = stage.scene.text.tokens[max(stage.sentence.first, trigger.first - _TRIED) : trigger.first]
        tried = stage.scene.words.counting.words["attempt"]
        return None if any(stem in tried for token in before for _, stem in token.stems) else "killed"
    return "killed" if first == ("killed",) else "injured" if first == ("injured",) else None
