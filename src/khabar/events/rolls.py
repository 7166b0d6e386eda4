"""Rolls of victims: names under الشهداء:, one a line or numbered, and lines that begin with الشهيد.

Posts and communiqués give the dead as a list and no figure. A list names those who are known so far, and pages cut it
short: its length is the least that it says, and the figure is open above. It goes to the deed of violence told last
before the list, or first after it, unless that deed has a figure of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khabar.events.figures import Harm, figure
from khabar.events.plurals import PLURAL
from khabar.events.tallies import reindexed
from khabar.events.vocabulary import Vocabulary
from khabar.mentions.counts_words import read_noun
from khabar.objects import Entity, Event, Sentence, Text, Token

ROLL = "events.roll"
_VICTIM = "victim"  # الضحية فلان may live: he may be dead, hurt or robbed
_LINE = 12  # words of a line that is one name
_HEAD = 5  # words of a heading that has no colon
_NUMBERED = "-_.)–ـ:"


@dataclass(frozen=True, slots=True)
class Roll:
    """`number` names from token `first` to `last` (exclusive), of dead or of wounded."""

    what: Harm
    number: int
    first: int
    last: int


def find_rolls(text: Text, words: Vocabulary) -> tuple[Roll, ...]:
    """The rolls of a text, in order. Linear in its tokens."""
    found: list[Roll] = []
    heading: Harm | None = None
    lines: list[tuple[Sentence, Harm | None, bool]] = []
    for sentence in text.sentences:
        if _start(text, sentence) >= sentence.last:
            continue  # a number or bullet alone
        titled = _title(text, sentence, words)
        several = _titles(text, sentence, words) if titled is not None else 0
        if several > 1 and titled is not None:
            found += [*_closed(lines), Roll(titled, several, sentence.first, sentence.last)]
            lines = []
            continue
        if (heading is not None or titled is not None) and _is_name(text, sentence, words):
            lines.append((sentence, titled or heading, titled is not None))
            continue
        found += _closed(lines)
        lines = []
        heading = _heading(text, sentence, words)
        found += _numbered(text, sentence, words, heading) or _aged(text, sentence, words)
    return (*found, *_closed(lines))


def _closed(lines: Sequence[tuple[Sentence, Harm | None, bool]]) -> list[Roll]:
    """The roll of consecutive lines; one line alone is one only where a title begins it."""
    what = next((w for _, w, _ in lines if w is not None), None)
    if what is None or (len(lines) == 1 and not lines[0][2]):
        return []
    return [Roll(what, len(lines), lines[0][0].first, lines[-1][0].last)]


def _harms(text: Text, first: int, last: int, words: Vocabulary, plural: bool = True) -> set[Harm]:
    """Which casualties the nouns of a stretch name."""
    found: set[Harm] = set()
    for token in text.tokens[first:last]:
        read = read_noun(words.counting, token, cut=True)
        if read is None or read[0].noun.what not in ("killed", "injured"):
            continue
        if (read[0].shape == "plural") == plural:
            found.add("killed" if read[0].noun.what == "killed" else "injured")
    return found


def _heading(text: Text, sentence: Sentence, words: Vocabulary) -> Harm | None:
    """Dead or wounded where a sentence heads a list of them: it ends in a colon, is short, or speaks of names."""
    tokens = text.tokens[sentence.first : sentence.last]
    harms = _harms(text, sentence.first, sentence.last, words)
    spoken = [t for t in tokens if t.kind == "word"]
    if len(spoken) > 1 and spoken[-1].fold == "من" and spoken[-2].fold in words.lists["each"]:
        return _governed(spoken, words)
    if len(harms) != 1 or not spoken:
        return None
    colon = tokens[-1].text == ":" or (len(tokens) > 1 and tokens[-2].text == ":")
    naming = any(stem in words.lists["names-of"] for t in spoken for _, stem in t.stems)
    return next(iter(harms)) if colon or naming or len(spoken) <= _HEAD else None


def _governed(spoken: Sequence[Token], words: Vocabulary) -> Harm | None:
    """What befell those who follow أدى لاستشهاد كل من."""
    for token in reversed(spoken):
        for _, stem in token.stems:
            what = words.counting.governors.get(stem)
            if what in ("killed", "injured"):
                return "killed" if what == "killed" else "injured"
    return None


def _title(text: Text, sentence: Sentence, words: Vocabulary) -> Harm | None:
    """Dead or wounded where a line begins with the title of one (الشهيدة فلانة)."""
    at = _start(text, sentence)
    if at >= sentence.last:
        return None
    read = read_noun(words.counting, text.tokens[at])
    if read is None or not read[1] or read[0].shape != "singular" or read[0].noun.id == _VICTIM:
        return None
    return "killed" if read[0].noun.what == "killed" else "injured" if read[0].noun.what == "injured" else None


def _titles(text: Text, sentence: Sentence, words: Vocabulary) -> int:
    """How many names in a line have the title of the dead or wounded (الشهيد فلان الشهيدة فلانة)."""
    told = 0
    for at in range(_start(text, sentence), sentence.last - 1):
        read = read_noun(words.counting, text.tokens[at], cut=True)
        if read is None or not read[1] or read[0].shape != "singular" or read[0].noun.id == _VICTIM:
            continue
        told += read[0].noun.what in ("killed", "injured") and _begins_name(text.tokens, at + 1, sentence.last, words)
    return told


def _start(text: Text, sentence: Sentence) -> int:
    """The first word after the bullet or number of a line."""
    at = sentence.first
    while at < sentence.last and text.tokens[at].kind != "word":
        at += 1
    return at


def _is_name(text: Text, sentence: Sentence, words: Vocabulary) -> bool:
    """True for a line that is one person's name, with titles, age and a bracket at most."""
    at = _start(text, sentence)
    spoken = [t for t in text.tokens[at : sentence.last] if t.kind == "word"]
    if _harms(text, at, sentence.last, words):
        return False  # الرحمة للشهداء والشفاء للجرحى
    return len(spoken) <= _LINE and _begins_name(text.tokens, at, sentence.last, words)


def _begins_name(tokens: Sequence[Token], at: int, limit: int, words: Vocabulary) -> bool:
    """True where titles and one unknown word, or two words that nothing else explains, begin at a token."""
    titled = False
    while at < limit and (tokens[at].kind == "word" or (titled and tokens[at].text == ":")):
        read = read_noun(words.counting, tokens[at])
        title = read is not None and read[1] and read[0].shape == "singular" and read[0].noun.kind == "person"
        if not title and tokens[at].text != ":":
            break
        titled = True
        at += 1
    if at >= limit or tokens[at].kind != "word" or words.names.is_particle(tokens[at]):
        return False
    name = tokens[at].fold
    following = tokens[at + 1] if at + 1 < limit else None
    known = words.names.is_name(name) or words.names.is_connector(name) or words.names.may_be_name(name)
    second = following is not None and following.kind == "word" and words.names.may_be_name(following.fold)
    return not name.isascii() and ((titled and words.names.may_be_name(name)) or (known and second))


def _numbered(text: Text, sentence: Sentence, words: Vocabulary, heading: Harm | None) -> list[Roll]:
    """Names numbered inside one sentence (الشهداء: 1- فلان 2- فلان)."""
    tokens = text.tokens
    starts: list[int] = []
    for at in range(sentence.first, sentence.last - 2):
        if tokens[at].kind != "number" or tokens[at].text not in _forms(len(starts) + 1):
            continue
        if tokens[at + 1].text in _NUMBERED and _begins_name(tokens, at + 2, sentence.last, words):
            starts.append(at)
    if len(starts) < 2:
        return []
    harms = _harms(text, sentence.first, starts[0], words) or ({heading} if heading is not None else set())
    if len(harms) != 1:
        return []
    return [Roll(next(iter(harms)), len(starts), starts[0], sentence.last)]


def _aged(text: Text, sentence: Sentence, words: Vocabulary) -> list[Roll]:
    """Names with ages in brackets behind a noun of casualties and هم (المصابون هم: فلان (46 عاما) فلان (عامان))."""
    tokens = text.tokens
    for at in range(sentence.first + 1, sentence.last - 2):
        if tokens[at].fold not in words.counting.words["identity"]:
            continue
        harms = _harms(text, at - 1, at, words)
        each = tokens[at + 1].fold in words.lists["each"] and tokens[at + 2].fold == "من"
        first = at + 1 + 2 * each
        first += first < sentence.last and tokens[first].text == ":"
        if len(harms) != 1:
            continue
        closing = [i for i in range(first, sentence.last) if tokens[i].text == ")"]
        ages = [i for i in closing if any(s in words.lists["age"] for _, s in tokens[i - 1].stems)]
        return [Roll(next(iter(harms)), len(ages), first, ages[-1] + 1)] if len(ages) > 1 else []
    return []


def _forms(number: int) -> tuple[str, str]:
    """A number in both sorts of digits."""
    digits = str(number)
    return digits, digits.translate({ord("0") + i: ord("٠") + i for i in range(10)})


def with_rolls(
    text: Text, rolls: Sequence[Roll], events: Sequence[Event], entities: Iterable[Entity] = ()
) -> list[Event]:
    """The events, each roll on the deed it belongs to, with those of its names that are persons of the report."""
    found = list(events)
    names = _names(entities)
    for roll in rolls:
        span = text.words(roll.first, roll.last)
        violent = [i for i, e in enumerate(found) if _violent(e)]
        before = [i for i in violent if found[i].trigger.start <= span.start]
        counted = [i for i in before if any(c.what == roll.what and c.min for c in found[i].counts)]
        home = (counted or before)[-1] if before else violent[0] if violent else None
        if home is None:
            continue
        told = [c for c in found[home].counts if c.what == roll.what and c.min]
        if all(c.max is None or c.max >= roll.number for c in told if c.subset_of is None):
            named = names[bisect_left(names, (span.start, "")) : bisect_left(names, (span.end, ""))]
            victims = (*found[home].victims, *(i for _, i in named if i not in found[home].actors))
            found[home] = found[home].model_copy(update={"victims": tuple(dict.fromkeys(victims))})
        if any(c.rule != PLURAL or c.min >= roll.number for c in told):
            continue
        count = figure(text, (span.start, span.end), roll.what, (roll.number, None), ROLL)
        kept = [i for i, c in enumerate(found[home].counts) if c not in told]  # الشهداء: is what the list tells better
        found[home] = found[home].model_copy(update={"counts": (*reindexed(found[home].counts, kept), count)})
    return found


def _names(entities: Iterable[Entity]) -> list[tuple[int, str]]:
    """(offset, entity) of each person's name in order; what goes on from another's name is a part of it."""
    found: list[tuple[int, str]] = []
    end = 0
    persons = [e for e in entities if e.kind == "person"]
    for start, last, entity in sorted((m.start, m.end, e.id) for e in persons for m in e.mentions if m.form == "name"):
        if start > end + 1:
            found.append((start, entity))
        end = last
    return found


def _violent(event: Event) -> bool:
    harm = any(c.what in ("killed", "injured") for c in event.counts)
    return event.status in ("occurred", "ongoing") and (event.type == "ASSAULT" or (event.type is None and harm))
