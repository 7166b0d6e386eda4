"""Death sentences are no deaths."""

from __future__ import annotations

import pytest

from anchored import text_of, times_of
from khabar.lexicon import Lexicon
from khabar.mentions import find_counts
from khabar.mentions.counts_words import compile_count_words
from khabar.mentions.penalties import is_penalty, is_sentence

PASSED = [
    "حكمت محكمة الجنايات بإعدام أربعة متهمين",
    "قضت الدائرة الثانية في المدينة، الأحد، بإعدام أربعة متهمين",
    "صدر الحكم بالإعدام شنقا على أربعة متهمين",
    "الإعدام لأربعة متهمين في قضية المصرف",
    "أيدت محكمة النقض إعدام أربعة متهمين",
    "طالبت النيابة بإعدام أربعة متهمين",
    "تخفيف عقوبة الإعدام عن أربعة سجناء إلى السجن",
    "المحكوم عليهم بالإعدام أربعة متهمين",
]
CARRIED_OUT = [
    "أعدمت السلطات أربعة مدانين",
    "نفذت السلطات حكم الإعدام بأربعة مدانين",
    "تنفيذ الإعدام شنقا بأربعة سجناء",
    "إعدام أربعة أسرى في الساحة",
    "عمليات إعدام ميداني طالت أربعة أسرى",
]


def dead(raw: str, lexicon: Lexicon) -> int:
    """How many the counts of a sentence call killed."""
    counts = find_counts(text_of(raw), times_of(raw, None, lexicon), lexicon)
    return sum(c.min for c in counts if c.what == "killed")


@pytest.mark.parametrize("raw", PASSED)
def test_the_condemned_are_not_dead(lexicon: Lexicon, raw: str) -> None:
    """A penalty that is sought, passed, upheld or lifted kills nobody."""
    assert dead(raw, lexicon) == 0


@pytest.mark.parametrize("raw", CARRIED_OUT)
def test_the_executed_are_dead(lexicon: Lexicon, raw: str) -> None:
    """Where the penalty is carried out, and where no court is spoken of, those counted died."""
    assert dead(raw, lexicon) == 4


def test_what_the_condemned_did_stays_told(lexicon: Lexicon) -> None:
    """The dead of the crime are counted beside the penalty for it."""
    assert dead("حكمت المحكمة بإعدام متهم بتهمة قتل ثلاثة جنود", lexicon) == 3


def test_a_court_of_the_sentence_before_decides_nothing(lexicon: Lexicon) -> None:
    """A full stop ends the reach of a court's word."""
    words = lexicon.build(compile_count_words)
    tokens = text_of("انعقدت المحكمة. إعدام أربعة أسرى في الساحة").tokens
    at = next(t.index for t in tokens if is_penalty(t, words))
    assert not is_sentence(tokens, at, words)
