"""Where two words were written as one: blanks that a dump has lost, told by letters that only begin or end a word.

إ begins a word or stands behind what is written onto it (والإعلام), tanween ends one (أيضاًقال), and so do a few
particles before the article (منالقوات) and أنّ (أنّموسكو); على, الذي, الذين, منذ and أنّه stand by themselves, and so
does في behind a plural. An article with long letters on both sides begins a word (مراسلالوكالة, مصدرللقناة): few words
of Arabic and few names hold one inside. Verbs of news and their outlets come apart (ذكرتصحيفة). Nothing else is
guessed.
"""

from __future__ import annotations

import re

from khabar.text.fold import CONTROLS, MARKS, TATWEEL

_SHORTEST, _LONGEST = 5, 60  # letters of words written as one; longer runs are no words
_PLAIN = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}]")
_L, _M = "\u0621-\u064a", f"[{MARKS}]"
_TAIL = r"[يهل]|ا[تن]|و[نر]|ت[ياهنك]"  # begins an ending of plurals or adjectives, or ال of a ل before it
_ONTO = r"[وف]?(?:[بلك]?(?:ال)?|لل|س)|أف?"  # what is written onto a word, the interrogative too
_SAID = "|".join(
    f"{_M}*".join((*verb, "")) for verb in ("قال", "ذكر", "أفاد", "نقل", "كشف", "نشر", "أكد", "أعلن", "تحدث", "أورد")
)
_SPLIT = re.compile(
    rf"(?P<tanween>.{{2,}}?(?:اً|ًا))(?=[{_L}])"
    rf"|(?P<particle>[وف]?(?:من|عن|في|قال|قالت|كان|كانت|بين|خلال|عبر|أمام|[بل]?[أإ]ن){_M}*)(?=ال[{_L}]{{4}})"
    rf"|(?P<clause>[وبلك]*[أإ]نّ(?:ها(?=[{_L}]{{4}})|(?=هناك|هذ|(?!ه)[{_L}]{{4}})))"
    rf"|(?P<plural>[وفب]*(?:ال|لل).{{2,}}(?:ين|ون|ات))(?=(?:في|عن|من|قد)$)"
    rf"|(?P<plurals>[وفب]*(?:ال|لل).{{4,}}(?:ين|ون))(?=(?![اويتهكن])[{_L}]{{4}})"
    rf"|(?P<news>[وف]?(?:{_SAID})ت?)(?=(?:صحيف|مجل|وكال|شبك|قنا|وزار|هيئ|حرك|منظم)ة|وسائل|مصادر|مصدر|موقع|مراسل|وزير)"
    rf"|(?P<relative>.{{3,}})(?=الذين?$)"
    rf"|(?P<over>.{{4,}})(?=على$)"
    rf"|(?P<since>.{{3,}})(?=منذ$)"
)
# No plural (احتفالاتهم) and no adjective (راديكاليتهم), nor a verbal noun in ال before another word (احتلالمدينة).
_INSIDE = re.compile(
    rf"(?P<article>(?:[{_L}]{{3,}}?[{_L}{MARKS}](?<!ل)|(?![وفبلك]*[اإأ])[{_L}]{{3,}}?ل))(?=ال(?!{_TAIL})[{_L}]{{5}})"
    rf"|(?P<to>.{{3,}}?)(?=لل(?!{_TAIL})[{_L}]{{4}})"
    rf"|(?P<onto>.{{4,}}?)(?=[بو]ال(?!{_TAIL})[{_L}]{{4}})"
)
_SAYING = re.compile(rf"(?P<saying>.{{3,}}?[{_L}{MARKS}](?<![شم]))(?=ب?أنّ?(?:ها?|هم)?$)")
_HIGHER = re.compile(rf"(?:{_ONTO})?[اأ]")


def boundary(text: str) -> int:
    """Where the second word begins in a stretch of letters that holds two, 0 where it is one."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return 0
    found = _SPLIT.match(text)
    cut = found.end() if found is not None else 0
    if found is not None and found.lastgroup in ("relative", "over") and not _stands(text[:cut]):
        cut = 0
    held = (m.end() for m in (_INSIDE.match(text), _SAYING.match(text)) if m is not None)
    return min(filter(None, (cut, _below(text), *held)), default=0)


def _stands(before: str) -> bool:
    """True for letters that may be a word: more than what is written onto one, and no part of أعلى."""
    plain = _PLAIN.sub("", before)
    return re.fullmatch(_ONTO, plain) is None and _HIGHER.fullmatch(plain) is None


def _below(text: str) -> int:
    """Where إ begins a word inside the letters, 0 where it does not; عبد الإله is written عبدالإله, too."""
    at = text.find("إ", 2)
    if at < 0:
        return 0
    plain = _PLAIN.sub("", text[:at])
    written_onto = re.fullmatch(_ONTO, plain) is not None
    article = plain.endswith("ال") and not plain.endswith("قال")
    return 0 if written_onto or article or len(plain) < 2 else at
