"""The country that a report is at home in, and what follows from it."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import entities_of, named


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("زار وزير الصحة سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR GOV"),
        ("زار محافظ أربيل سامي الحلواني باريس", "IRQ GOV"),
        ("زار وزير الصحة سامي الحلواني حلب ثم بغداد ثم عمان", None),
        ("زار السفير سامي الحلواني مدينتي حلب وحماة في سوريا", None),
        ("زار المبعوث الأممي سامي الحلواني مدينتي حلب وحماة في سوريا", "IGO"),
        ("زار رئيس مجلس النواب سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR LEG"),
        ("زار مدير أمن المحافظة سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR COP"),
    ],
)
def test_whose_minister(raw: str, code: str | None, lexicon: Lexicon) -> None:
    """An office that names no state is the report's own or its place's; an envoy's is not, of two countries none is."""
    assert named(entities_of(raw, lexicon), "سامي الحلواني").actor_code == code
