"""Phrases of occasion beside a verb of saying: خلال مؤتمر، في بيان نشرته الوزارة، عبر تويتر، في هذا السياق."""

from __future__ import annotations

from khabar.statements.view import View
from khabar.text.fold import without_article

_THEN = ("حينه", "حينها", "وقتها")
# For whom one speaks, besides (أعرب الوزير باسمه وباسم الحكومة عن).
_IN_HIS_NAME = ("باسمه", "باسمها", "باسمهم")


def occasion(view: View, at: int) -> bool:
    """True where a phrase of occasion begins: خلال مؤتمر، في بيان، عبر تويتر، على صفحته."""
    token = view.tokens[at]
    word = token.fold[1:] if token.fold[:1] == "و" else token.fold
    if token.kind != "word":
        return False
    if word in view.grammar.words["occasion"] or word in view.grammar.words["manner"]:
        return True
    if word in _IN_HIS_NAME or token.fold == "وباسم":
        return True
    if word == "فيما" and at + 1 < len(view.tokens) and view.tokens[at + 1].fold in ("يخص", "يتعلق"):
        return True
    if view.grammar.has(token, "venue-preposition") and at + 1 < len(view.tokens):
        following = view.tokens[at + 1]
        pointed = following.fold in ("هذا", "ذات", "نفس") and at + 2 < len(view.tokens)
        if word == "في" and (view.tokens[at + 2] if pointed else following).fold in view.grammar.words["moment"]:
            return True
        return (
            following.fold in ("وقت", "حين", *_THEN)
            or following.fold in view.grammar.words["venue"]
            or without_article(following.fold) in view.grammar.words["venue"]
            or (at + 1 in view.clock)
        )
    if word == "بهذا" and at + 1 < len(view.tokens):
        return view.tokens[at + 1].fold in view.grammar.words["moment"]
    return word.startswith("ب") and word[1:] in view.grammar.words["venue"] and word[1:] != "يان"


def occasion_end(view: View, at: int, limit: int) -> int:
    """The token after the phrase of occasion at `at`, with what hangs on it (في بيان صدر عنه)."""
    token = view.tokens[at]
    if token.fold.lstrip("و") in _IN_HIS_NAME:
        return at + 1
    inner = at + 1 if token.fold[:1] != "ب" or view.grammar.phrases.closed(token) else at
    inner += token.fold.lstrip("و") == "فيما"
    if inner < limit and view.tokens[inner].fold in _THEN:
        return inner + 1
    found = view.grammar.phrases.at(view.text, inner, limit, view.units, view.people) if inner < limit else None
    end = found.core if found and found.apposition else found.last if found else at + 1
    if inner + 1 in view.units and view.grammar.head_class(view.tokens[inner].fold) == "media":
        end = min(end, view.units[inner + 1])
    if found and view.grammar.head_class(view.tokens[inner].fold) == "document":
        end = next((i for i in range(inner + 1, min(end, inner + 3)) if _told_in_paper(view, i)), end)
    end = max(end, at + 2 if inner < limit and view.tokens[inner].fold in view.grammar.words["venue"] else at + 1)
    owned = inner + 1 in view.owner and inner + 1 < min(end, limit)
    if owned and view.tokens[inner].fold.endswith(("ها", "هم", "ره", "انه")):
        end = inner + 1  # في تقريرها الحوثيين: who is named behind the pronoun is the verb's object
    if end < limit and view.tokens[end].fold in view.grammar.words["same"]:
        end += 1
    for _ in range(3):
        if end < limit and end not in view.clock and occasion(view, end) and end > at:
            return occasion_end(view, end, limit)
        end = _past_description(view, end, limit) if end > inner else end
        if end + 1 < limit and view.tokens[end].fold == "في":
            place = view.grammar.phrases.at(view.text, end + 1, limit, view.units, view.people)
            end = place.core if place else end
        if end + 1 < limit and view.tokens[end].fold in (
            "صدر",
            "صادر",
            "نشر",
            "له",
            "لها",
            "لهم",
            "صدرت",
            "مع",
            "عنه",
            "عنها",
            "اليوم",
        ):
            end += 1
            found = view.grammar.phrases.at(view.text, end, limit, view.units, view.people) if end < limit else None
            end = found.core if found and view.tokens[end - 1].fold == "مع" else end
    return end


def _told_in_paper(view: View, at: int) -> bool:
    """True where what a paper tells begins right behind it: a quotation, عدم, a deed of who speaks (في بيان رفضه)."""
    token = view.tokens[at]
    published = any(r.person == 3 and r.object for r in view.grammar.verbs.readings(token))  # في بيان نشره
    own = token.fold.endswith(("ه", "ها", "هم")) and view.grammar.phrases.deed(token) and not published
    return at in view.quotes or token.fold == "عدم" or own


def _past_description(view: View, at: int, limit: int) -> int:
    """Past what tells of a paper, its verb and who it went to: في كلمة وجهها للخريجين، في بيان نشرته الوزارة."""
    if at + 1 >= limit:
        return at
    readings = view.grammar.verbs.readings(view.tokens[at])
    past = [r for r in readings if r.person == 3 and r.tense == "past" and not r.cut]
    taken_up = view.tokens[at + 1].fold in view.grammar.words["resuming"]
    if not past or not (taken_up or any(r.object for r in past)):
        return at
    at += 1 + taken_up
    at = min(limit, view.clock.get(at, at))
    word = view.tokens[at].fold if at < limit else ""
    if (
        at in view.units
        or word in view.grammar.words["counting"]
        or (word.startswith(("ال", "ل")) and not view.grammar.phrases.complementiser(view.tokens[at]))
    ):
        found = view.grammar.phrases.at(view.text, at, limit, view.units, view.people)
        return found.core if found else at + 1
    return at
