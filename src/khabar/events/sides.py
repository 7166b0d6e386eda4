"""Who acts and who is acted on, as one trigger of a deed tells it: the verb, its carrier, or the noun's genitive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.events.agreement import coordinated, uninflected
from khabar.events.nominal import behind, gathered, governs, held_at, of_states, suffered, taken
from khabar.events.referents import antecedent, possessor
from khabar.events.scene import OWNERLESS, WHO, Player
from khabar.events.stage import Stage, idle
from khabar.events.subjects import find_subject, limit_of, object_at, of_force, thing_at
from khabar.events.triggers import Carrier, Trigger
from khabar.events.undertaken import undertaken
from khabar.events.vocabulary import Light
from khabar.events.voices import Sides, of_verb, told_as_verb, with_and, with_pronoun
from khabar.text.fold import without_article, without_pronoun
from khabar.text.tokens import has_preposition

JOINING = '#"”“»«'
_FROM_WHOM = ("ASSAULT", "CONSULT", "AGREE", "SUPPORT", "REJECT", "THREATEN")
_SPOKEN = ("REQUEST", "ACCUSE")  # من brings in whose word it is (دعوة من الجمعية)
_WOUND = "injury"  # إصابة is the wound more often than the hitting
_OCCASIONS = ("ASSAULT", "COERCE")
_FLYING = "طيران"  # strikes and is hardly struck, as single aircraft are
_OTHERWISE = ("source", "met-with")  # مصدره and تعرضت له say by themselves what follows
_TO_OBJECT = 6  # tokens from who acts to what he strikes
_HEADS = 3  # tokens from a preposition over nouns (بعد سماع دوي إطلاق النار) to the deed
_TO_BETWEEN = 9  # tokens from a deed's noun to بين


def of_trigger(stage: Stage, trigger: Trigger) -> Sides:
    """Who acts and who is acted on, as one trigger tells it."""
    if trigger.kind.weak and trigger.form == "people":
        own = [p for p in stage.players if p.first <= trigger.first < p.last]
        return own, []
    if trigger.form == "noun" and trigger.suffix and told_as_verb(stage, trigger):
        return with_pronoun(stage, trigger)
    carrier = trigger.carrier
    if carrier is not None and carrier.form is not None and not carrier.form.object and trigger.form != "verb":
        subject, _ = find_subject(stage, carrier.token, trigger.first, light=True)
        after = _after_noun(stage, trigger)
        if carrier.light.near and not _right_after(stage, carrier.token, subject, trigger.first):
            return after
        others = _foiled(stage, trigger) or _only_said(stage, trigger, carrier) or _apart(stage, trigger, carrier)
        return after if others else _carried(stage, trigger, carrier.light, subject, after)
    if trigger.form == "phrase" and trigger.verb is not None and _meets_end(stage, trigger):
        follows = [p for p in stage.players if p.first == trigger.last and not p.preposition]
        return [], follows or find_subject(stage, trigger.first, trigger.last)[0]
    doer = undertaken(stage, trigger)
    if doer:
        after = _after_noun(stage, trigger)
        return doer, [p for p in (*after[0], *after[1]) if p not in doer and not p.adjective]
    # A phrase of a verb that takes no object holds its subject: the shell of سقطت قذيفة, whose owner may follow.
    if trigger.form == "verb" or (trigger.verb is not None and not trigger.kind.intransitive):
        return of_verb(stage, trigger)
    return _after_noun(stage, trigger)


def _sided(stage: Stage, at: int) -> bool:
    """True where مع, إلى or an attached ل follows, behind one word at most (دعم الدولة لأي جهد)."""
    tokens = stage.scene.text.tokens[at : min(at + 2, stage.sentence.last)]
    return any(t.fold in ("مع", "الي") or has_preposition(t, "ل") for t in tokens)


def _carried(stage: Stage, trigger: Trigger, light: Light, subject: list[Player], after: Sides) -> Sides:
    """The sides of a noun that a light verb carries: its subject, or whom the noun names (أعلن انسحاب القوات)."""
    if light.subject in ("agent", "mutual") or trigger.kind.type == "AGREE":
        own = [p for p in after[0] if p.first == trigger.last and not p.adjective and not p.preposition]
        if own and subject and trigger.kind.lights and not after[1] and not _sided(stage, own[0].last):
            return subject, own  # أعلن الحزب دعم | المرشح
        return own or subject or after[0], after[1]
    if light.subject in ("patient", "place"):
        return after[0], [*subject, *after[1]]
    return after


def _foiled(stage: Stage, trigger: Trigger) -> bool:
    """True where the word before a deed's noun says that it was another's, who was stopped (تمكن من صد هجوم)."""
    before = stage.scene.text.tokens[trigger.first - 1] if trigger.first else None
    return before is not None and any(stem in stage.scene.words.lists["foiling"] for _, stem in before.stems)


def _only_said(stage: Stage, trigger: Trigger, carrier: Carrier) -> bool:
    """True where whoever announces deaths or wounds only tells of them and claims none (أعلنت الوزارة مقتل رجلين).

    أعلن الجيش قتل رجلين tells his own deed: a noun of doing.
    """
    if carrier.light.id != "announce-deed" or not only_suffered(stage, trigger):
        return False
    between = stage.scene.text.tokens[carrier.token + 1 : trigger.first]
    return not any(stem in stage.scene.words.lists["involved"] for token in between for _, stem in token.stems)


def only_suffered(stage: Stage, trigger: Trigger) -> bool:
    """True for a noun of deaths or wounds that tells of nobody's doing (مقتل, إصابة; not قتل)."""
    kind = trigger.kind
    doing = any(stage.scene.words.forms.has_noun(stem) for _, stem in stage.scene.text.tokens[trigger.first].stems)
    return kind.role == "harm" and not (doing and not kind.intransitive and kind.id != _WOUND)


def _apart(stage: Stage, trigger: Trigger, carrier: Carrier) -> bool:
    """True where violence only gives the occasion of what the light verb tells (فتحت النيابة تحقيقا بعد مقتل رجلين).

    So does what و joins to such a noun (بعد مقتل رجلين وإصابة آخرين).
    """
    if trigger.kind.type not in _OCCASIONS:
        return False
    joined = (
        t for t in stage.scan.triggers if carrier.token < t.first < trigger.first and t.form in ("noun", "phrase")
    )
    nouns = [trigger, *joined] if stage.scene.text.tokens[trigger.first].fold[:1] == "و" else [trigger]
    return any(_on_occasion(stage, noun.first, carrier) for noun in nouns)


def _on_occasion(stage: Stage, noun: int, carrier: Carrier) -> bool:
    """True where a preposition of time or cause, or في where the light verb has none, governs a deed's noun."""
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    for at in range(noun - 1, max(carrier.token, noun - 1 - _HEADS), -1):
        token = tokens[at]
        if token.fold in lists["occasion"]:
            return True
        if token.fold == "في":
            return "في" not in carrier.light.prepositions
        if token.kind != "word" or stage.scene.definite(at) or token.fold in lists["preposition"]:
            return False
    return False


def _meets_end(stage: Stage, trigger: Trigger) -> bool:
    """True for a phrase of a verb whose subject dies (لقي مصرعه, ارتقى شهيدًا; not أودى بحياة)."""
    last = stage.scene.text.tokens[trigger.last - 1]
    own = last.fold.endswith(("ه", "ها", "هم", "هما", "ا")) and not last.text.endswith("ة")
    return trigger.kind.role == "harm" and own


def named_after(stage: Stage, player: Player) -> Player:
    """The group named right after a nameless one, which it is or is from (ميليشيا #قسد, مسلحون من الفصيل)."""
    if player.side in (None, "victim") and not _generic(stage, player):
        return player
    if player.participant is not None and player.participant.code in OWNERLESS and stage.scene.definite(player.first):
        return player
    following = next((p for p in stage.players if p.first >= player.last), None)
    if following is not None and of_force(player, following):
        return replace(following, first=player.first, preposition=player.preposition)
    if following is None or following.preposition or following.first - player.last > 1 or with_and(stage, following):
        return player
    if stage.scene.has_backer(range(player.first, player.last)):
        return player  # ميليشيات مدعومة من الدولة | قاعدة الجيش
    if stage.scene.parted(player.first, following.first):
        return player  # قصفت فصائل المعارضة | قوات الوادي
    if not (following.sort == "group" or (following.sort == "state" and following.adjective)):
        return player
    between = stage.scene.text.tokens[player.last : following.first]
    return following if all(t.kind == "punct" and t.text in JOINING for t in between) else player


def _generic(stage: Stage, player: Player) -> bool:
    """True for one word of a force that was taken for its whole name (ميليشيا | #قسد)."""
    word = stage.scene.text.tokens[player.first].fold
    return player.sort == "group" and player.last - player.first == 1 and word in stage.scene.words.participants


def _acts(player: Player) -> bool:
    """True for one who is likelier to do violence than to suffer it when the voice is open."""
    if player.entity is not None:
        return player.kind in ("armed_group", "state", "organization")
    return player.side == "agent"


def _right_after(stage: Stage, verb: int, subject: Sequence[Player], noun: int) -> bool:
    """True where only times and adverbs stand between a verb with its subject and a noun."""
    return idle(stage, max([verb + 1, *(p.last for p in subject)]), noun) is not None


def _after_noun(stage: Stage, trigger: Trigger) -> Sides:
    """Agent and patient in the genitive or with ل after a noun that tells a deed."""
    limit = limit_of(stage, trigger.first)
    after = [p for p in stage.players if trigger.last <= p.first < limit]
    first = after[0] if after else None
    if trigger.suffix and trigger.form == "noun":
        return _with_possessor(stage, trigger, first)
    mutual, joint = _between(stage, trigger, after, "mutual"), _between(stage, trigger, after, "joint")
    together = gathered(stage, trigger, after)
    if together:
        return together, []
    if mutual or joint:
        return mutual or joint, mutual if trigger.kind.type == "ASSAULT" else []
    if first is None or not _adjoins(stage, trigger, first) or _describes(stage, trigger, first):
        return [], []
    several = of_states(stage, trigger, after)
    if several:
        return several, []
    told = any(t.fold in WHO for t in stage.scene.text.tokens[trigger.last : first.first])  # التي أطلقها الفصيل
    if held_at(stage, trigger, first) or (trigger.known and not (first.preposition or first.adjective or told)):
        return [], []  # الاحتجاجات تلاحق | الوزير: no genitive follows the article
    following = after[1] if len(after) > 1 else None
    if trigger.kind.genitive == "agent":
        if _of_target(stage, trigger, first) or taken(stage, trigger, first, following):
            return [], [first]
        if first.preposition in _owning(trigger, first) and first.sort != "place" and first.side != "victim":
            return [first], behind(stage, trigger, first, following)
        return [], [first] if first.preposition in ("", "ل", "علي", "ضد") else []
    if trigger.kind.genitive == "patient":
        aimed = stage.scene.text.tokens[trigger.last - 1].fold in stage.scene.words.lists["preposition"]  # القبض على
        dead = first.adjective and trigger.kind.role == "harm"  # مقتل سوري
        acts = _acts(first) and not first.preposition and not dead
        if not aimed and acts and _aims(stage, first, following, limit):
            return [first], [following] if following is not None and following.preposition in ("", "ل") else []
        return [], [first] if first.preposition in ("", "علي", "ل", "عن", "في") else []
    return [], []


def _of_target(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True for the owner of what is struck (قصف مواقع الفصيل), who did not strike it."""
    words, tokens = stage.scene.words, stage.scene.text.tokens
    between = (without_article(tokens[at].fold) for at in range(trigger.last, player.first))
    return trigger.kind.type == "ASSAULT" and any(w in words.targets or w in words.places for w in between)


def _with_possessor(stage: Stage, trigger: Trigger, first: Player | None) -> Sides:
    """The sides of a noun with a pronoun: who suffers it, or who does it where whom it befell follows (قتله مدنيين)."""
    if trigger.kind.genitive != "patient" and suffered(stage, trigger, first):
        owner = antecedent(stage, trigger.first, trigger.suffix)
        return [], [owner] if owner is not None else []
    if trigger.kind.genitive != "patient" and trigger.suffix == "هما":
        told = [p for p in stage.players if p.last <= trigger.first and p.sort not in ("place", "people")]
        both = coordinated(stage.scene, told) if told else []
        return (both, []) if len({p.entity for p in both}) == 2 else ([], [])
    if trigger.kind.genitive != "patient":
        owner = antecedent(stage, trigger.first, trigger.suffix, acting=True)
        near = first is not None and _adjoins(stage, trigger, first)
        met = [first] if near and first is not None and governs(stage, trigger, first) and first != owner else []
        if not met and first is not None and trigger.kind.type == "ASSAULT" and first.first > trigger.last:
            met = [first] if first != owner and _owner_of_things(stage, trigger.last, first) else []
        return [owner] if owner is not None and trigger.kind.role != "harm" else [], met
    whom = first is not None and first.first == trigger.last and not first.preposition and not first.adjective
    if whom or object_at(stage, trigger.last, limit_of(stage, trigger.first)) or thing_at(stage, trigger.last):
        doer = possessor(stage, trigger.first, trigger.suffix)
        met = [first] if first is not None and (whom or _owner_of_things(stage, trigger.last, first)) else []
        return [doer] if doer is not None else [], met
    owner = antecedent(stage, trigger.first, trigger.suffix)
    return [], [owner] if owner is not None else []


def _owner_of_things(stage: Stage, at: int, player: Player) -> bool:
    """True where only what is struck, its number and its adjectives stand before its owner (عددا من مواقع | الجيش)."""
    if player.preposition not in ("", "ل") or player.first - at > _HEADS + 1:
        return False
    words = stage.scene.text.tokens[at : player.first]
    plain = (w.fold == "من" or w.fold.endswith(("ي", "يا", "يه")) or thing_at(stage, w.index) for w in words)
    return all(it or w.index in stage.scene.counted for it, w in zip(plain, words, strict=True))


def _owning(trigger: Trigger, player: Player) -> tuple[str, ...]:
    """The prepositions before whom a deed is of; aid with ل is for one.

    من is of a force, not of where it leaves, and of anyone whose word it is or from whom it came (اتصال من نظيره).
    """
    if trigger.kind.type == "AID":
        return ("",)
    if trigger.carrier is not None and trigger.carrier.light.subject == "patient":
        return "", "ل", "من"
    if trigger.kind.type in _SPOKEN:
        return "", "ل", "من"
    force = player.sort == "group" or player.participant is not None
    return ("", "ل", "من") if trigger.kind.type in _FROM_WHOM and force else ("", "ل")


def _between(stage: Stage, trigger: Trigger, after: Sequence[Player], how: str) -> list[Player]:
    """Both sides of قصف متبادل بين and اشتباكات بين (`mutual`) or of عملية مشتركة بين (`joint`)."""
    tokens = stage.scene.text.tokens
    near = tokens[trigger.first + 1 : min(trigger.last + _TO_BETWEEN, stage.sentence.last)]  # معارك بين is one phrase
    told = tokens[max(trigger.first - 1, stage.sentence.first) : trigger.last]
    said = any(without_article(t.fold) in stage.scene.words.lists[how] for t in (*told, *near))
    if not (said or (how == "mutual" and trigger.kind.symmetric)):
        return []
    border = stage.scene.words.lists["border"]  # الحدود بين الدولتين
    between = next((t.index for t in near if t.fold == "بين" and tokens[t.index - 1].fold not in border), None)
    named = [p for p in after if between is not None and p.first > between and p.sort != "place"]
    if not named or between != named[0].first - 1:
        return []
    sides = list(dict.fromkeys(named_after(stage, p) for p in named))
    return sides[:2] if len(sides) > 1 and _joined_near(stage, sides[1]) else []


def _joined_near(stage: Stage, player: Player) -> bool:
    """True where و, alone or with بين or a noun, joins a player to what is before (وبين الجيش, وعناصر من الجيش)."""
    tokens = stage.scene.text.tokens
    return any(tokens[at].fold[:1] == "و" for at in range(player.first - 1, player.first + 1))


def _describes(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True for an adjective after the deed's noun that could name someone, too (الهجوم الإرهابي)."""
    if player.entity is not None or player.first != trigger.last:
        return False
    word = stage.scene.text.tokens[player.first].fold
    same = word.startswith("ال") == trigger.known
    told = trigger.kind.genitive == "agent" or word.startswith("ال")  # in مقتل جندي the soldier is killed
    alike = without_article(word) in stage.scene.words.lists["of-gunmen"]
    return same and told and (word.endswith(("ي", "يه")) or alike)


def _aims(stage: Stage, first: Player, following: Player | None, limit: int) -> bool:
    """True where an object after the genitive shows it to be the agent (استهداف القوات لقرية، استهداف القوات سيارة)."""
    tokens = stage.scene.text.tokens
    means = first.participant is not None and first.participant.side == "means" and first.last < limit
    if means and has_preposition(tokens[first.last], "ل"):
        return True  # استهداف مسيرة للجيش | لمغسلة
    if without_article(tokens[first.first].fold) == _FLYING:
        return True  # استهداف الطيران | في البلدة
    joined = following is not None and _joined_near(stage, following)  # استهداف الجيش والمدعو فلان
    if (
        following is not None
        and following.first - first.last <= 6
        and not joined
        and (
            following.preposition == "ل"
            or (not following.preposition and idle(stage, first.last, following.first) is not None)
        )
    ):
        return True
    others = {t.first for t in stage.scan.triggers}
    ends = range(first.last, min(limit, first.last + _TO_OBJECT))
    near = tokens[first.last : next((at for at in ends if at in others or tokens[at].fold == "علي"), ends.stop)]
    return any(  # not قنص جندي | على متن دبابته, استهداف الجنود | وتدمير آلياتهم
        any(_thing(stage, stem) for cut, stem in t.stems if not (cut and t.fold[0] == "و"))
        and tokens[t.index - 1].fold not in stage.scene.words.lists["preposition"]
        for t in near
    )


def _thing(stage: Stage, stem: str) -> bool:
    """True for a noun of what is struck, in any case, dual, or somebody's (منزلا, دبابتين, سيارته)."""
    owned = without_pronoun(stem, ("ها", "هم", "ه"))[1]
    return any(noun in stage.scene.words.targets for noun in (*uninflected(stem), *owned))


def _adjoins(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True where only adjectives, figures, means or the player's own preposition lie between a noun and a player."""
    tokens = stage.scene.text.tokens
    apart = {t.first for t in stage.scan.triggers} | {m.first for m in stage.scan.marks if m.mark.id in _OTHERWISE}
    words = 0
    for at in range(trigger.last, player.first):
        token = tokens[at]
        if (token.kind == "punct" and token.text not in '"”“»«(') or at in apart:
            return False
        if token.kind != "word" or at in stage.scene.counted or at in stage.scene.timed:
            continue
        own = at == player.first - 1 and token.fold.removeprefix("و") == player.preposition
        if (not own and _leads_away(stage, at)) or (token.fold in WHO and not _by_whom(stage, at)):
            return False  # المطالبة | بإسقاط النظام, غارات | على مواقع للفصيل, المساعدة | التي يحتاج إليها السكان
        words += 1
    return words <= 3


def _by_whom(stage: Stage, at: int) -> bool:
    """True where the clause behind a relative pronoun says who did the deed (التهديدات التي أطلقها الفصيل, صرح بها)."""
    tokens, verb = stage.scene.text.tokens, at + 1
    if verb + 1 >= stage.sentence.last:
        return False
    gathers = tokens[verb].fold in stage.scene.words.lists["gathers"]
    return gathers or tokens[verb + 1].fold in ("به", "بها") or any(f.object for f in stage.scene.forms(verb))


def _leads_away(stage: Stage, at: int) -> bool:
    """True for a preposition and for a noun with one attached that is no weapon (بالمدفعية)."""
    words, token = stage.scene.words, stage.scene.text.tokens[at]
    attached = [stem for cut, stem in token.stems if cut == 1] if token.fold[:1] in "بل" else []
    known = words.weapons.at(stage.scene.text.tokens, at) is not None or not attached
    return token.fold in words.lists["preposition"] or not known
