"""A cluster of mentions as an entity: its name, its other names, who or where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khabar.entities.actors import identify, unknown_code
from khabar.entities.aliases import is_kunya
from khabar.entities.country import only_where
from khabar.entities.places import PlaceResolver, Resolved
from khabar.entities.roles import role_code, role_text, ruled_country
from khabar.lexicon import Lexicon
from khabar.mentions.offices import OFFICE
from khabar.objects import Candidate, Entity, EntityKind, Links, Mention, Place, Text
from khabar.text.fold import fold
from khabar.text.quotes import without_quotes
from khabar.text.tokens import spaced

_GUESSED = 0.7  # confidence of whose a body or a group is where only the report's country tells
_NO_ALIAS = frozenset({"mention.demonym.adjective", OFFICE})
_WITH_LAM = ("لواء", "لجنة", "لجان")  # their own ل is the second one in للواء, للجنة
_UNNAMED = frozenset({"mention.body.bare", "mention.head"})  # rules of nouns that by themselves name nobody


@dataclass(slots=True)
class Cluster:
    """Candidates of one entity on the way; `key` is what makes them one."""

    key: str
    kind: EntityKind
    members: list[Candidate] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    actor: str | None = None
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a report's clusters are read against; `places` by number of candidate.

    `weights` are how much it speaks of each country (ISO3), `home` is the one that it is at home in.
    """

    text: Text
    candidates: Sequence[Candidate]
    places: Mapping[int, Resolved]
    resolver: PlaceResolver
    lexicon: Lexicon
    weights: Mapping[str, float]
    home: str | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a cluster beside its mentions."""

    name: str
    code: str | None = None
    links: Links = field(default_factory=Links)
    role: str | None = None
    place: Place | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()


def make_entity(number: int, cluster: Cluster, scene: Scene) -> Entity:
    """The entity of a cluster, `number` its place in the report (e1, e2 …)."""
    raw = scene.text.raw
    facts = _facts(cluster, best_name(cluster, raw), scene)
    where = cluster.kind == "state" and only_where(scene.text, cluster.members)
    return Entity(
        id=f"e{number}",
        kind="place" if where else cluster.kind,
        name=facts.name,
        aliases=_aliases(facts.name, cluster, raw),
        role=facts.role,
        actor_code=facts.code,
        actor=cluster.actor,
        links=facts.links,
        place=facts.place,
        mentions=tuple(Mention(start=m.start, end=m.end, text=m.text, form=m.form) for m in cluster.members),
        confidence=facts.confidence,
        alternatives=facts.alternatives,
        rule=next((m.rule for m in sorted(cluster.members, key=_is_office)), "entity.publisher"),
    )


def _is_office(member: Candidate) -> bool:
    return member.rule == OFFICE


def _facts(cluster: Cluster, name: str, scene: Scene) -> _Facts:
    if cluster.kind == "person":
        return _person(cluster, name, scene)
    if cluster.actor:
        identity = identify(cluster.actor, scene.lexicon)
        place = scene.resolver.state(identity.country) if cluster.kind == "state" else None
        guessed = all(m.rule in _UNNAMED for m in cluster.members)
        confidence = _GUESSED if cluster.members and guessed else None
        return _Facts(identity.name or name, identity.code, identity.links, place=place, confidence=confidence)
    if cluster.kind in ("organization", "armed_group", "media"):
        return _Facts(name, unknown_code(cluster.kind, name, scene.lexicon, scene.home))
    if cluster.resolved is None:
        return _Facts(name)
    row, place, others = cluster.resolved.row, cluster.resolved.place, cluster.resolved.others
    if row is not None and fold(name) != fold(row.name) and f" {fold(name)}" in f" {fold(row.name)}":
        name = row.name
    links = Links(wikidata=row.wikidata, geonames=row.geonames, whosonfirst=row.whosonfirst) if row else Links()
    return _Facts(name, links=links, place=place, confidence=cluster.resolved.confidence, alternatives=others)


def _person(cluster: Cluster, name: str, scene: Scene) -> _Facts:
    spans = [m.role for m in cluster.members if m.role is not None]
    role = role_text(scene.text, spans, scene.lexicon)
    code = None
    if role and spans:
        longest = max(spans, key=lambda s: s[1] - s[0])
        code = role_code(role, longest, scene.candidates, scene.lexicon, scene.places, scene.home)
    if not cluster.actor:
        return _Facts(name, code, role=role)
    identity = identify(cluster.actor, scene.lexicon)
    ruled = ruled_country(role, scene.lexicon) if role else None
    if ruled and identity.country and ruled != identity.country:
        role = None  # another's office that stands beside the name
    held = code if ruled and identity.code == "IGO" else None  # what he was before
    return _Facts(identity.name or name, held or identity.code or code, identity.links, role)


def best_name(cluster: Cluster, raw: str) -> str:
    """The fullest name among the mentions, without quotation marks; the first where two are as full.

    A father's or mother's name (أبو ليث) is one's name only where one has no other.
    """
    named = [m for m in cluster.members if m.form == "name"] or cluster.members
    own = [m for m in named if m.kind != "person" or not is_kunya(m.text)] or named
    best = max(own, key=lambda m: len(_clean(m.text)), default=None)
    return said(best, raw) if best else ""


def _aliases(name: str, cluster: Cluster, raw: str) -> tuple[str, ...]:
    """Everything else that the report, or the gazetteer for a place, calls it; relative adjectives left out."""
    names = [said(m, raw) for m in cluster.members if m.rule not in _NO_ALIAS]
    row = cluster.resolved.row if cluster.resolved else None
    known = [row.name, *row.aliases] if row else []
    seen = {fold(name)}
    found = []
    for alias in (*names, *known):
        if fold(alias) not in seen:
            seen.add(fold(alias))
            found.append(alias)
    return tuple(found)


def said(member: Candidate, raw: str) -> str:
    """A mention as a name: without quotation marks, the article that للـ has swallowed put back."""
    swallowed = member.text.startswith("ل") and raw[member.start - 1 : member.start] == "ل"
    return ("" if not swallowed else "ال" if member.text.startswith(_WITH_LAM) else "ا") + _clean(member.text)


def _clean(text: str) -> str:
    return spaced(without_quotes(text).replace("_", " "))


def plain(text: str) -> str:
    """A name folded, without quotation marks and the underscores of hashtags."""
    return fold(_clean(text))


def first_word(text: str) -> str:
    """The first folded word of a name, empty where there is none."""
    words = plain(text).split()
    return words[0] if words else ""
