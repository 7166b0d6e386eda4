"""Which nouns and prepositions a verb of saying takes as what is said: an object, an addressee, إلى and its like."""

from __future__ import annotations

from typing import Literal

from khabar.statements.cues import Cue
from khabar.statements.regions import governed_by_b
from khabar.statements.speakers import deed_as_object, resumed
from khabar.statements.subject import Subject, own_noun, speaks
from khabar.statements.view import View
from khabar.text.quotes import is_quote

# Pronouns of whom a participle addresses or describes (متهما إياه بالفساد).
_HIM = ("اياه", "اياها", "اياهم")


def noun_complement(
    view: View, cue: Cue, subject: Subject | None, at: int, limit: int, marked: bool
) -> Literal["object", "target"] | None:
    """How the noun at `at` is what is said: as the object, or as whom the verb addresses or accuses; else None.

    `limit` is where the verb's region ends; `marked` tells that أن, a colon or a quotation follows.
    """
    takes, token, phrases = cue.verb.takes, view.tokens[at], view.grammar.phrases
    if token.kind == "punct" and not (is_quote(token.text) or token.text in "#"):
        return None
    plain = _pronoun(view, cue, at) or ("object" if token.fold == "ما" and "object" in takes else None)
    if plain is not None and (plain == "target" or (not marked and at + 1 < limit)):
        return plain
    recorded = token.fold in view.grammar.words["recorded"] or _counted(view, at, limit)
    if "deed" in takes and (recorded or deed_as_object(view, token)):
        return "object"
    narrow = next((n for n in ("request", "claimable", "feeling", "stand") if n in takes), None)
    if narrow is not None and (token.fold in view.grammar.words[narrow] or _stance(view, narrow, at)):
        return "object"
    owned = (
        subject is not None
        and token.text.endswith(("ته", "تها", "تهم"))
        and (subject.mode == "after" or not view.grammar.verbs.readings(token))
    )
    bound = phrases.closed(token) or phrases.complementiser(token) or (phrases.finite(token) and not owned)
    if narrow is not None or (token.kind == "word" and bound):
        return None
    if "blame" in takes:
        words = (t.fold for t in view.tokens[at : min(limit, at + 30)])
        return "target" if any("مسووليه" in w or "مسئوليه" in w for w in words) else None
    deed = phrases.deed(token)
    if "deed" in takes and deed:
        return "object"
    if "predicate" in takes and view.tokens[cue.last].fold in view.grammar.words["resuming"]:
        return "target"
    if "target" in takes and (not marked or _addressee(view, at)):
        return (
            "target"
            if subject
            or cue.kind == "participle"
            or cue.form.object
            or cue.form.number == "p"
            or must_name(cue)
            or (resumed(view, cue.at - 1) or _reaches(view, at, limit, takes))
            else None
        )
    # طلب المشورة asks for a thing, which says nothing; of whom one asks (من) comes with a deed.
    if "object" in takes and (deed or not (marked or "from" in takes)):
        deed = deed or own_noun(view, at, cue.form)
        return "object" if deed or subject or cue.kind == "participle" or cue.form.person == 1 else None
    holder = cue.kind == "participle" or bool(cue.form.object) or (subject is not None and speaks(view, subject))
    if "opinion" in takes and not marked and holder:
        return "object"
    return None


def _pronoun(view: View, cue: Cue, at: int) -> Literal["target"] | None:
    """How إياه is what is said, right behind a participle that addresses or describes."""
    him = view.tokens[at].fold in _HIM and at == cue.last
    return "target" if him and {"target", "predicate", "blame", "told"} & cue.verb.takes else None


def _stance(view: View, narrow: str, at: int) -> bool:
    """True for the noun of a stance where a stand is repeated: جدد رفضه، جدد الدعوة."""
    return narrow == "stand" and view.grammar.stance(view.tokens[at].fold) is not None


def _counted(view: View, at: int, limit: int) -> bool:
    """True for a number of deeds or victims, as those give it who record them (12 غارة، ما لا يقل عن 3 قتلى)."""
    near = view.tokens[at : min(limit, at + 7)]
    numbered = (
        near[0].kind == "number" or near[0].fold in ("ما", "اكثر") or near[0].fold in view.grammar.words["counting"]
    )
    return numbered and any(t.fold in view.grammar.words["recorded"] for t in near)


def _reaches(view: View, at: int, limit: int, takes: frozenset[str]) -> bool:
    """True where what is asked of the addressee at `at` follows: a governed preposition or a deed near by."""
    near = range(at + 1, min(limit, at + 10))
    return any(
        governed(view, i, takes | {"of", "with"}) is not None or view.grammar.phrases.deed(view.tokens[i]) for i in near
    )


def _addressee(view: View, at: int) -> bool:
    token = view.tokens[at]
    return at in view.units or token.fold.startswith("ال") or view.grammar.head_class(token.fold) is not None


def must_name(cue: Cue) -> bool:
    """True for verbs joined by و that always have someone as their object: to accuse, to threaten."""
    return bool(cue.form.cut) and cue.verb.act in ("accuse", "threaten")


def points(view: View, at: int) -> bool:
    """True for هذا or هذه before what is objected to (هذه الجريمة)."""
    tokens = view.tokens
    return tokens[at].fold in ("هذا", "هذه") and at + 1 < len(tokens) and tokens[at + 1].fold.startswith("ال")


def governed(view: View, at: int, takes: frozenset[str]) -> int | None:
    """The token at which what a governed preposition leads to begins (إلى, على, عن, من, في, بـ), or None."""
    token = view.tokens[at]
    if token.kind != "word" or view.in_person(at):
        return None
    for word, take, step in (
        ("الي", "to", 1),
        ("علي", "on", 1),
        ("عن", "about", 1),
        ("عما", "about", 0),
        ("من", "of", 1),
        ("في", "in", 1),
    ):
        if token.fold == word and take in takes:
            return at if word == "من" and _whoever(view, at + 1) else at + step
    if "with" in takes and token.fold != "بذلك" and (governed_by_b(view, at) or _names_thing(view, at)):
        return at + 1 if token.fold == "بان" else at
    return None


def _whoever(view: View, at: int) -> bool:
    """True for a verb in the present behind من: whoever does so (حذر من يحاول العبث)."""
    token = view.tokens[at] if at < len(view.tokens) else None
    if token is None or token.fold[:1] != "ي":
        return False
    readings = view.grammar.verbs.readings(token)
    present = any(r.person == 3 and r.tense == "present" for r in readings)
    return (present or view.grammar.phrases.finite(token)) and at not in view.owner


def _names_thing(view: View, at: int) -> bool:
    """True for بما before a verb with its object: أشاد بما وصفه، رحب بما أنجزته."""
    following = view.tokens[at + 1].fold if at + 1 < len(view.tokens) else ""
    return view.tokens[at].fold == "بما" and following.endswith(("ه", "ها", "هم"))
