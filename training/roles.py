"""Roles by apposition: an office or title that runs up to a person's name, as the roles head's distant targets.

Wojood's sample holds 262 occupations, too few to learn from. Where a noun of office stands before a person's name with
nothing but its complement between them (المتحدث باسم الجيش فلان), the stretch from the noun to the name is a role. A
noun of office anywhere else leaves the words after it unsupervised.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.text.fold import fold, without_article

REACH = 8  # most words of a role

_OFFICES = (
    "رئيس رئيسة وزير وزيرة نائب نائبة قائد متحدث متحدثة ناطق ناطقة مدير مديرة أمين أمينة سفير سفيرة مبعوث مبعوثة "
    "محافظ عضو مستشار مستشارة مندوب مندوبة وكيل ملك ملكة أمير أميرة مساعد مفوض مفوضة مسؤول مسؤولة منسق منسقة زعيم "
    "حاكم والي عمدة قاضي مدعي مراسل مراسلة محامي خبير باحث مدرب لاعب مهاجم حارس كاتب كاتبة مخرج ممثل ممثلة فنان "
    "فنانة شاعر مطرب مطربة عميد عقيد لواء رائد نقيب فريق مقدم مشير بابا مفتي إمام شيخ سلطان ولي مستشاري"
)
# Words that end a noun phrase: what follows them belongs to no title.
_BREAKS = "ان أن إن التي الذي الذين مع الى إلى من عن حيث قال وقال قالت كما لكن بعد قبل خلال هو هي كان كانت هذا هذه"
_OFFICE_FORMS = frozenset(map(fold, _OFFICES.split()))
_BREAK_FORMS = frozenset(map(fold, _BREAKS.split()))


def is_office(word: str) -> bool:
    """Whether the word is a noun of office, with or without article and clitics."""
    folded = fold(word)
    forms = [folded, *(folded[cut:] for cut in (1, 2) if len(folded) > cut + 2 and set(folded[:cut]) <= set("وفلبك"))]
    return any(without_article(form) in _OFFICE_FORMS for form in forms)


def role_masks(words: Sequence[str], people: Sequence[tuple[int, int]]) -> list[int]:
    """Masks of the roles head: 1 O, 2 B, 4 I, 0 unsupervised. `people` are the spans of persons' names."""
    found = [1] * len(words)
    offices = [at for at, word in enumerate(words) if is_office(word)]
    for at in offices:
        stop = next((n for n in range(at + 1, min(at + 6, len(words))) if not words[n][0].isalpha()), at + 6)
        found[at : min(stop, len(words))] = [0] * (min(stop, len(words)) - at)
    inside = {at for first, last in people for at in range(first, last)}
    for first, last in people:
        found[first:last] = [1] * (last - first)
    for first, _ in people:
        start = None
        for at in range(first - 1, max(-1, first - 1 - REACH), -1):
            word = words[at]
            if at in inside or not (word[0].isalpha() or word in "\"'«»“”") or fold(word) in _BREAK_FORMS:
                break
            if at in offices:
                start = at
        if start is not None:
            found[start:first] = [2, *[4] * (first - start - 1)]
    return found
