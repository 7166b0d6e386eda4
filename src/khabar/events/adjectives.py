"""What the form of a word tells of whether it describes the noun before it or is somebody of its own."""

from __future__ import annotations

from khabar.objects import Token

# Behind a definite noun they describe it (الهجوم المسلح, الجليل المحتل); elsewhere they are somebody.
_DESCRIBING = frozenset({"المسلح", "المسلحه", "العسكري", "العسكريه", "المحتل", "الارهابي", "الارهابيه"})
_BOTH = frozenset({"الوفدان", "الوزيران", "الرييسان", "الطرفان", "الجانبان", "البلدان", "المسوولان"})
_OWNED = ("هما", "هم", "ها", "نا")  # of a noun with a pronoun (تعاونهما العسكري)
_SHORT = 5  # letters with such an end that may be a preposition (عليها)


def describes(noun: Token, adjective: Token) -> bool:
    """True for one of few adjectives with the gender of a definite noun before it (not الشرطة | الإرهابي)."""
    if adjective.fold not in _DESCRIBING:
        return False
    owned = noun.fold.endswith(_OWNED) and len(noun.fold) > _SHORT
    definite = owned or any(stem.startswith("ال") for _, stem in noun.stems)
    return definite and (owned or adjective.fold.endswith("ه") or not noun.fold.endswith("ه"))


def disagrees(head: Token, token: Token) -> bool:
    """True for a word that its form keeps from describing a head: مسلحون | جنديين, المنظمات | السلطات."""
    if token.fold in _DESCRIBING and head.text.endswith("ة") and not token.fold.endswith("ه"):
        return True  # الشرطة | الإرهابي
    if head.fold.endswith("ات") and head.fold.startswith("ال"):
        return not token.fold.endswith("ه")
    if head.fold in _BOTH:  # بحث الوفدان | الجهود
        return not token.fold.endswith("ان")
    return head.fold.endswith(("ون", "ان")) and token.fold.endswith("ين")


def feminine(token: Token) -> bool:
    """True for an indefinite noun or adjective with the feminine ending as it is written, of no other shape."""
    return token.text.endswith("ة") and not token.fold.startswith("ال")


def relative(token: Token) -> bool:
    """True for a word shaped like a relational or sound plural adjective (تركي، روسية، مجهولين, not يستقلون)."""
    verb = token.fold[0] == "ي" and token.fold.endswith("ون") and not token.fold.endswith("يون")
    return not verb and len(token.fold) > 3 and token.fold.endswith(("ي", "يه", "ين", "ون", "يان", "يين"))
