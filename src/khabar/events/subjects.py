"""The subject of a verb: before it, after it, told by its means (قصفت طائرة للجيش), or unsaid and gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.events.agreement import alike, coordinated, gender_of, lone, manifold, of_many, uninflected
from khabar.events.befallen import befallen, last_verb, object_of
from khabar.events.clauses import clause_at
from khabar.events.scene import WHO, Player, Scene
from khabar.events.stage import Stage, idle
from khabar.mentions.counts_words import read_noun
from khabar.text.fold import without_article

_THAT = ("ان", "بان", "فان", "لان", "وان")
_UNREAD = 8  # words between إن and a verb
_PLURALS = ("victim", "protester")
_THEN = ("ثم",)  # goes on with the subject of the verb before it, past its object
_OTHER_CLAUSE = frozenset({"لان", "لكن", "كان", "كانت", "كانوا", "حيث", "اذ", "بينما", "حين", *WHO})
_TAKEN_UP = ("اليه", "اليها", "به", "بها", "عليه", "عليها", "عنه", "عنها")
_CONJUNCTIONS = frozenset({"فيما", "بعدما", "عندما", "حينما", "اذا", "انما", "كذلك", "كلما", "طالما"})
_DATING = ("بعد", "قبل", "منذ", "الي")  # أن behind them only dates the deed
_DESCRIBED = 2  # words that describe a nameless subject before its verb
TANWIN = "\u064b"
_OPENING = ("“", "«")
_MEANS = 7  # tokens from a verb to the owner of the means that is its subject


def limit_of(stage: Stage, at: int) -> int:
    """The token after the last one of the clause that a token stands in."""
    return stage.clauses[clause_at(stage.clauses, at)].last


def find_subject(stage: Stage, verb: int, limit: int, light: bool = False) -> tuple[list[Player], list[Player]]:
    """The subject of a verb and the players after it, nearest first.

    A `light` verb's object is the deed it carries: who stands right after it is its subject, whoever stands before.

    Before the verb when a player stands right before it in the clause without preposition; else the first after it.
    """
    clause = stage.clauses[clause_at(stage.clauses, verb)]
    after = [p for p in stage.players if verb < p.first < max(limit, verb + 1)]
    before = [p for p in stage.players if clause.first <= p.first and p.last <= verb and p.sort != "place"]
    previous = stage.scene.text.tokens[verb - 1].fold if verb > clause.first else ""
    if previous in _THEN or _in_tag(stage, verb) or _spoken(stage, verb):
        before = []
    if previous in WHO and not any(f.object for f in stage.scene.forms(verb)):
        return _described(stage, before, verb), after
    before = _beside(stage, before, verb)
    while before and (not _agrees(stage, verb, before[-1]) or _owns_only(stage, before[-1])):
        before = before[:-1]
    if after and not fits(stage, verb, after[0]):
        light = False
    near = before[-1] if before else None
    gap = _gap(stage, near, verb) if near is not None else None
    first = after[0] if after else None
    at_once = first is not None and not first.preposition and first.first == verb + 1 and first.sort != "place"
    if first is not None and ((light and at_once) or (not light and _resumed(stage, verb, first))):
        return [first], after[1:]
    relative = near is not None and near.adjective and near.last - near.first == 1
    if near is not None and not near.preposition and gap is not None and gap <= 1 and not relative:
        group = coordinated(stage.scene, before)
        return group, after
    if first is not None and not _can_follow(stage, verb, first):
        first = None
    if first is not None and not first.preposition and idle(stage, verb + 1, first.first) is not None:
        return [first], after[1:]
    told = first is not None and any(verb < t.first < first.first for t in stage.scan.triggers)  # تقضي بإعدام قادة
    people = first is not None and first.sort == "people" and not first.preposition and first.first - verb <= 4
    if first is not None and people and not told and not possessing(stage, first):
        return [first], after[1:]
    if first is not None and first.preposition in ("", "ل", "من") and _by_means(stage, verb + 1, first):
        return [first], after[1:]
    bare = (p for p in reversed(before) if not p.preposition and not p.adjective)
    free = next((p for p in bare if alike(stage.scene, verb, p)), None)
    if free is not None and verb - free.last <= 8 and not _verb_between(stage, free.last, verb):
        return [free], after
    return [], after


def _described(stage: Stage, before: Sequence[Player], verb: int) -> list[Player]:
    """Whom a relative clause describes as far as its verb's gender allows; who only stands before has no part in it.

    (العمليات التي تستهدف | المساجد.)
    """
    whom = before[-1:] if before and idle(stage, before[-1].last, verb - 1) == 0 else []
    return [p for p in whom if alike(stage.scene, verb, p)]


def _resumed(stage: Stage, verb: int, first: Player) -> bool:
    """True where a pronoun takes up what the clause describes, so that its subject follows (ما تدعو إليه | الدولة)."""
    at = verb + 1
    taken_up = at < first.first and stage.scene.text.tokens[at].fold in _TAKEN_UP
    plain = taken_up and not first.preposition and first.sort != "place" and fits(stage, verb, first)
    return plain and idle(stage, at + 1, first.first) is not None


def of_force(head: Player, owner: Player) -> bool:
    """True for nameless fighters and the force they are from (مسلحون من الفصيل)."""
    fighters = head.side in ("agent", "either") and not head.adjective
    force = owner.sort == "group" and owner.kind != "media" and owner.preposition == "من"
    return fighters and force and owner.first - head.last == 1


def _quoted(stage: Stage, near: Player, verb: int) -> bool:
    """True where a quotation opens between someone and a verb (قال البيان «قصف العدو»): he says it.

    Not behind إن, where the quotation holds only what is said of him (إن القوات «قصفت القرية»).
    """
    tokens = stage.scene.text.tokens
    if near.first > stage.sentence.first and tokens[near.first - 1].fold in _THAT:
        return False
    mark = tokens[verb - 1].text if near.last < verb else ""
    return mark in _OPENING or (mark == '"' and all(t.text != '"' for t in tokens[max(0, near.first - 1) : verb - 1]))


def _in_tag(stage: Stage, verb: int) -> bool:
    """True for a verb inside a hashtag, whose words are a sentence of their own (#العدو_يقتل_المدنيين)."""
    tokens = stage.scene.text.tokens
    return verb > 0 and stage.scene.text.raw[tokens[verb - 1].end : tokens[verb].start] == "_"


def _spoken(stage: Stage, verb: int) -> bool:
    """True for a verb whose subject speaks or is spoken to (سنقصف)."""
    forms = [f for f in stage.scene.forms(verb) if f.person]
    return bool(forms) and all(f.person != 3 for f in forms)


def _beside(stage: Stage, before: Sequence[Player], verb: int) -> list[Player]:
    """Those before a verb, without whom only a clause or phrase about its subject names.

    (قوات التحالف الذي تقوده الدولة، قصفت; مسلحون من الفصيل خطفوا.)
    """
    found, tokens = list(before), stage.scene.text.tokens
    near = found[-1] if found else None
    twice = near is not None and len(found) > 1 and near.entity is not None and found[-2].entity == near.entity
    if near is not None and twice and all(t.kind == "punct" for t in tokens[found[-2].last : near.first]):
        near = replace(found[-2], last=near.last)
        found[-2:] = [near]
    if near is None or _quoted(stage, near, verb):
        return []
    if len(found) < 2:
        return found
    if near.last == verb and of_force(found[-2], near):
        return [*found[:-2], replace(near, first=found[-2].first, preposition=found[-2].preposition)]
    if verb > near.last and tokens[near.last].text in "،,":
        about = [p for p in found if any(tokens[at].fold in WHO for at in range(p.last, near.first))]
        return [replace(about[-1], last=near.last + 1)] if about and about[-1].entity is not None else found
    return found


def _can_follow(stage: Stage, verb: int, player: Player) -> bool:
    """True where whoever stands after a verb may be its subject."""
    return fits(stage, verb, player) and not _continues(stage, verb, player) and not _accusative(stage, verb, player)


def _accusative(stage: Stage, verb: int, player: Player) -> bool:
    """True where the ending of a word from a verb to who follows it shows an object (دمرت دبابةً, اعتقلت سوريين)."""
    tokens = stage.scene.text.tokens
    if any(TANWIN in t.text[-2:] and t.index not in stage.scene.timed for t in tokens[verb + 1 : player.first + 1]):
        return True
    nation = player.sort == "state" and player.adjective and player.first == verb + 1
    return nation and tokens[player.first].fold.endswith("ين")


def _gap(stage: Stage, near: Player, verb: int) -> int | None:
    """The words between a verb and whoever stands before it, as `idle` counts them; a nameless one's own count 0.

    Behind a nameless head only what describes it stands before its verb (حشود غاضبة تقتحم).
    """
    gap = idle(stage, near.last, verb)
    tokens = stage.scene.text.tokens[near.last : verb]
    if gap is not None or near.entity is not None or near.participant is None or len(tokens) > _DESCRIBED:
        return gap
    lists = stage.scene.words.lists
    told = {t.first for t in stage.scan.triggers}
    plain = (t.kind == "word" and t.fold not in lists["preposition"] and t.fold not in WHO for t in tokens)
    verbs = any(t.index in told or any(f.person for f in stage.scene.forms(t.index)) for t in tokens)
    return 0 if all(plain) and not verbs else None


def subject_after(stage: Stage, verb: int, limit: int) -> list[Player]:
    """The subject right after a verb whose object is its pronoun, or the owner of the means that is its subject."""
    first = next((p for p in stage.players if verb < p.first < limit), None)
    if first is None or not fits(stage, verb, first):
        return []
    if not first.preposition and idle(stage, verb + 1, first.first) is not None:
        return [first]
    means = first.preposition in ("", "ل", "من") and _by_means(stage, verb + 1, first)
    return [first] if means else []


def _by_means(stage: Stage, at: int, owner: Player) -> bool:
    """True where the verb's subject is a means of the owner that follows (قصفت طائرة مسيرة للجيش)."""
    if owner.entity is None or owner.sort not in ("group", "state") or owner.first - at > _MEANS:
        return False
    while at in stage.scene.timed:
        at += 1
    heads, words = stage.scene.words.participants, stage.scene.text.tokens[at : owner.first]
    head = heads.get(without_article(words[0].fold)) if words else None
    plain = not any(p.first < owner.first and p.last > at for p in stage.players)
    return head is not None and head.side == "means" and plain and all(w.kind == "word" for w in words)


def _agrees(stage: Stage, verb: int, player: Player) -> bool:
    """False where a verb after a player has another gender, or is singular after a plural of people."""
    if not alike(stage.scene, verb, player) or not _as_many(stage, verb, player):
        return False
    if player.side not in _PLURALS:
        return True
    forms = [f for f in stage.scene.forms(verb) if f.person == 3]
    return not forms or any(f.number != "s" for f in forms) or not manifold(stage.scene, player)


def fits(stage: Stage, verb: int, player: Player) -> bool:
    """False where the form of a verb forbids its subject to follow (ناشد المنظمات, وتطالب المجلس).

    A figure may follow any (تظاهر المئات), and a masculine verb may stand away from a feminine subject. What a verb of
    many is followed by is its object (يطالبون | الشركة): before its subject it is singular.
    """
    forms = [f for f in stage.scene.forms(verb) if f.person]
    open_voice = any(t.first == verb and (t.passive or t.either) for t in stage.scan.triggers)  # وقتلوا جنديين
    if _spoken(stage, verb) or (of_many(stage.scene, verb) and not open_voice):
        return False
    if player.sort == "people" and player.entity is None and oblique(stage.scene, player):
        return False
    gender = gender_of(stage.scene, player)
    if gender is None or not forms or any(f.gender == gender for f in forms):
        return True
    noun = stage.scene.words.read(stage.scene.text.tokens[verb]).nouns  # قصف | القوات is no verb
    return gender == "f" and (player.first - verb > 1 or bool(noun))


def oblique(scene: Scene, player: Player) -> bool:
    """True for a sound plural or dual of persons in ين, which is no subject (أسعفت الفرق | المصابين)."""
    noun = read_noun(scene.words.counting, scene.text.tokens[player.first], cut=True)
    many = noun is not None and noun[0].shape != "singular"
    return many and scene.text.tokens[player.first].fold.endswith("ين") and player.first not in scene.counted


def _continues(stage: Stage, verb: int, player: Player) -> bool:
    """True where a verb with و goes on with a subject before it and its object follows (… القوات واعتقلت | سامر)."""
    forms = [f for f in stage.scene.forms(verb) if f.person == 3]
    if not forms or not all(f.cut and f.gender == "f" for f in forms):
        return False
    far = player.sort == "people" and idle(stage, verb + 1, player.first) is None
    return (player.sort == "person" or far) and bool(unsaid(stage, verb, "f"))


def _verb_between(stage: Stage, first: int, last: int) -> bool:
    """True where another clause begins between two tokens: by a verb, a conjunction or a mark."""
    tokens = stage.scene.text.tokens
    return (
        any(t.form == "verb" and first <= t.first < last for t in stage.scan.triggers)
        or any(first <= c.token < last for c in stage.scan.carriers)
        or any(tokens[i].kind == "punct" and tokens[i].text in "،,؛.:" for i in range(first, last))
        or any(stem in _OTHER_CLAUSE for i in range(first, last) for _, stem in tokens[i].stems)
        or any(tokens[i].fold == "ان" and tokens[i - 1].fold not in _DATING for i in range(first, last))
    )


def object_at(stage: Stage, at: int, limit: int) -> bool:
    """True where a figure or someone stands next, without preposition: the verb has an object and is active."""
    while at < limit and (
        at in stage.scene.timed or stage.scene.text.tokens[at].fold in stage.scene.words.lists["adverb"]
    ):
        at += 1
    if at >= limit or _joined(stage, at):
        return False
    figure = stage.scene.counted.get(at)
    begins = figure is not None and stage.scene.token_at(stage.counts[figure].start) == at
    return begins or _kin(stage, at) or any(p.first == at and not p.preposition for p in stage.players)


def thing_at(stage: Stage, at: int) -> bool:
    """True where a noun of what is struck or destroyed stands next, without preposition (تدمر مدرسة)."""
    if at >= len(stage.scene.text.tokens):
        return False
    words = stage.scene.words
    word = without_article(stage.scene.text.tokens[at].fold)
    return any(noun in words.targets or noun in words.places for noun in uninflected(word))


def _kin(stage: Stage, at: int) -> bool:
    """True for a relative of the one before (قتل رجل زوجته); شقيقه as it is written is no شقيقة."""
    token = stage.scene.text.tokens[at]
    noun = read_noun(stage.scene.words.counting, token)
    return noun is not None and noun[0].noun.kind == "person" and (noun[0].kin or token.text.endswith("ه"))


def _joined(stage: Stage, at: int) -> bool:
    """True where و joins a word to the one before (رجل وطفلاه); not in وزير."""
    token = stage.scene.text.tokens[at]
    whole = token.fold in stage.scene.words.participants or read_noun(stage.scene.words.counting, token) is not None
    return token.fold[:1] == "و" and not whole


def unsaid(stage: Stage, verb: int, gender: str) -> list[Player]:
    """The subject that a verb without one goes on with: the nearest group (f) or person or group (m) before it.

    None in a relative clause, which goes on with nobody but whom it describes, nor where the nearest only owns a thing;
    and nobody whom another deed befell.
    """
    if verb and (stage.scene.text.tokens[verb - 1].fold in WHO or _in_tag(stage, verb) or _unread(stage, verb)):
        return []
    last = last_verb(stage, verb)
    for player in reversed([p for p in stage.players if p.last <= verb and not p.adjective]):
        nameless = player.entity is None
        if player.preposition or player.sort == "place" or (player.sort == "people" and not nameless):
            continue
        if object_of(stage, last, player):
            continue
        if nameless and player.side not in ("agent", "either"):
            continue
        if not alike(stage.scene, verb, player) or befallen(stage, player) or not _as_many(stage, verb, player):
            continue
        if player.sort != "person" or gender != "f":
            if possessing(stage, player):
                return []
            many = of_many(stage.scene, verb)
            return coordinated(stage.scene, [p for p in stage.players if p.last <= player.last]) if many else [player]
    return []


def _unread(stage: Stage, verb: int) -> bool:
    """True where a subject that nobody knows stands between إن and the verb (إن طائرة مجهولة الهوية استهدفت السوق)."""
    tokens = stage.scene.text.tokens
    for at in range(verb - 1, max(stage.sentence.first, verb - _UNREAD) - 1, -1):
        if tokens[at].kind == "punct" or any(f.person for f in stage.scene.forms(at)):
            return False
        if tokens[at].fold in _THAT:
            apart = tokens[at + 1].fold in stage.scene.words.lists["preposition"] or at + 1 in stage.scene.timed
            return at + 1 < verb and not apart
    return False


def _as_many(stage: Stage, verb: int, player: Player) -> bool:
    """False for one person, a state or a body before a verb of many (اعتدوا), which goes on with people or several."""
    if not of_many(stage.scene, verb):
        return True
    tokens = stage.scene.text.tokens
    if any(t.fold[:1] == "و" and t.fold not in stage.scene.words.participants for t in tokens[player.first : verb]):
        return True  # واشنطن و17 دولة يطالبون
    one = player.sort in ("person", "state") or (
        player.sort == "people" and not player.entity and lone(stage.scene, player)
    )
    return not one and not (player.sort == "group" and tokens[player.last - 1].text.endswith("ة"))


def _owns_only(stage: Stage, player: Player) -> bool:
    """True for nameless people in the genitive of a noun before a verb, and anyone whom a deed's noun befell.

    (مسؤول ملف | السجناء يرفض; غداة توقيف | القائد أغلقت …)
    """
    if any(t.last == player.first and t.form == "noun" and t.kind.genitive == "patient" for t in stage.scan.triggers):
        return not player.preposition
    return player.entity is None and player.sort == "people" and possessing(stage, player)


def possessing(stage: Stage, player: Player) -> bool:
    """True for one in the genitive of a noun right before, whose subject he is not (سلوك | الدولة, باسم | الجيش)."""
    tokens, lists, at = stage.scene.text.tokens, stage.scene.words.lists, player.first - 1
    while at > stage.sentence.first and tokens[at].text in '"”“«»#':
        at -= 1
    opens = at <= stage.clauses[clause_at(stage.clauses, player.first)].first  # a verb that no list knows
    if opens or tokens[at].kind != "word" or at in stage.scene.timed or at in stage.scene.counted:
        return False
    word = tokens[at].fold.removeprefix("و")
    if word in stage.scene.words.participants:
        return False
    closed = any(word in lists[name] for name in ("preposition", "adverb", "before-verb", "negation", "quality"))
    if closed or len(word) < 4 or word in _OTHER_CLAUSE or word in _CONJUNCTIONS:
        return False
    return not word.startswith("ال") and not any(f.person for f in stage.scene.forms(at))
