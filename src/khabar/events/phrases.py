"""The players of a sentence as grammar parts them: what is written onto a name, and phrases side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.events.agreement import uninflected
from khabar.events.kinship import of_kin
from khabar.events.scene import Player, Scene
from khabar.events.vocabulary import Participant
from khabar.mentions.counts_words import read_noun
from khabar.objects import Sentence, Token
from khabar.text.fold import without_article

_LED = ("regime", "soldiers", "rebels")
_MANY = ("الاف", "ميات", "عشرات")
_RELATIVE = ("مدني", "عسكري", "مسلح")  # of a thing or of persons
_EMPLOYERS = ("organization", "armed_group", "state")
_BODIES = ("officials", "soldiers", "police", "bodies", "regime", "enemy", "coalition", "civilians", "protesters")


def players_of(scene: Scene, sentence: Sentence) -> tuple[Player, ...]:
    """The players of a sentence in order, without overlaps; each ends where another begins or a deed is told."""
    players = [_governed(scene, _official(scene, p)) for p in scene.players(sentence) if not _nobody(scene, p)]
    players = [of_kin(scene, p) for p in players]
    return tuple(part for player in _apposed(scene, players) for part in _parted(scene, player))


def _nobody(scene: Scene, player: Player) -> bool:
    """True for words that are taken for someone and name none here."""
    mistaken = (_weapon, _front, _power, _deed, _heap, _of_thing)
    return any(other(scene, player) for other in mistaken)


def _apposed(scene: Scene, players: Sequence[Player]) -> Iterator[Player]:
    """The players, a person and the office or the noun that the name goes with as one.

    Both orders of office and name: وزير الزراعة، سامر الأحمد، and سامر الأحمد، وزير الزراعة; the noun first: امرأة تدعى
    هدى الأحمد.
    """
    at = 0
    while at < len(players):
        player, following = players[at], players[at + 1] if at + 1 < len(players) else None
        if following is not None and _led_by(scene, player, following):
            player = replace(player, last=following.last)
            at += 1
        elif following is not None and _beside(scene, player, following):
            person = player if player.sort == "person" else following
            player = replace(person, first=player.first, last=following.last, preposition=player.preposition)
            at += 1
        yield player
        at += 1


def _led_by(scene: Scene, body: Player, leader: Player) -> bool:
    """True for a body and the name of its leader right behind it (قوات نظام | فلان, حكومة | فلان)."""
    tokens = scene.text.tokens
    if leader.first != body.last or leader.sort != "person" or leader.entity is None or leader.preposition:
        return False
    last, heads = tokens[body.last - 1].fold, scene.words.participants
    body_of = heads.get(last) or heads.get(f"ال{last}")
    named = body.entity is not None and body.sort == "group" and tokens[leader.first].fold[:1] != "و"
    return named and body_of is not None and body_of.id in _LED and not scene.definite(body.last - 1)


def _beside(scene: Scene, one: Player, other: Player) -> bool:
    """True for an office without a name and a named person, in either order, with a comma or a naming word between."""
    tokens = scene.text.tokens
    person, office = (one, other) if one.sort == "person" else (other, one)
    if person.sort != "person" or person.entity is None or office.entity is not None or other.preposition:
        return False
    between = tokens[one.last : other.first]
    if other is person and len(between) == 1 and between[0].fold in scene.words.lists["named"]:
        return True
    if one is person and not between:
        return _titled_so(scene, person, office)
    if len(between) != 1 or between[0].text not in "،,":
        return False
    held = any(stem in scene.words.lists["offices"] for _, stem in tokens[office.first].stems)
    after = tokens[other.last] if other.last < len(tokens) else None
    first = tokens[other.first].fold
    joined = first[:1] == "و" and first not in scene.words.participants  # not in وزير
    return held and not joined and (after is None or after.kind == "punct" or one is person)


def _titled_so(scene: Scene, person: Player, office: Player) -> bool:
    """True for the office right behind a name that is its title, too (الأمير فلان | أمير المنطقة)."""
    tokens = scene.text.tokens
    return tokens[person.first].fold == "ال" + tokens[office.first].fold


def _of_thing(scene: Scene, player: Player) -> bool:
    """True for an adjective of a weapon or of a deed that names no gunman (مقذوف مجهول, هجوم مسلح)."""
    tokens, words, at = scene.text.tokens, scene.words, player.first - 1
    if player.entity is not None or at < 0:
        return False
    if player.first not in scene.counted and _of_target(scene, player.first):
        return True
    if tokens[player.first].fold not in words.lists["of-gunmen"]:
        return False
    deed = any(n.kind.genitive == "agent" and not n.people for _, n in words.read(tokens[at]).nouns)
    return words.weapons.at(tokens, at) is not None or (deed and not scene.definite(at))


def _of_target(scene: Scene, at: int) -> bool:
    """True for an adjective of what is struck that could name people, in its number and case (موقعين مدنيين)."""
    thing, word = scene.text.tokens[at - 1], scene.text.tokens[at].fold
    stems = {noun for _, stem in thing.stems for noun in uninflected(stem)}
    if stems.isdisjoint(scene.words.targets) or not word.startswith(_RELATIVE) or scene.definite(at):
        return False
    dual = word.endswith(("ين", "ان"))
    return dual == thing.fold.endswith(("ين", "ان")) and (dual or word.endswith(("ي", "يا", "يه")))


def _deed(scene: Scene, player: Player) -> bool:
    """True for تنظيم alone, which is what is done (دعت إلى تنظيم إضراب) and no organization."""
    one = player.last - player.first == 1
    return one and player.entity is None and any(s == "تنظيم" for _, s in scene.text.tokens[player.first].stems)


def _heap(scene: Scene, player: Player) -> bool:
    """True for a great number of things (مئات الخيام, آلاف الدونمات), taken for a crowd."""
    if player.participant is None or player.participant.id != "protesters" or player.entity is not None:
        return False
    tokens = scene.text.tokens
    words = [t for t in tokens[player.first : player.last + 2] if t.kind == "word"]
    at = next((i for i, t in enumerate(words) if without_article(t.fold) in _MANY), None)
    if at is None or at + 1 >= len(words):
        return False
    noun = words[at + 2] if words[at + 1].fold == "من" and at + 2 < len(words) else words[at + 1]
    thing = without_article(noun.fold)
    counted = read_noun(scene.words.counting, noun)
    return thing in scene.words.targets or (counted is not None and counted[0].noun.kind != "person")


def _official(scene: Scene, player: Player) -> Player:
    """An official of a body or state, told without a name, is a person and not that body (قائد الفصيل)."""
    stems = (stem for _, stem in scene.text.tokens[player.first].stems)
    if player.participant is None or player.kind not in _EMPLOYERS:
        return player
    if not any(stem in scene.words.lists["offices"] for stem in stems):
        return player
    return replace(player, sort="people", entity=None, kind="people", adjective=False)


def _weapon(scene: Scene, player: Player) -> bool:
    """True where a weapon's name was taken for somebody's (قذيفة هاون)."""
    tokens, weapons = scene.text.tokens, scene.words.weapons
    if player.entity is None or player.sort == "state":
        return False
    matches = (weapons.at(tokens, at) for at in range(max(0, player.first - 1), player.first + 1))
    return any(m is not None and m.last >= player.last for m in matches)


def _front(scene: Scene, player: Player) -> bool:
    """True for a front, where there is fighting (على جبهة الوادي), which is no group of that name."""
    front = without_article(scene.text.tokens[player.first].fold) == "جبهه"
    return front and player.entity is None and player.preposition in ("في", "علي")


def _power(scene: Scene, player: Player) -> bool:
    """True for power itself, which is seized, held or handed over (استولى على السلطة), and no body of that name."""
    lone = player.entity is None and player.last - player.first == 1 and bool(player.preposition)
    return lone and without_article(scene.text.tokens[player.first].fold.removeprefix(player.preposition)) == "سلطه"


def _governed(scene: Scene, player: Player) -> Player:
    """A player whose name has ب or ل written onto it, which governs it (لبرنامج الأغذية)."""
    token = scene.text.tokens[player.first]
    if player.entity is None or player.preposition or token.fold[:1] not in ("ب", "ل"):
        return player
    mentions = scene.entities[player.entity].mentions
    at = bisect_left(mentions, token.start, key=lambda m: m.start)
    cut = mentions[at].start - token.start if at < len(mentions) else 0
    return replace(player, preposition=token.fold[0]) if cut == 1 else player


def _parted(scene: Scene, player: Player) -> Iterator[Player]:
    """A nameless player up to the noun with the article that is none of its own, and whoever that noun names.

    Behind a noun with the article or its genitive no further genitive follows: subject and object stand side by side
    (طردت الحكومة | السفير, استقبل رئيس الحكومة | الوفد), or subject and deed (رفض الجيش | الانسحاب).
    """
    if player.entity is not None or player.first in scene.counted:
        yield player
        return
    words, first, known = scene.words, player.first, scene.definite(player.first)
    for at in range(player.first + 1, player.last):
        token = scene.text.tokens[at]
        joined = _joined(scene, token)
        if joined is not None:
            yield replace(player, first=first, last=at)
            player, first = replace(player, participant=joined, preposition="", cut=1), at
            continue
        if not token.fold.startswith("ال"):
            continue
        entry = words.participants.get(token.fold) or words.participants.get(without_article(token.fold))
        names = entry is not None and entry.id in _BODIES and not token.fold.endswith(("ي", "يه"))
        if known and (names or _no_adjective(scene, at) or _unlike(scene, player.first, token)):
            yield replace(player, first=first, last=at)
            if not names:
                return
            player, first = replace(player, participant=entry, preposition="", cut=0), at
        known = True
    yield replace(player, first=first)


def _unlike(scene: Scene, head: int, token: Token) -> bool:
    """True for a word that its form keeps from describing a plural of persons (الجنود | النار)."""
    noun = read_noun(scene.words.counting, scene.text.tokens[head], cut=True)
    many = noun is not None and noun[0].shape == "plural" and scene.definite(head)
    return many and not token.fold.endswith(("ون", "ين", "ي", "ه", "ات", "اء", "ان"))


def _joined(scene: Scene, token: Token) -> Participant | None:
    """Whom a word names that و joins to the one before (جنود | ومسلحين)."""
    if token.fold[:1] != "و" or token.fold in scene.words.participants:
        return None
    stem = next((s for cut, s in token.stems if cut == 1), "")
    return scene.words.participants.get(stem)


def _no_adjective(scene: Scene, at: int) -> bool:
    """True for a noun of a deed, of a place or of a weapon."""
    token = scene.text.tokens[at]
    word = without_article(token.fold)
    deed = any(n.definite and not n.suffix and not n.people for _, n in scene.words.read(token).nouns)
    weapon = scene.words.weapons.at(scene.text.tokens, at) is not None
    phrase = scene.words.phrases.at(scene.text.tokens, at) is not None  # ألقت الشرطة | القبض على
    return deed or phrase or weapon or word in scene.words.places or word in scene.words.targets
