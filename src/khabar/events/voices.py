"""What the subject and the object of a verb are to its deed, by its voice and by what its kind governs."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.clauses import clause_at
from khabar.events.referents import whom
from khabar.events.scene import WHO, Player
from khabar.events.stage import Stage, idle
from khabar.events.subjects import find_subject, limit_of, object_at, possessing, subject_after, thing_at, unsaid
from khabar.events.triggers import Trigger
from khabar.events.wordings import worded
from khabar.text.fold import fold
from khabar.text.tokens import has_preposition

Sides = tuple[list[Player], list[Player]]
_HARMS = ("ASSAULT", "COERCE")
_ADDRESSED = ("requests", "accuses", "threatens")  # stands towards someone; others are taken on things (ترفضه)
_DESCRIBED = 3  # words between a deed's noun and the verb that tells what it did
_SUFFERING = ("victim", "protester")  # nameless people likelier to suffer violence than to do it
_QUOTING = '"”“«»()#'
_LATE = ("مع", "ل", "الي")  # bring in a partner or receiver behind the matter (وقع اتفاقية للنقل | مع الشركة)
_AUXILIARY = frozenset({"قد", "لا", "لم", "لن", "ما", "تزال", "يزال", "تزل", "يزل", "زال", "زالت", "كان", "كانت"})
WHEN = frozenset({"بعد", "عقب", "قبل", "بعيد", "قبيل", "منذ"})
_CHAIN = 3  # nouns from a verb to whom they speak of (بدور | فرق | بعثة)


def of_verb(stage: Stage, trigger: Trigger) -> Sides:
    """Who acts and who is acted on, as a finite verb tells it."""
    verb, kind = trigger.first, trigger.kind
    limit = limit_of(stage, verb)
    valency = stage.scene.words.valency(kind.id, trigger.verb.lemma if trigger.verb is not None else "")
    subject, rest = find_subject(stage, verb, limit)
    if trigger.kind.type in _HARMS and not trigger.suffix and _relative_to_deed(stage, verb):
        met = [p for p in stage.players if verb < p.first < limit]
        return [], [p for p in met[:1] if p.preposition in ("", "علي", "ل")]
    if valency.subject == "none":
        met = _objects(stage, [*subject, *rest], verb + 1, limit, valency.objects, False)
        return [], [p for p in met if p.sort != "place"]
    if trigger.suffix:
        return with_pronoun(stage, trigger)
    after = max(subject[-1].last, verb + 1) if subject else verb + 1
    if trigger.passive or trigger.either:
        told = _open(stage, trigger, subject, rest, after, limit)
        if told is not None:
            return told
    if kind.intransitive and kind.genitive == "patient" and valency.subject is None:
        return [], subject
    calm = kind.type not in _HARMS
    if calm and worded(stage.scene, verb):
        return [], _objects(stage, [*_behind(subject, verb), *rest], verb + 1, limit, valency.objects, True, True)
    headed = calm and _headed(stage, verb)
    if calm and subject and subject[0].first > verb and (headed or _of_pronoun(stage, verb)):
        subject, rest, after = [], [*subject, *rest], verb + 1
    if not subject and not headed and trigger.verb is not None and trigger.verb.person == 3:
        subject = unsaid(stage, verb, trigger.verb.gender)
    objects = _objects(stage, rest, after, limit, valency.objects, valency.near, calm)
    if valency.whom and not objects and subject and subject[0].first > verb:
        before = _before(stage, trigger) if _closed(stage, subject[-1].last, limit) else []
        subject, objects = (before, subject) if before else (subject, [])
    return ([*subject, *objects], []) if valency.joint else (subject, objects)


def _before(stage: Stage, trigger: Trigger) -> list[Player]:
    """The person who goes on with a verb behind و whose object alone follows (وصل الوزير أمس والتقى | السفير)."""
    if trigger.verb is None or not trigger.verb.cut or trigger.verb.person != 3:
        return []
    earlier = [p for p in stage.players if p.last <= trigger.first and p.sort == "person" and not p.preposition]
    return [p for p in earlier if not possessing(stage, p)][-1:]


def _behind(players: Sequence[Player], verb: int) -> list[Player]:
    return [p for p in players if p.first > verb]


def with_pronoun(stage: Stage, trigger: Trigger) -> Sides:
    """The sides of a verb that holds its object as a pronoun: its subject follows or is the one before.

    Such a verb is active; whom it is done to was told before it (القائد قتلته القوات, الرجل الذي خطفه مسلحون).
    """
    verb = trigger.first
    subject = subject_after(stage, verb, limit_of(stage, verb))
    if not subject and trigger.verb is not None and trigger.verb.person == 3:
        subject = unsaid(stage, verb, trigger.verb.gender)
    someone = trigger.kind.role != "stand" or trigger.kind.stand in _ADDRESSED
    referent = whom(stage, verb, trigger.suffix, subject) if someone else None
    return subject, [referent] if referent is not None else []


def told_as_verb(stage: Stage, trigger: Trigger) -> bool:
    """True where what may be a noun with its possessor is a verb with its object (قتله مسلحون, not بعد قتله مسلحين).

    Who follows is its subject where the word is no accusative, and no preposition or noun governs the word itself.
    """
    at, words = trigger.first, stage.scene.words
    form = next((f for f in stage.scene.forms(at) if f.object == trigger.suffix and f.person == 3), None)
    if form is None or trigger.kind.intransitive or "" not in words.valency(trigger.kind.id, form.lemma).objects:
        return False
    token, before = stage.scene.text.tokens[at], stage.scene.text.tokens[at - 1] if at else None
    governed = trigger.start > token.start and token.fold[0] in "بلك"
    if governed or (before is not None and before.fold in words.lists["before-noun"]):
        return False
    subject = subject_after(stage, at, limit_of(stage, at))
    if not subject or at + 1 in stage.scene.counted or subject[0].first in stage.scene.counted:
        return False
    return not stage.scene.text.tokens[subject[0].first].fold.endswith(("ين", "ا"))


def _open(
    stage: Stage, trigger: Trigger, subject: list[Player], rest: list[Player], after: int, limit: int
) -> Sides | None:
    """The sides of a verb that, as it is written, may be active or passive (قتل, خطف): an object shows it active.

    None where it is read as active. Of those whom violence or arrest befalls rather than that they do it, the subject
    is the victim where no object follows; so is a person about whom nothing more is said (الجاني أوقف بعد ساعات).
    """
    verb, kind, form = trigger.first, trigger.kind, trigger.verb
    if subject and form is not None and form.person == 3 and _goes_on(stage, verb, subject[0]):
        return unsaid(stage, verb, form.gender), [p for p in subject if not p.preposition]
    if subject and not trigger.suffix and not kind.intransitive:
        thing = "houses" in kind.counts and after < limit and thing_at(stage, after)
        if trigger.either and (
            object_at(stage, after, limit)
            or thing
            or (subject[0].side == "protester" and not _closed(stage, after, limit))
        ):
            return subject, [p for p in rest[:1] if not p.preposition]
        if kind.type in _HARMS and (
            subject[0].side in _SUFFERING
            or (_person(subject[0]) and _closed(stage, after, limit))
            or (_unknown(stage, subject[0]) and kind.genitive == "patient" and _objectless(stage, after, limit))
        ):
            goes_on = form is not None and form.cut > 0 and not trigger.passive
            return unsaid(stage, verb, form.gender) if goes_on and form is not None else [], subject
        if kind.type == "AID" and subject[0].side == "victim" and _closed(stage, after, limit):
            return [], subject  # الجرحى أسعفوا إلى المشفى
    if trigger.passive and kind.passive and _then(stage, verb) and (before := unsaid(stage, verb, "f")):
        return before, subject
    return ([], subject) if trigger.passive else None


def _headed(stage: Stage, verb: int) -> bool:
    """True for a verb in the present behind a definite noun that opens its clause (القيادة تهنئ | الدولة)."""
    first = stage.clauses[clause_at(stage.clauses, verb)].first
    token = stage.scene.text.tokens[first]
    present = any(f.tense == "present" and f.person == 3 and not f.cut for f in stage.scene.forms(verb))
    opens = first == verb - 1 and token.fold.startswith("ال") and token.fold not in WHO
    return present and opens and first not in stage.scene.timed and token.fold not in stage.scene.words.lists["adverb"]


def _of_pronoun(stage: Stage, verb: int) -> bool:
    """True behind إنه, إنها and their like, whose pronoun is the subject of the verb (أنها لا تزال تمنع)."""
    at, tokens = verb - 1, stage.scene.text.tokens
    while at > stage.sentence.first and tokens[at].fold in _AUXILIARY:
        at -= 1
    before = tokens[at].fold if at >= 0 else ""
    return before.endswith(("انه", "انها", "انهم", "كنه", "كنها", "كنهم"))


def _goes_on(stage: Stage, verb: int, follows: Player) -> bool:
    """True where who follows is no subject: behind إنها the pronoun is it, and قتلت does not agree with ثلاثة رجال."""
    if follows.first < verb:
        return False
    if _of_pronoun(stage, verb):
        return idle(stage, verb + 1, follows.first) is not None
    number = stage.scene.text.tokens[follows.first]
    counted = follows.first in stage.scene.counted and number.fold.endswith("ه") and number.kind == "word"
    return counted and all(f.gender == "f" for f in stage.scene.forms(verb) if f.person == 3)


def _objects(
    stage: Stage,
    rest: Sequence[Player],
    after: int,
    limit: int,
    governed: frozenset[str],
    near: bool,
    calm: bool = False,
) -> list[Player]:
    """The first of those after a verb and its subject that the verb governs; where and with whom is passed over.

    What is not the first must stand right after what was passed over; of a `calm` deed the first, too, but for nouns.
    """
    at = after
    for player in rest:
        bound = calm and at == after and player.first < limit and player.preposition not in _LATE
        if bound and not _in_chain(stage, at, player):
            return []
        told = any(at <= t.first < player.first for t in stage.scan.triggers)
        further = at != after and (told or player.adjective or with_and(stage, player))
        apart = idle(stage, at, player.first) is None and not _governed(stage, at, player)
        described = any(stage.scene.text.tokens[i].fold in WHO for i in range(after, player.first))
        described = described or _of_before(stage, at, player)
        if player.first >= limit or further or described or (apart and (near or at != after)):
            return []
        if calm and _beside_subject(stage, after, player):
            at = player.last
            continue
        if (player.preposition or _adjunct(stage, player, at, calm)) in governed:
            return [player]
        at = player.last
    return []


def _of_before(stage: Stage, at: int, player: Player) -> bool:
    """True for one in a deed that only says when this one was done (قصفت القوات البلدة بعد هجوم | للفصائل)."""
    told = next((t.first for t in stage.scan.triggers if at <= t.first < player.first), None)
    return told is not None and told > at and stage.scene.text.tokens[told - 1].fold in WHEN


def _beside_subject(stage: Stage, after: int, player: Player) -> bool:
    """True for the office that a comma sets beside the subject's name (أشاد فلان، نائب رئيس النقابة، بالقرار)."""
    tokens, offices = stage.scene.text.tokens, stage.scene.words.lists["offices"]
    if after and player.first == after and tokens[after - 1].fold in offices and not stage.scene.definite(after - 1):
        return True  # … سامر، نائب | رئيس النقابة
    if after + 1 >= len(tokens) or tokens[after].text not in "،,-" or player.preposition or player.first > after + 3:
        return False
    name = stage.scene.entities[player.entity].name if player.entity is not None else tokens[player.first].text
    return any(stem in offices for _, stem in tokens[after + 1].stems) and fold(name).split()[0] in offices


def _in_chain(stage: Stage, at: int, player: Player) -> bool:
    """True where only times and nouns in the genitive stand before whom a verb governs (أشاد | بموقف | الدولة).

    The first of them may have a preposition; what is told behind another, or a mark, is no longer its object.
    """
    if idle(stage, at, player.first) is not None:
        return True
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    words = [i for i in range(at, player.first) if i not in stage.scene.timed and i not in stage.scene.counted]
    nouns = [i for i in words if tokens[i].fold not in lists["adverb"]]
    nouns = [i for i in nouns if tokens[i].kind != "punct" or tokens[i].text not in _QUOTING]
    if nouns and tokens[nouns[-1]].fold == player.preposition:
        nouns = nouns[:-1]
    elif nouns and tokens[nouns[0]].fold in lists["preposition"]:
        nouns = nouns[1:]
    plain = all(tokens[i].kind == "word" and tokens[i].fold not in lists["preposition"] for i in nouns)
    if any(t.kind.genitive == "patient" and t.last == player.first for t in stage.scan.triggers):
        return False  # أدان اغتيال | القائد
    apart = any(has_preposition(tokens[i], "بل") or tokens[i].fold.endswith("ا") for i in nouns[1:])  # … شاكرا المنسق
    return plain and len(nouns) <= _CHAIN and not apart


def _adjunct(stage: Stage, player: Player, start: int, calm: bool) -> str:
    """The preposition of the nouns before whoever has none (بقيادة اللواء, لتغيير قانون اللجنة); else nothing.

    The noun stands at token `start` or after it: what is before belongs to somebody else (الجمعية للأيتام | الوزارة).
    Of a `calm` deed the first of the nouns has it; violence is told with its means (بقذائف المدفعية مواقع الفصيل).
    """
    if player.preposition or player.first <= start or (player.participant is not None and player.adjective):
        return ""
    noun, lists = stage.scene.text.tokens[player.first - 1], stage.scene.words.lists
    if noun.fold in lists["adjuncts"]:
        return noun.fold
    free = (i for i in range(start, player.first) if i not in stage.scene.timed and i not in stage.scene.counted)
    words = (stage.scene.text.tokens[i] for i in free)
    head = next((t for t in words if calm and t.kind == "word" and t.fold not in lists["adverb"]), noun)
    written = next((t for t in (head, noun) if t.kind == "word" and has_preposition(t, "بل")), None)
    return written.fold[0] if written is not None and written.fold != "بالاعمال" else ""  # القائم بالأعمال


def with_and(stage: Stage, player: Player) -> bool:
    """True where و is written onto a player, which then goes on with the one before it."""
    word = stage.scene.text.tokens[player.first].fold
    return word[:1] == "و" and word not in stage.scene.words.participants


def _governed(stage: Stage, at: int, player: Player) -> bool:
    """True where only the preposition of a player stands before it, and times and adverbs."""
    return bool(player.preposition) and player.first > at and idle(stage, at, player.first - 1) is not None


def _closed(stage: Stage, at: int, limit: int) -> bool:
    """True where a clause ends or goes on with a preposition, an adverb or a time: nothing can be the object."""
    token = stage.scene.text.tokens[at] if at < limit else None
    lists = stage.scene.words.lists
    if token is None or token.kind == "punct" or at in stage.scene.timed or token.fold == "ثم":
        return True
    return token.fold in lists["preposition"] or token.fold in lists["adverb"] or has_preposition(token, "بلك")


def _unknown(stage: Stage, player: Player) -> bool:
    """True for soldiers or officials told without the article: they may as well suffer as do it."""
    return player.side == "either" and not stage.scene.definite(player.first)


def _objectless(stage: Stage, at: int, limit: int) -> bool:
    """True where nobody and nothing without a preposition stands in the rest of a clause (قنص جندي في الحي)."""
    tokens, scene = stage.scene.text.tokens, stage.scene
    if not _closed(stage, at, limit) or any(
        at <= p.first < limit and not p.preposition and p.sort != "place" for p in stage.players
    ):
        return False
    after = range(at + 1, limit)
    return not any(
        i in scene.counted or (thing_at(stage, i) and tokens[i - 1].fold not in scene.words.lists["preposition"])
        for i in after
    )


def _relative_to_deed(stage: Stage, verb: int) -> bool:
    """True for a verb after an indefinite noun that tells a deed: the deed is its subject (غارة جوية استهدفت).

    Only adjectives stand between, and a place (غارات قرب البلدة قصفت); the verb has the gender of the noun.
    """
    tokens, scene = stage.scene.text.tokens, stage.scene
    deed = next((t for t in reversed(stage.scan.triggers) if t.last <= verb), None)
    if deed is None or deed.form not in ("noun", "phrase") or deed.definite or verb - deed.last > _DESCRIBED:
        return False
    places = {at for p in stage.players if p.sort == "place" for at in range(p.first, p.last)}
    for at in range(deed.last, verb):
        told = tokens[at].fold
        relative = told.endswith(("ي", "يه", "يات", "تان", "تين")) or scene.words.participants.get(told) is not None
        if not (relative or at in places or told in scene.words.lists["quality"] or told in ("قرب", "علي", "في")):
            return False
    feminine = tokens[deed.first].fold.endswith(("ه", "ات", "تان", "تين"))
    return any(f.gender == ("f" if feminine else "m") for f in scene.forms(verb) if f.person == 3)


def _then(stage: Stage, verb: int) -> bool:
    """True for a verb after ف, which goes on with the subject before it (قصفوا القرية فقتلوا رجلا)."""
    return stage.scene.text.tokens[verb].fold[:1] == "ف" and any(f.cut for f in stage.scene.forms(verb))


def _person(player: Player) -> bool:
    """True for one person, named or by office."""
    return player.sort == "person"
