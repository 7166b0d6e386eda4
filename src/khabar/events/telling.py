"""What of a deed's words decides whether it is told twice: whether they point back (القصف), and to whom and what."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.chains import Deed
from khabar.events.pairs import Number, Telling
from khabar.events.scene import Scene
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.events.turns import is_heading, turns
from khabar.mentions.counts_words import read_noun
from khabar.objects import Count

_SHOWING = frozenset({"هذا", "هذه", "هذين", "هاتين", "تلك", "ذلك", "وهذا", "وهذه"})
_THINGS = ("vehicles", "houses")
_ADJECTIVES = ("civilian", "national", "foreigner")  # nouns that say of others what they are: الدفاع المدني
_ONTO = ("ب", "ل", "ك")


def telling_of(stage: Stage, deed: Deed, counts: Sequence[Count], agents: Sequence[str], summed: bool) -> Telling:
    """The deed as a telling; `agents` are its doers' ids, `summed` as in `Telling`."""
    scene, sentence, kind = stage.scene, stage.sentence, deed.main.kind
    known = _points_back(scene, deed)
    new, old = _things(stage, deed)
    toll = all(t.kind.role == "harm" and t.kind.counts and not _inflicted(t) for t in deed.triggers)
    start = None if toll else stage.clauses[deed.clauses[0]].first  # ما أدى إلى مقتل رجل، كما أصيب آخر is one toll
    return Telling(
        sentence.index,
        sentence.part,
        kind.id,
        known,
        kind.type,
        toll=toll,
        anew=turns(scene, sentence, start),
        summed=summed,
        led=known and bool(agents) and deed.main.form != "people",
        shown=known and _is_shown(scene, deed),
        number=_number_of(scene, deed.main, counts),
        heading=is_heading(scene.text, sentence),
        new=new,
        known=old,
    )


def _inflicted(trigger: Trigger) -> bool:
    """True for a verb whose subject harms others (قتل المسلحون); who was killed or fell tells of a deed before."""
    return trigger.form == "verb" and not trigger.passive and not trigger.kind.intransitive


def _points_back(scene: Scene, deed: Deed) -> bool:
    """True for a deed with the article, or one of whose harm such a noun is the cause (القصف … أصاب)."""
    if deed.main.known:
        return True
    kind, before = deed.main.kind.type, (t for t in deed.triggers if t.last <= deed.main.first)
    return any(t.known and t.form == "noun" and t.kind.type == kind and not _governed(scene, t) for t in before)


def _is_shown(scene: Scene, deed: Deed) -> bool:
    """True for a deed that a demonstrative points to (هذا القصف)."""
    first = min(t.first for t in deed.triggers if t.first == deed.main.first or t.known)
    return first > 0 and scene.text.tokens[first - 1].fold in _SHOWING


def _governed(scene: Scene, trigger: Trigger) -> bool:
    """True for a noun that a preposition written onto it governs (بالقصف): with what, and not what, harmed."""
    return scene.text.tokens[trigger.first].fold.removeprefix("و")[:1] in _ONTO


def _number_of(scene: Scene, trigger: Trigger, counts: Sequence[Count]) -> Number | None:
    """How many deeds a noun of single deeds tells (غارة، غارات), None for verbs and for nouns without number (قصف)."""
    if trigger.form not in ("noun", "phrase") or trigger.verb is not None:
        return None
    word = scene.text.tokens[trigger.first].fold
    if word.endswith("ات") or word.removeprefix("ال") in scene.words.lists["many-deeds"]:
        return "many"
    if any(c.what == "strikes" and c.min > 1 for c in counts):
        return "many"
    return "one" if word.endswith("ه") and not trigger.suffix else None


def _things(stage: Stage, deed: Deed) -> tuple[frozenset[str], frozenset[str]]:
    """(the persons, vehicles and houses that a deed's clauses tell of, one each, without the article; those with it).

    The words are folded and without the article: سيارة and السيارة are one.
    """
    told: tuple[set[str], set[str]] = (set(), set())
    for clause in (stage.clauses[c] for c in deed.clauses):
        for token in stage.scene.text.tokens[clause.first : clause.last]:
            read = read_noun(stage.scene.words.counting, token, cut=True)
            if read is None or read[0].shape != "singular" or read[0].kin:
                continue
            noun = read[0].noun
            if noun.what in _THINGS or (noun.kind == "person" and noun.lone and noun.id not in _ADJECTIVES):
                told[read[1]].add(token.fold[read[2] :].removeprefix("ال") if read[1] else token.fold[read[2] :])
    return frozenset(told[0]), frozenset(told[1])
